//! GET /projects/{id}/explain: who may do something in the project.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::question::Question;
use crate::{
    authorization::{Deed, Part, RecordState, Status},
    calls::{self, WhoMay},
    ids::ProjectId,
    panel::{PageContext, PageRequest, PanelError, render},
    projects::{self, Project},
    web::{Id, QueryFields},
};

#[derive(Template)]
#[template(path = "explain/project.html")]
struct ExplainPage {
    page: PageContext,
    project: Project,
    question: Question,
    who: Option<WhoMay>,
}

/// The tab.
pub(crate) async fn of_project(
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let question = Question::parse(&query.0)?;
    let after = query.0.optional("after")?;
    let (page, (project, who)) = request
        .search(move |connection, _| {
            let project = projects::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            let who = match question.action() {
                None => None,
                Some(action) => Some(calls::who_may(connection, &project, action, question.record, after.as_deref())?),
            };
            Ok((project, who))
        })
        .await?;
    render(StatusCode::OK, &ExplainPage { page, project, question, who })
}
