//! GET /api-users

use actix_web::{HttpResponse, cookie::Cookie, http::StatusCode};
use askama::Template;

use super::view::{SIZES, View};
use crate::{
    api_users::{self, COUNTED, Column, Listing, Navigation, Position, Search},
    authorization::{ApiUserRole, Permission},
    input::{FieldError, Organization, SearchTerm},
    panel::{PageContext, PageRequest, PanelError, StatusLink, render, see_other},
    texts::Text,
    web::QueryFields,
};

/// A view whose query is longer is not come back to; browsers keep about 4,000 bytes of a cookie.
const LONGEST_VIEW: usize = 2_000;

#[derive(Template)]
#[template(path = "api_users/list.html")]
struct ListPage {
    page: PageContext,
    view: View,
    listing: Listing,
    search_error: Option<Text>,
}

/// The list.
pub(crate) async fn list(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let view = View::parse(&query.0)?;
    let (term, error) = match SearchTerm::parse(&view.search) {
        Ok(term) => (Some(term), None),
        Err(FieldError::Required) => (None, None),
        Err(error) => (None, Some(error)),
    };
    let (asked, main) = (view.clone(), request.state().config.organization.clone());
    let (page, listing) = match term {
        None => request.read(move |connection, _| Ok(api_users::list(connection, &asked.spec(None))?)).await?,
        Some(term) => {
            request
                .search(move |connection, user| {
                    let search = Search::new(&term, &main, user.person.role);
                    Ok(api_users::list(connection, &asked.spec(Some(search)))?)
                })
                .await?
        }
    };
    if let Some(elsewhere) = redirect(&view, &listing) {
        return Ok(see_other(&elsewhere, None));
    }
    if let Some(elsewhere) = page_of_marked(&request, &view, &listing).await? {
        return Ok(see_other(&elsewhere, None));
    }
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let search_error = error.map(|error| error.text(page.locale(), "q"));
    let seen = if search_error.is_none() { remember(&request, &page, &view) } else { None };
    let mut answer = render(status, &ListPage { page, view, listing, search_error })?;
    if let Some(cookie) = seen {
        answer.add_cookie(&cookie).map_err(|error| PanelError::Internal(error.to_string()))?;
    }
    Ok(answer)
}

/// A cookie that leads back to this view from API User Setup, where it is another than the last.
fn remember(request: &PageRequest, page: &PageContext, view: &View) -> Option<Cookie<'static>> {
    let query = view.query();
    if query.len() > LONGEST_VIEW || page.last_list.as_deref().unwrap_or_default() == query {
        return None;
    }
    let cookies = &request.state().cookies;
    Some(cookies.bake(cookies.list(), query, None))
}

/// Where the row that is to be seen at once stands on another page, that page.
async fn page_of_marked(request: &PageRequest, view: &View, listing: &Listing) -> Result<Option<String>, PanelError> {
    let Some(marked) = view.marked.clone().filter(|_| view.search.is_empty()) else { return Ok(None) };
    if listing.rows.iter().any(|row| row.id == marked) {
        return Ok(None);
    }
    let (spec, id) = (view.spec(None), marked.clone());
    let page = request.state().db.read(move |connection| api_users::page_of(connection, &spec, &id)).await?;
    let elsewhere = page.filter(|&page| page != view.page || view.position != Position::Start);
    Ok(elsewhere.map(|page| View { page, position: Position::Start, ..view.clone() }.marking(&marked)))
}

/// Where to go instead of a page that is not there: to the last one, or from before the first to the first.
fn redirect(view: &View, listing: &Listing) -> Option<String> {
    let is_gone = listing.is_empty() && view.page > 1;
    match &view.position {
        Position::Before(_) if !listing.has_previous && !listing.is_full() => Some(view.at(1)),
        Position::Start if listing.pages.is_past_the_end() && !listing.is_more_than_counted => {
            Some(view.at(listing.pages.last()))
        }
        _ if is_gone => Some(view.at(listing.pages.last())),
        _ => None,
    }
}

impl ListPage {
    fn columns(&self) -> [(Column, Text); Column::ALL.len()] {
        Column::ALL.map(|column| (column, column.text(&self.page)))
    }

    /// "1–12 of 57 items".
    fn range(&self) -> Text {
        let pages = self.listing.pages;
        let range = if self.listing.is_more_than_counted {
            self.page.text("list-range-many").arg("total", COUNTED)
        } else {
            self.page.text("list-range").arg("total", pages.total)
        };
        range.arg("first", pages.first_item()).arg("last", self.listing.last_item())
    }

    fn status_links(&self) -> Vec<StatusLink> {
        StatusLink::each(&self.page, StatusLink::WORDS, self.listing.counts, self.view.status, |status| {
            self.view.under(status)
        })
    }

    fn previous(&self) -> Option<String> {
        let Listing { rows, previous, has_previous, navigation, .. } = &self.listing;
        let before = || previous.clone().or_else(|| rows.first().map(|first| self.view.cursor(first)));
        match navigation {
            _ if !has_previous => None,
            Navigation::ByNumber => Some(self.view.at(self.view.page - 1)),
            Navigation::ByCursor => before().map(|cursor| self.view.before(cursor)),
        }
    }

    fn next(&self) -> Option<String> {
        let Listing { rows, next, has_next, navigation, .. } = &self.listing;
        let behind = || next.clone().or_else(|| rows.last().map(|last| self.view.cursor(last)));
        match navigation {
            _ if !has_next => None,
            Navigation::ByNumber => Some(self.view.at(self.view.page + 1)),
            Navigation::ByCursor => behind().map(|cursor| self.view.after(cursor)),
        }
    }

    fn organization<'a>(&'a self, own: &'a Organization) -> &'a str {
        if own.as_str().is_empty() { &self.page.organization } else { own.as_str() }
    }
}

impl Column {
    fn text(self, page: &PageContext) -> Text {
        match self {
            Self::Status => page.text("field-status"),
            Self::Role => page.text("field-role"),
            Self::Username => page.text("field-username"),
            Self::Organization => page.text("field-organization"),
            Self::LastLogin => page.text("field-last-login"),
            Self::Modified => page.text("field-last-modified"),
        }
    }
}
