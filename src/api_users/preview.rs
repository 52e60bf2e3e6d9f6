//! GET /api-users/{id}/preview: an API user at a glance; the list shows it beside the row.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{ApiUser, ApiUserId, privileges, store};
use crate::{
    app::AppState,
    authorization::{Permission, PrivilegeSet},
    db::{DbConnection, DbResult},
    error::AppError,
    security::{KeyTrace, key_of},
    web::{Actor, Id, Page, page},
};

/// How many projects are named.
const NAMED: i64 = 8;

#[derive(Template)]
#[template(path = "api_users/preview.html")]
struct PreviewPage {
    page: Page,
    user: ApiUser,
    key: Option<KeyTrace>,
    privileges: Vec<(String, PrivilegeSet)>,
    projects: i64,
}

/// The preview.
///
/// # Errors
/// Not found, where there is no such API user.
pub async fn preview(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ApiUserId>,
) -> Result<HttpResponse, AppError> {
    let sees_keys = actor.person.role.may(Permission::SeeKeys);
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        let user = store::find(connection, &id.0)?;
        let key = if sees_keys { key_of(connection, id.0.as_str())? } else { None };
        let privileges = privileges::by_project(connection, &id.0, NAMED)?;
        Ok((user, key, privileges, privileges::count(connection, &id.0)?))
    };
    let (user, key, privileges, projects) = state.db.read(read).await?;
    page(StatusCode::OK, &PreviewPage { page: frame, user, key, privileges, projects })
}
