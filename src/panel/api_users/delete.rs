//! GET and POST /api-users/{id}/delete: what goes for good and what stays, and the deed.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    api_users::{self, ApiUser, count_privileges},
    authorization::Permission,
    ids::ApiUserId,
    panel::{CurrentUser, Flash, PageContext, PageRequest, PanelError, RequestContext, paths, render, see_other},
    web::{AppState, Id},
};

const DELETED: Flash = Flash("flash-api-user-deleted");

#[derive(Template)]
#[template(path = "api_users/delete.html")]
struct DeletePage {
    page: PageContext,
    user: ApiUser,
    /// In how many projects privileges go.
    projects: i64,
}

/// What deleting it means; a conflict where it is not in Trash.
pub(crate) async fn ask_delete(request: PageRequest, id: Id<ApiUserId>) -> Result<HttpResponse, PanelError> {
    let (page, (user, projects)) = request
        .read(move |connection, user| {
            user.require(Permission::DeleteApiUsers)?;
            let user = api_users::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            if user.status.allows_deletion() {
                Ok((user, count_privileges(connection, &id.0)?))
            } else {
                Err(PanelError::Conflict)
            }
        })
        .await?;
    render(StatusCode::OK, &DeletePage { page, user, projects })
}

/// Deletes it permanently.
pub(crate) async fn delete(
    state: Data<AppState>,
    user: CurrentUser,
    context: RequestContext,
    id: Id<ApiUserId>,
) -> Result<HttpResponse, PanelError> {
    user.operate(&state.db, context.now, move |tx| api_users::delete(tx, &id.0)).await?;
    Ok(see_other(&format!("{}?status=trash", paths::API_USERS), Some((DELETED, &state.cookies))))
}
