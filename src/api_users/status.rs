//! POST /api-users/{id}/status

use actix_web::{HttpResponse, web::Data};

use super::{ApiUserId, store};
use crate::{
    app::AppState,
    audit::{self, Action, Author, Changes, Subject},
    authorization::{Permission, Status},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    error::{AppError, BadRequest},
    web::{Actor, Flash, FormBody, Id, Visitor, see_other},
};

/// Moves the API user to Active, Inactive or Trash.
///
/// # Errors
/// Forbidden to Auditors; not found, where there is no such API user.
pub async fn set_status(
    state: Data<AppState>,
    actor: Actor,
    visitor: Visitor,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::EditApiUsers)?;
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let (author, now, location) = (Author::from(&actor), visitor.reader.now, format!("/api-users/{}", id.0));
    let moved = state.db.write(move |connection| move_to(connection, &id.0, to, &author, now)).await?;
    let flash = if moved { Flash::api_user_moved(to) } else { Flash::NothingChanged };
    Ok(see_other(&location, Some((flash, &state.cookies))))
}

/// False where it is there already.
fn move_to(
    connection: &mut DbConnection,
    id: &ApiUserId,
    to: Status,
    author: &Author,
    now: Timestamp,
) -> DbResult<bool> {
    let user = store::find(connection, id)?;
    if user.status == to {
        return Ok(false);
    }
    store::set_status(connection, &user, to, now)?;
    let mut changes = Changes::default();
    changes.compare("status", user.status.as_str(), to.as_str());
    let subject = Subject::ApiUser(id.as_str(), &user.username);
    audit::record(connection, author, Action::Moved, subject, &changes, now)?;
    Ok(true)
}
