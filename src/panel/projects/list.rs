//! GET /projects

use std::collections::HashMap;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    authorization::{Permission, Status},
    db::{DbConnection, DbResult},
    ids::ProjectId,
    input::{FieldError, SearchTerm},
    paging::Pagination,
    panel::{PageContext, PageRequest, PanelError, StatusLink, paths, render, see_other},
    projects::{self, Project, ProjectFilter, Scope},
    records::count_each,
    texts::Text,
    web::{BadRequest, Fields, QueryFields, page_number},
};

const PAGE_SIZE: i64 = 48;

/// The view as the URL says it.
#[derive(Clone, Debug)]
struct View {
    status: Option<Status>,
    search: String,
    page: i64,
}

struct Found {
    projects: Vec<Project>,
    counts: [i64; Status::ALL.len()],
    /// How many records each project on the page has.
    records: HashMap<ProjectId, i64>,
    pages: Pagination,
}

#[derive(Template)]
#[template(path = "projects/list.html")]
struct ListPage {
    page: PageContext,
    view: View,
    found: Found,
    search_error: Option<Text>,
}

/// The list.
pub(crate) async fn list(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let view = View::parse(&query.0)?;
    let asked = view.clone();
    let (page, found) = request.read(move |connection, _| Ok(find(connection, &asked)?)).await?;
    if found.pages.is_past_the_end() {
        return Ok(see_other(&view.at(view.status, found.pages.last()), None));
    }
    let error = SearchTerm::parse(&view.search).err().filter(|&error| error != FieldError::Required);
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let search_error = error.map(|error| error.text(page.locale(), "q"));
    render(status, &ListPage { page, view, found, search_error })
}

fn find(connection: &mut DbConnection, view: &View) -> DbResult<Found> {
    let filter = view.filter();
    let total = projects::count(connection, &filter)?;
    let pages = Pagination { number: view.page, size: PAGE_SIZE, total };
    let projects = projects::page(connection, &filter, pages.offset(), PAGE_SIZE)?;
    Ok(Found {
        records: count_each(connection, projects.iter().map(|project| &project.id))?,
        projects,
        counts: projects::count_by_status(connection)?,
        pages,
    })
}

impl View {
    fn parse(query: &Fields) -> Result<Self, BadRequest> {
        let status = match query.optional("status")?.as_deref() {
            None | Some("") => None,
            Some(word) => Some(Status::parse(word).ok_or(BadRequest::UnknownValue("status"))?),
        };
        Ok(Self { status, search: query.optional("q")?.unwrap_or_default(), page: page_number(query, "page")? })
    }

    /// A search that can't be made is shown as typed, with what is wrong with it.
    fn filter(&self) -> ProjectFilter {
        ProjectFilter {
            scope: self.status.map_or(Scope::All, Scope::In),
            held: None,
            search: SearchTerm::parse(&self.search).ok(),
        }
    }

    /// The URL of this view under another status, at another page.
    fn at(&self, status: Option<Status>, page: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(status) = status {
            query.append_pair("status", status.as_str());
        }
        if !self.search.is_empty() {
            query.append_pair("q", &self.search);
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        match query.finish() {
            query if query.is_empty() => paths::PROJECTS.to_owned(),
            query => format!("{}?{query}", paths::PROJECTS),
        }
    }

    fn is_filtered(&self) -> bool {
        self.status.is_some() || !self.search.is_empty()
    }
}

impl ListPage {
    fn status_links(&self) -> Vec<StatusLink> {
        StatusLink::each(&self.page, self.found.counts, self.view.status, |status| self.view.at(status, 1))
    }

    fn previous(&self) -> Option<String> {
        self.found.pages.previous().map(|page| self.view.at(self.view.status, page))
    }

    fn next(&self) -> Option<String> {
        self.found.pages.next().map(|page| self.view.at(self.view.status, page))
    }
}
