//! GET /api-users

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    filter::{Filter, Search},
    listing::{COUNTED, Listing, Turning, listing},
    view::{Column, Position, SIZES, View},
};
use crate::{
    app::AppState,
    authorization::{ApiUserRole, Permission},
    error::AppError,
    forms::{FieldError, SearchTerm, fold},
    i18n::Text,
    web::{Actor, Page, QueryFields, StatusLink, page, see_other},
};

#[derive(Template)]
#[template(path = "api_users/list.html")]
struct ListPage {
    page: Page,
    view: View,
    listing: Listing,
    search_error: Option<Text>,
}

/// The list.
///
/// # Errors
/// When the query is none of ours or the database can't say.
pub async fn list(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    query: QueryFields,
) -> Result<HttpResponse, AppError> {
    let view = View::parse(&query.0)?;
    let (search, error) = search_of(&view, &actor, &frame);
    let (asked, filter) = (view.clone(), Filter { status: view.status, role: view.role, search });
    let listing = state.db.read(move |connection| listing(connection, &asked, &filter)).await?;
    if let Some(elsewhere) = redirect(&view, &listing) {
        return Ok(see_other(&elsewhere, None));
    }
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let search_error = error.map(|error| error.text(frame.locale()));
    page(status, &ListPage { page: frame, view, listing, search_error })
}

/// Which columns are searched depends on the role.
fn search_of(view: &View, actor: &Actor, frame: &Page) -> (Option<Search>, Option<FieldError>) {
    match SearchTerm::parse(&view.search) {
        Ok(term) => {
            let key = term.key();
            let is_in_main_organization = fold(&frame.organization).contains(&key);
            let in_notes = actor.person.role.may(Permission::ReadPrivateNotes);
            (Some(Search { key, in_notes, is_in_main_organization }), None)
        }
        Err(FieldError::Required) => (None, None),
        Err(error) => (None, Some(error)),
    }
}

/// Where to go instead of a page that is not there: to the last one, or from before the first to the first.
fn redirect(view: &View, listing: &Listing) -> Option<String> {
    let is_gone = listing.rows.is_empty() && view.page > 1;
    match &view.position {
        Position::Before(_) if !listing.has_previous && !listing.is_full() => Some(view.at(1)),
        Position::Start if listing.paging.is_past_the_end() && !listing.is_more_than_counted => {
            Some(view.at(listing.paging.last()))
        }
        _ if is_gone => Some(view.at(listing.paging.last())),
        _ => None,
    }
}

impl ListPage {
    fn columns(&self) -> [(Column, Text); Column::ALL.len()] {
        Column::ALL.map(|column| (column, column.text(&self.page)))
    }

    /// "1–12 of 57 items".
    fn range(&self) -> Text {
        let paging = self.listing.paging;
        let range = if self.listing.is_more_than_counted {
            self.page.text("list-range-many").arg("total", COUNTED)
        } else {
            self.page.text("list-range").arg("total", paging.total)
        };
        range.arg("first", paging.first_item()).arg("last", self.listing.last_item())
    }

    fn status_links(&self) -> Vec<StatusLink> {
        StatusLink::each(&self.page, self.listing.counts, self.view.status, |status| self.view.under(status))
    }

    fn previous(&self) -> Option<String> {
        let first = self.listing.rows.first().filter(|_| self.listing.has_previous)?;
        Some(match self.listing.turning {
            Turning::ByNumber => self.view.at(self.view.page - 1),
            Turning::ByCursor => self.view.before(first),
        })
    }

    fn next(&self) -> Option<String> {
        let last = self.listing.rows.last().filter(|_| self.listing.has_next)?;
        Some(match self.listing.turning {
            Turning::ByNumber => self.view.at(self.view.page + 1),
            Turning::ByCursor => self.view.after(last),
        })
    }

    fn organization(&self, own: &str) -> String {
        if own.is_empty() { self.page.organization.clone() } else { own.to_owned() }
    }
}

impl Column {
    fn text(self, page: &Page) -> Text {
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
