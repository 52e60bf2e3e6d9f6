//! GET and POST /api-users/{id}/delete: what goes for good and what stays, and the deed.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    api_users::{self, ApiUser, Refused, count_privileges},
    audit::Subject,
    authorization::Permission,
    db::DbConnection,
    ids::ApiUserId,
    merge::Clashes,
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError,
        meanwhile::{Meanwhile, ToldChange},
        paths, render, see_other,
    },
    web::{AppState, FormBody, Id},
};

const DELETED: Flash = Flash("flash-api-user-deleted");

#[derive(Template)]
#[template(path = "api_users/delete.html")]
struct DeletePage {
    page: PageContext,
    user: ApiUser,
    /// In how many projects privileges go.
    projects: i64,
    /// What others did since the question was asked.
    changes: Vec<ToldChange>,
}

/// What deleting it means; a conflict where it is not in Trash.
pub(crate) async fn ask_delete(request: PageRequest, id: Id<ApiUserId>) -> Result<HttpResponse, PanelError> {
    let (page, (user, projects)) = request
        .read(move |connection, user| {
            user.require(Permission::DeleteApiUsers)?;
            load(connection, &id.0)
        })
        .await?;
    render(StatusCode::OK, &DeletePage { page, user, projects, changes: Vec::new() })
}

/// Deletes it permanently.
pub(crate) async fn delete(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let version = body.0.number("version")?;
    let target = id.0.clone();
    match user.operate(&state.db, page.reader.now, move |tx| api_users::delete(tx, &target, version)).await {
        Ok(()) => Ok(see_other(&format!("{}?status=trash", paths::API_USERS), Some((DELETED, &state.cookies)))),
        Err(Refused::Conflict) => ask_again(&state, page, id.0, version).await,
        Err(refused) => Err(refused.into()),
    }
}

/// The question once more, with what happened since it was asked.
async fn ask_again(state: &AppState, page: PageContext, id: ApiUserId, seen: i64) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> Result<_, PanelError> {
        let (user, projects) = load(connection, &id)?;
        let subject = Subject::ApiUser(user.id.clone(), user.username.to_string());
        let meanwhile = Meanwhile::load(connection, &subject, seen, user.version)?;
        Ok((user, projects, meanwhile))
    };
    let (user, projects, meanwhile) = state.db.read(read).await?;
    let changes = meanwhile.tell(&page, &Clashes::default());
    render(StatusCode::CONFLICT, &DeletePage { page, user, projects, changes })
}

fn load(connection: &mut DbConnection, id: &ApiUserId) -> Result<(ApiUser, i64), PanelError> {
    let user = api_users::find(connection, id)?.ok_or(PanelError::NotFound)?;
    if user.status.allows_deletion() {
        Ok((user, count_privileges(connection, id)?))
    } else {
        Err(PanelError::Conflict)
    }
}
