//! POST /projects/{id}/status

use actix_web::{HttpResponse, web::Data};

use super::{ProjectId, store};
use crate::{
    app::AppState,
    audit::{self, Action, Author, Changes, Subject},
    authorization::{Permission, Status},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    error::{AppError, BadRequest},
    web::{Actor, Flash, FormBody, Id, Visitor, see_other},
};

/// Moves the project to Active, Inactive or Trash.
///
/// # Errors
/// Forbidden, but for Administrators; not found, where there is no such project.
pub async fn set_status(
    state: Data<AppState>,
    actor: Actor,
    visitor: Visitor,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::ManageProjects)?;
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let (author, now, location) = (Author::from(&actor), visitor.reader.now, format!("/projects/{}", id.0));
    let moved = state.db.write(move |connection| move_to(connection, &id.0, to, &author, now)).await?;
    let flash = if moved { Flash::project_moved(to) } else { Flash::NothingChanged };
    Ok(see_other(&location, Some((flash, &state.cookies))))
}

/// False where it is there already.
fn move_to(
    connection: &mut DbConnection,
    id: &ProjectId,
    to: Status,
    author: &Author,
    now: Timestamp,
) -> DbResult<bool> {
    let project = store::find(connection, id)?;
    if project.status == to {
        return Ok(false);
    }
    store::set_status(connection, id, to, now)?;
    let mut changes = Changes::default();
    changes.compare("status", project.status.as_str(), to.as_str());
    let subject = Subject::Project(id.as_str(), &project.name);
    audit::record(connection, author, Action::Moved, subject, &changes, now)?;
    Ok(true)
}
