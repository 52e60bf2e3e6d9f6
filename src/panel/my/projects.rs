//! GET /my/projects: the projects that the API user may reach.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    calls::{ReachableProject, ReachableProjects, reachable_projects},
    paging::Pagination,
    panel::{PageContext, PageRequest, PanelError, paths, render, see_other},
    web::{QueryFields, page_number},
};

const PAGE_SIZE: i64 = 48;

#[derive(Template)]
#[template(path = "my/projects.html")]
struct ProjectsPage {
    page: PageContext,
    /// Those of this page.
    projects: Vec<ReachableProject>,
    pages: Pagination,
    /// In how many others its privileges have no effect.
    without_effect: usize,
}

/// The list.
pub(crate) async fn projects(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let number = page_number(&query.0, "page")?;
    let (page, found) =
        request.read_own(|connection, user| Ok(reachable_projects(connection, &user.account.id)?)).await?;
    let ReachableProjects { projects, without_effect } = found;
    let pages = Pagination { number, size: PAGE_SIZE, total: i64::try_from(projects.len()).unwrap_or(i64::MAX) };
    if pages.is_past_the_end() {
        return Ok(see_other(&at(pages.last()), None));
    }
    let [before, size] = [pages.offset(), pages.size].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let projects = projects.into_iter().skip(before).take(size).collect();
    render(StatusCode::OK, &ProjectsPage { page, projects, pages, without_effect })
}

fn at(page: i64) -> String {
    if page > 1 { format!("{}?page={page}", paths::MY_PROJECTS) } else { paths::MY_PROJECTS.to_owned() }
}

impl ProjectsPage {
    fn previous(&self) -> Option<String> {
        self.pages.previous().map(at)
    }

    fn next(&self) -> Option<String> {
        self.pages.next().map(at)
    }
}
