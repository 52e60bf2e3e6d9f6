//! POST /projects/{id}/status

use actix_web::{HttpResponse, web::Data};

use crate::{
    audit::Subject,
    authorization::Status,
    ids::ProjectId,
    panel::{
        CurrentUser, Flash, PageContext, PanelError,
        meanwhile::{Meanwhile, MeanwhilePage},
        paths, see_other,
    },
    projects::{self, Refused},
    web::{AppState, BadRequest, FormBody, Id},
};

/// Moves the project to Active, Inactive or Trash.
pub(crate) async fn set_status(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let version = body.0.number("version")?;
    let target = id.0.clone();
    let moved = user.operate(&state.db, page.reader.now, move |tx| {
        let is_moved = projects::move_status(tx, &target, version, to)?;
        Ok((is_moved, projects::find(tx.connection, &target)?.ok_or(Refused::Gone)?.name))
    });
    match moved.await {
        Ok((is_moved, name)) => {
            let flash = if is_moved { flash(to).about(name) } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&paths::project(&id.0), Some((flash, &state.cookies))))
        }
        Err(Refused::Conflict) => ask_again(&state, page, id.0, version, to).await,
        Err(refused) => Err(refused.into()),
    }
}

/// What happened since the page was shown, and the button that moves it all the same.
async fn ask_again(
    state: &AppState,
    page: PageContext,
    id: ProjectId,
    seen: i64,
    to: Status,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut _| -> Result<_, PanelError> {
        let saved = projects::find(connection, &id)?.ok_or(PanelError::NotFound)?;
        let subject = Subject::Project(saved.id.clone(), saved.name.to_string());
        let meanwhile = Meanwhile::load(connection, &subject, (seen, saved.version))?;
        Ok((saved, meanwhile))
    };
    let (saved, meanwhile) = state.db.read(read).await?;
    let (back, name) = (paths::project(&saved.id), saved.name.to_string());
    MeanwhilePage::of_move(page, (back, name), (saved.status, to), saved.version, &meanwhile).answer()
}

const fn flash(to: Status) -> Flash {
    match to {
        Status::Active => Flash::new("flash-project-activated"),
        Status::Inactive => Flash::new("flash-project-deactivated"),
        Status::Trash => Flash::new("flash-project-trashed"),
    }
}
