//! POST /api-users/{id}/status

use actix_web::{HttpResponse, web::Data};

use crate::{
    api_users::{self, Refused},
    audit::Subject,
    authorization::Status,
    ids::ApiUserId,
    panel::{
        CurrentUser, Flash, PageContext, PanelError,
        meanwhile::{Meanwhile, MeanwhilePage},
        paths, see_other,
    },
    web::{AppState, BadRequest, FormBody, Id},
};

/// Moves the API user to Active, Inactive or Trash.
pub(crate) async fn set_status(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let version = body.0.number("version")?;
    let target = id.0.clone();
    let moved = user.operate(&state.db, page.reader.now, move |tx| {
        let is_moved = api_users::move_status(tx, &target, version, to)?;
        Ok((is_moved, api_users::find(tx.connection, &target)?.ok_or(Refused::Gone)?.username))
    });
    match moved.await {
        Ok((is_moved, username)) => {
            let flash = if is_moved { flash(to).about(username) } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&paths::api_user(&id.0), Some((flash, &state.cookies))))
        }
        Err(Refused::Conflict) => ask_again(&state, page, id.0, version, to).await,
        Err(refused) => Err(refused.into()),
    }
}

/// What happened since the page was shown, and the button that moves it all the same.
async fn ask_again(
    state: &AppState,
    page: PageContext,
    id: ApiUserId,
    seen: i64,
    to: Status,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut _| -> Result<_, PanelError> {
        let saved = api_users::find(connection, &id)?.ok_or(PanelError::NotFound)?;
        let subject = Subject::ApiUser(saved.id.clone(), saved.username.to_string());
        let meanwhile = Meanwhile::load(connection, &subject, (seen, saved.version))?;
        Ok((saved, meanwhile))
    };
    let (saved, meanwhile) = state.db.read(read).await?;
    let (back, name) = (paths::api_user(&saved.id), saved.username.to_string());
    MeanwhilePage::of_move(page, (back, name), (saved.status, to), saved.version, &meanwhile).answer()
}

const fn flash(to: Status) -> Flash {
    match to {
        Status::Active => Flash::new("flash-api-user-activated"),
        Status::Inactive => Flash::new("flash-api-user-deactivated"),
        Status::Trash => Flash::new("flash-api-user-trashed"),
    }
}
