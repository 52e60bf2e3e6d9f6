//! GET /projects

use std::collections::HashMap;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    authorization::{Permission, Status},
    ids::ProjectId,
    input::{FieldError, SearchTerm},
    panel::{PageContext, PageRequest, PanelError, StatusLink, paths, render, see_other},
    projects::{self, ListSpec, Listing, ProjectFilter, Scope},
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

#[derive(Template)]
#[template(path = "projects/list.html")]
struct ListPage {
    page: PageContext,
    view: View,
    listing: Listing,
    /// Of each status, in the order of [`Status::ALL`].
    counts: [i64; Status::ALL.len()],
    /// How many records each project on the page has.
    records: HashMap<ProjectId, i64>,
    search_error: Option<Text>,
}

/// The list.
pub(crate) async fn list(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let view = View::parse(&query.0)?;
    let spec = view.spec();
    let (page, (listing, counts, records)) = request
        .read(move |connection, _| {
            let listing = projects::list(connection, &spec)?;
            let records = count_each(connection, listing.projects.iter().map(|project| &project.id))?;
            Ok((listing, projects::count_by_status(connection)?, records))
        })
        .await?;
    if listing.pages.number != view.page {
        return Ok(see_other(&view.at(view.status, listing.pages.number), None));
    }
    let error = SearchTerm::parse(&view.search).err().filter(|&error| error != FieldError::Required);
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let search_error = error.map(|error| error.text(page.locale(), "q"));
    render(status, &ListPage { page, view, listing, counts, records, search_error })
}

impl View {
    fn parse(query: &Fields) -> Result<Self, BadRequest> {
        let status = match query.optional("status")?.as_deref() {
            None | Some("") => None,
            Some(word) => Some(Status::parse(word).ok_or(BadRequest::UnknownValue("status"))?),
        };
        Ok(Self { status, search: query.optional("q")?.unwrap_or_default(), page: page_number(query, "page")? })
    }

    /// What is asked of the core. A search that can't be made is shown as typed, with what is wrong with it.
    fn spec(&self) -> ListSpec {
        let filter = ProjectFilter {
            scope: self.status.map_or(Scope::All, Scope::In),
            held: None,
            search: SearchTerm::parse(&self.search).ok(),
        };
        ListSpec { filter, page: self.page, size: PAGE_SIZE }
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
        StatusLink::each(&self.page, StatusLink::WORDS, self.counts, self.view.status, |status| self.view.at(status, 1))
    }

    fn previous(&self) -> Option<String> {
        self.listing.pages.previous().map(|page| self.view.at(self.view.status, page))
    }

    fn next(&self) -> Option<String> {
        self.listing.pages.next().map(|page| self.view.at(self.view.status, page))
    }
}
