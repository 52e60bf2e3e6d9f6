//! POST /api-users/{id}/status

use actix_web::{HttpResponse, web::Data};

use crate::{
    api_users,
    authorization::Status,
    ids::ApiUserId,
    panel::{CurrentUser, Flash, PanelError, RequestContext, paths, see_other},
    web::{AppState, BadRequest, FormBody, Id},
};

/// Moves the API user to Active, Inactive or Trash.
pub(crate) async fn set_status(
    state: Data<AppState>,
    user: CurrentUser,
    context: RequestContext,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let location = paths::api_user(&id.0);
    let is_moved = user.operate(&state.db, context.now, move |tx| api_users::move_status(tx, &id.0, to)).await?;
    let flash = if is_moved { moved(to) } else { Flash::NOTHING_CHANGED };
    Ok(see_other(&location, Some((flash, &state.cookies))))
}

const fn moved(to: Status) -> Flash {
    match to {
        Status::Active => Flash("flash-api-user-activated"),
        Status::Inactive => Flash("flash-api-user-deactivated"),
        Status::Trash => Flash("flash-api-user-trashed"),
    }
}
