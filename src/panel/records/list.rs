//! GET /projects/{id}/records

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    access::Asked,
    name_of, status_of,
    view::{SIZES, View},
    words::shortened,
};
use crate::{
    authorization::{Deed, RecordAuthority, RecordState, Status},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    input::{FieldError, SearchTerm},
    panel::{PageContext, PageRequest, PanelError, StatusLink, StatusWords, paths, render, see_other},
    projects::fields::{ColorCode, Field, FieldKind},
    records::{self, COUNTED, Hits, Position, Project, Record, Slice, find_hits, hits_page, slice},
    texts::Text,
    web::{Id, QueryFields},
};

const STATUS_WORDS: StatusWords =
    ["record-count-all", "record-count-active", "record-count-inactive", "record-count-trash"];

/// How many fields have a column, beside the number and the first e-mail address.
const COLUMNS: usize = 2;

struct Found {
    project: Project,
    /// By what the reader may do something here.
    authority: RecordAuthority,
    counts: [i64; Status::ALL.len()],
    slice: Slice,
    /// None without a search.
    hits: Option<Hits>,
}

/// A record in the table.
struct Row {
    status: Status,
    name: String,
    url: String,
    color_code: Option<ColorCode>,
    /// Under the labels of their columns.
    values: Vec<(String, String)>,
    modified_at: Timestamp,
}

#[derive(Template)]
#[template(path = "records/list.html")]
struct ListPage {
    page: PageContext,
    view: View,
    found: Found,
    search_error: Option<Text>,
}

/// The list.
pub(crate) async fn list(
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let view = View::parse(id.0, &query.0)?;
    let (term, error) = match SearchTerm::parse(&view.search) {
        Ok(term) => (Some(term), None),
        Err(FieldError::Required) => (None, None),
        Err(error) => (None, Some(error)),
    };
    let asked = Asked { deed: Deed::GetAllRecords, project: view.project.clone(), record: None, now: request.now() };
    let (wanted, calls) = (view.clone(), request.state().calls.clone());
    let read = move |connection: &mut DbConnection, viewer: &_| {
        asked.read(connection, &calls, viewer, |connection, project, authority| {
            find(connection, (project, authority), &wanted, term.as_ref())
        })
    };
    let is_search = error.is_none() && !view.search.trim().is_empty();
    let (page, found) = if is_search { request.search_for(read).await? } else { request.read_for(read).await? };
    if let Some(elsewhere) = redirect(&view, &found) {
        return Ok(see_other(&elsewhere, None));
    }
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let search_error = error.map(|error| error.text(page.locale(), "q"));
    render(status, &ListPage { page, view, found, search_error })
}

fn find(
    connection: &mut DbConnection,
    (project, authority): (Project, RecordAuthority),
    view: &View,
    term: Option<&SearchTerm>,
) -> DbResult<Found> {
    let counts = records::count(connection, &view.project)?;
    let (slice, hits) = match term {
        None => (slice(connection, &view.project, view.filter(), &view.position, view.size)?, None),
        Some(term) => {
            let hits = find_hits(connection, &project, view.filter(), term)?;
            (hits_page(connection, &view.project, &hits, view.page, view.size)?, Some(hits))
        }
    };
    Ok(Found { project, authority, counts, slice, hits })
}

/// Where to go instead of a page that is not there: to the first one.
fn redirect(view: &View, found: &Found) -> Option<String> {
    let Slice { records, has_previous, .. } = &found.slice;
    match &view.position {
        Position::Before(_) if found.hits.is_none() && !has_previous && records.len() < view.size => Some(view.at(1)),
        Position::Start if found.hits.is_none() && view.page > 1 => Some(view.at(1)),
        _ if records.is_empty() && (view.page > 1 || view.position != Position::Start) => Some(view.at(1)),
        _ => None,
    }
}

impl ListPage {
    fn may_add(&self) -> bool {
        self.found.authority.may_do(Deed::InsertRecord, RecordState::Absent)
    }

    fn status_links(&self) -> Vec<StatusLink> {
        StatusLink::each(&self.page, STATUS_WORDS, self.found.counts, self.view.status, |status| {
            self.view.under(status)
        })
    }

    /// The fields that have a column: the first ones, then the first e-mail address.
    fn columns(&self) -> Vec<&Field> {
        let fields = || self.found.project.fields.iter().filter(|field| !field.name.is_id_number());
        let is_email = |field: &&Field| field.kind == FieldKind::Email;
        fields().filter(|field| !is_email(field)).take(COLUMNS).chain(fields().find(is_email)).collect()
    }

    fn id_number_label(&self) -> String {
        self.found.project.fields.id_number().map(|field| field.label.clone()).unwrap_or_default()
    }

    fn rows(&self) -> Vec<Row> {
        let columns = self.columns();
        let row = |record: &Record| Row {
            status: status_of(record),
            name: name_of(record, &self.found.project),
            url: paths::record(&self.found.project.id, &record.id),
            color_code: self.color_code(record).cloned(),
            values: columns
                .iter()
                .map(|field| (field.label.clone(), shortened(record.values.get(&field.id).unwrap_or_default())))
                .collect(),
            modified_at: record.modified_at,
        };
        self.found.slice.records.iter().map(row).collect()
    }

    fn color_code(&self, record: &Record) -> Option<&ColorCode> {
        let codes = &self.found.project.color_codes;
        record.color_code.and_then(|code| codes.iter().find(|known| known.code == code))
    }

    fn total(&self) -> i64 {
        let of_status = |status| Status::ALL.into_iter().zip(self.found.counts).find(|(at, _)| *at == status);
        match (&self.found.hits, self.view.status) {
            (Some(hits), _) => i64::try_from(hits.ids.len()).unwrap_or(i64::MAX),
            (None, Some(status)) => of_status(status).map_or(0, |(_, count)| count),
            (None, None) => self.found.counts.iter().sum(),
        }
    }

    /// "1–12 of 57 records".
    fn range(&self) -> Text {
        let shown = self.found.slice.records.len();
        let first = self.view.page.saturating_sub(1).saturating_mul(self.view.size).saturating_add(1);
        let is_all = self.found.hits.as_ref().is_none_or(|hits| hits.is_complete);
        let id = if is_all { "records-range" } else { "records-range-many" };
        let total = if is_all { self.total() } else { i64::try_from(COUNTED).unwrap_or(i64::MAX) };
        let last = first.saturating_add(shown).saturating_sub(1);
        self.page.text(id).arg("first", first).arg("last", last).arg("total", total)
    }

    fn previous(&self) -> Option<String> {
        let Slice { records, has_previous, .. } = &self.found.slice;
        match (&self.found.hits, records.first()) {
            (Some(_), _) if *has_previous => Some(self.view.at(self.view.page - 1)),
            (None, Some(first)) if *has_previous => Some(self.view.before(first.id.clone())),
            _ => None,
        }
    }

    fn next(&self) -> Option<String> {
        let Slice { records, has_next, .. } = &self.found.slice;
        match (&self.found.hits, records.last()) {
            (Some(_), _) if *has_next => Some(self.view.at(self.view.page + 1)),
            (None, Some(last)) if *has_next => Some(self.view.after(last.id.clone())),
            _ => None,
        }
    }
}
