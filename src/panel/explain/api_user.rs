//! GET /api-users/{id}/explain: may this API user, and why.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{checks::Answer, question::Question};
use crate::{
    api_users::{self, ApiUser},
    authorization::{Deed, Part, RecordState, Standing},
    calls,
    db::{DbConnection, DbResult},
    ids::{ApiUserId, ProjectId},
    panel::{
        PageContext, PageRequest, PanelError,
        api_users::{TickLink, list_url},
        render,
    },
    projects::{self, Project, ProjectFilter, Scope},
    web::{BadRequest, Id, QueryFields},
};

/// How many projects are offered.
const OFFERED: i64 = 1_000;

#[derive(Template)]
#[template(path = "explain/api_user.html")]
struct ExplainPage {
    page: PageContext,
    list_url: String,
    user: ApiUser,
    projects: Vec<Project>,
    project: Option<Project>,
    question: Question,
    answer: Option<Answer>,
}

/// A project that was asked about, with what the API user has there.
type Asked = (Project, Standing, TickLink);

/// The tab.
pub(crate) async fn of_api_user(
    request: PageRequest,
    id: Id<ApiUserId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let question = Question::parse(&query.0)?;
    let wanted = match query.0.optional("project")?.as_deref() {
        None | Some("") => None,
        Some(text) => Some(ProjectId::parse(text).ok_or(BadRequest::UnknownValue("project"))?),
    };
    let (page, (user, asked, projects)) = request
        .read(move |connection, _| {
            let user = api_users::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            let asked = match &wanted {
                None => None,
                Some(id) => Some(find(connection, &user, id)?.ok_or(PanelError::NotFound)?),
            };
            let filter = ProjectFilter { scope: Scope::Live, ..ProjectFilter::default() };
            Ok((user, asked, projects::behind(connection, &filter, None, OFFERED)?))
        })
        .await?;
    let answer = question.action().zip(asked.as_ref()).map(|(action, (project, standing, links))| {
        Answer::of(&page, (&user, project, *standing), (action, question.record), links)
    });
    let (project, list_url) = (asked.map(|asked| asked.0), list_url(&page, &user.id));
    render(StatusCode::OK, &ExplainPage { page, list_url, user, projects, project, question, answer })
}

fn find(connection: &mut DbConnection, user: &ApiUser, id: &ProjectId) -> DbResult<Option<Asked>> {
    let Some(project) = projects::find(connection, id)? else { return Ok(None) };
    let standing = calls::standing(connection, user, &project)?;
    let links = TickLink::find(connection, &project)?;
    Ok(Some((project, standing, links)))
}

impl ExplainPage {
    fn is_asked_about(&self, project: &Project) -> bool {
        self.project.as_ref().is_some_and(|asked| asked.id == project.id)
    }

    /// The project that was asked about, where it is none of those that are offered.
    fn unoffered(&self) -> Option<&Project> {
        self.project.as_ref().filter(|asked| self.projects.iter().all(|project| project.id != asked.id))
    }
}
