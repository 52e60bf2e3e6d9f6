//! POST /projects/{id}/status

use actix_web::{HttpResponse, web::Data};

use crate::{
    authorization::Status,
    ids::ProjectId,
    panel::{CurrentUser, Flash, PanelError, RequestContext, paths, see_other},
    projects,
    web::{AppState, BadRequest, FormBody, Id},
};

/// Moves the project to Active, Inactive or Trash.
pub(crate) async fn set_status(
    state: Data<AppState>,
    user: CurrentUser,
    context: RequestContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let location = paths::project(&id.0);
    let is_moved = user.operate(&state.db, context.now, move |tx| projects::move_status(tx, &id.0, to)).await?;
    let flash = if is_moved { moved(to) } else { Flash::NOTHING_CHANGED };
    Ok(see_other(&location, Some((flash, &state.cookies))))
}

const fn moved(to: Status) -> Flash {
    match to {
        Status::Active => Flash("flash-project-activated"),
        Status::Inactive => Flash("flash-project-deactivated"),
        Status::Trash => Flash("flash-project-trashed"),
    }
}
