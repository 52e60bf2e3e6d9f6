//! GET /projects/{id}/calls: the calls that came to a project.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    log::{Found, Log},
    view::View,
};
use crate::{
    authorization::{Deed, Permission},
    calls::{CallsOf, Origin, Verdict},
    db::DbConnection,
    ids::ProjectId,
    panel::{CurrentUser, PageContext, PageRequest, PanelError, paths, render},
    projects::{self, Project},
    web::{Id, QueryFields},
};

#[derive(Template)]
#[template(path = "calls/project.html")]
struct CallsPage {
    page: PageContext,
    project: Project,
    log: Log,
}

/// The tab.
pub(crate) async fn of_project(
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let view = View::parse(paths::project_calls(&id.0), &query.0)?;
    let (asked, now) = (view.clone(), request.now());
    let read = move |connection: &mut DbConnection, user: &CurrentUser| -> Result<_, PanelError> {
        let project = projects::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
        let found = Found::load(connection, user, &CallsOf::Project(id.0.clone()), &asked, now)?;
        Ok((project, found))
    };
    let (page, (project, found)) =
        if view.is_narrow() { request.search(read).await? } else { request.read(read).await? };
    let log = Log::of(&page, &request.state().config, view, found);
    render(StatusCode::OK, &CallsPage { page, project, log })
}
