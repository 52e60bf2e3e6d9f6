//! GET and POST /api-users/{id}/delete: what goes for good and what stays, and the deed.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    ApiUser, ApiUserId, privileges,
    store::{self, SaveError},
};
use crate::{
    app::AppState,
    audit::{self, Action, Author, Changes, Subject},
    authorization::Permission,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    error::AppError,
    web::{Actor, Flash, Id, Page, Visitor, page, see_other},
};

#[derive(Template)]
#[template(path = "api_users/delete.html")]
struct DeletePage {
    page: Page,
    user: ApiUser,
    /// In how many projects privileges go.
    projects: i64,
}

/// What deleting it means.
///
/// # Errors
/// Forbidden, but for Administrators; a conflict, where it is not in Trash.
pub async fn ask_delete(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ApiUserId>,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::DeleteApiUsers)?;
    let read = move |connection: &mut DbConnection| -> DbResult<(ApiUser, i64)> {
        Ok((store::find(connection, &id.0)?, privileges::count(connection, &id.0)?))
    };
    let (user, projects) = state.db.read(read).await?;
    if !user.status.allows_deletion() {
        return Err(AppError::Conflict);
    }
    page(StatusCode::OK, &DeletePage { page: frame, user, projects })
}

/// Deletes it for good.
///
/// # Errors
/// As [`ask_delete`].
pub async fn delete(
    state: Data<AppState>,
    actor: Actor,
    visitor: Visitor,
    id: Id<ApiUserId>,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::DeleteApiUsers)?;
    let (author, now) = (Author::from(&actor), visitor.reader.now);
    match state.db.write(move |connection| remove(connection, &id.0, &author, now)).await {
        Ok(()) => Ok(see_other("/api-users?status=trash", Some((Flash::ApiUserDeleted, &state.cookies)))),
        Err(SaveError::Db(error)) => Err(error.into()),
        Err(_) => Err(AppError::Conflict),
    }
}

fn remove(connection: &mut DbConnection, id: &ApiUserId, author: &Author, now: Timestamp) -> Result<(), SaveError> {
    let user = store::find(connection, id)?;
    store::delete(connection, &user)?;
    let subject = Subject::ApiUser(id.as_str(), &user.username);
    Ok(audit::record(connection, author, Action::Deleted, subject, &Changes::default(), now)?)
}
