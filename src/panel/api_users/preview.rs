//! GET /api-users/{id}/preview: an API user at a glance; the list shows it beside the row.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    api_users::{self, ApiUser, count_privileges, first_privileges},
    authorization::{Permission, PrivilegeSet},
    ids::ApiUserId,
    panel::{PageContext, PageRequest, PanelError, render},
    secret_keys::{KeySummary, newest_key},
    web::Id,
};

/// How many projects are named.
const NAMED: i64 = 8;

#[derive(Template)]
#[template(path = "api_users/preview.html")]
struct PreviewPage {
    page: PageContext,
    user: ApiUser,
    key: Option<KeySummary>,
    privileges: Vec<(String, PrivilegeSet)>,
    projects: i64,
}

/// The preview.
pub(crate) async fn preview(request: PageRequest, id: Id<ApiUserId>) -> Result<HttpResponse, PanelError> {
    let (page, (user, key, privileges, projects)) = request
        .read(move |connection, user| {
            let sees_keys = user.may(Permission::SeeKeys);
            let user = api_users::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            let key = if sees_keys { newest_key(connection, id.0.as_str())? } else { None };
            let privileges = first_privileges(connection, &id.0, NAMED)?;
            Ok((user, key, privileges, count_privileges(connection, &id.0)?))
        })
        .await?;
    render(StatusCode::OK, &PreviewPage { page, user, key, privileges, projects })
}
