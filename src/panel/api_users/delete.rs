//! GET and POST /api-users/{id}/delete: what goes for good and what stays, and the deed.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::view::View;
use crate::{
    api_users::{self, ApiUser, Refused, count_privileges},
    audit::Subject,
    authorization::{Permission, Status},
    db::DbConnection,
    ids::ApiUserId,
    merge::Clashes,
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError,
        meanwhile::{Meanwhile, MeanwhilePage, ToldChange},
        paths, render, see_other,
    },
    web::{AppState, FormBody, Id},
};

const DELETED: Flash = Flash::new("flash-api-user-deleted");

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
            let user = api_users::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            if user.status.allows_deletion() {
                Ok((user, count_privileges(connection, &id.0)?))
            } else {
                Err(PanelError::Conflict)
            }
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
    let deleted = user.operate(&state.db, page.reader.now, move |tx| {
        let username = api_users::find(tx.connection, &target)?.ok_or(Refused::Gone)?.username;
        api_users::delete(tx, &target, version)?;
        Ok(username)
    });
    match deleted.await {
        Ok(username) => {
            let list = View::last_seen(&page).unwrap_or_default().url();
            Ok(see_other(&list, Some((DELETED.about(username), &state.cookies))))
        }
        Err(Refused::Conflict | Refused::NotInTrash) => ask_again(&state, page, id.0, version).await,
        Err(refused) => Err(refused.into()),
    }
}

/// What happened since the question was asked, and the question once more; where it is not in Trash any more, whether to
/// move it there.
async fn ask_again(state: &AppState, page: PageContext, id: ApiUserId, seen: i64) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> Result<_, PanelError> {
        let user = api_users::find(connection, &id)?.ok_or(PanelError::NotFound)?;
        let subject = Subject::ApiUser(user.id.clone(), user.username.to_string());
        let meanwhile = Meanwhile::load(connection, &subject, (seen, user.version))?;
        Ok((count_privileges(connection, &id)?, user, meanwhile))
    };
    let (projects, user, meanwhile) = state.db.read(read).await?;
    if !user.status.allows_deletion() {
        let (back, name) = (paths::api_user(&user.id), user.username.to_string());
        return MeanwhilePage::of_move(page, (back, name), (user.status, Status::Trash), user.version, &meanwhile)
            .answer();
    }
    let changes = meanwhile.tell(&page, &Clashes::default());
    render(StatusCode::CONFLICT, &DeletePage { page, user, projects, changes })
}
