//! GET and POST /projects/{id}/print-queue

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::print::{may_print, print};
use crate::{
    audit::{Subject, acts_between},
    cards::RecordCard,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    panel::{CurrentUser, PageContext, PageRequest, PanelError, paths, render, see_other},
    projects,
    records::{self, Project, Record},
    web::{AppState, Id},
};

/// How many cards are printed as one PDF; more wait for the next.
const BATCH: i64 = 50;
/// How many of those that were printed are shown.
const PRINTED: i64 = 25;
/// How far back in the history of a record its print is looked for.
const LOOKED_AT: i64 = 20;

#[derive(Template)]
#[template(path = "cards/queue.html")]
struct QueuePage {
    page: PageContext,
    project: projects::Project,
    waiting: Vec<Row>,
    /// Whether there are more than those.
    has_more: bool,
    printed: Vec<Row>,
    may_print: bool,
}

/// A card of a list.
struct Row {
    link: String,
    id_number: String,
    name: String,
    /// When it was printed last.
    printed_at: Option<Timestamp>,
    /// By whom; empty where nobody knows.
    by: String,
}

/// The cards that wait, and those that were printed last.
pub(crate) async fn show(request: PageRequest, id: Id<ProjectId>) -> Result<HttpResponse, PanelError> {
    let (page, (project, mut waiting, printed)) = request
        .read(move |connection, _| {
            let project = projects::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            let of_records = records::find_project(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            let waiting = records::print_queue(connection, &id.0, BATCH + 1)?;
            let printed = records::printed(connection, &id.0, PRINTED)?;
            let rows = |connection: &mut DbConnection, records: Vec<Record>| -> DbResult<Vec<Row>> {
                records.iter().map(|record| Row::load(connection, &of_records, record)).collect()
            };
            Ok((project, rows(connection, waiting)?, rows(connection, printed)?))
        })
        .await?;
    let most = usize::try_from(BATCH).unwrap_or(usize::MAX);
    let has_more = waiting.len() > most;
    waiting.truncate(most);
    let may_print = page.user().is_some_and(|user| may_print(user.person.role));
    render(StatusCode::OK, &QueuePage { page, project, waiting, has_more, printed, may_print })
}

/// Prints those that wait, as one PDF.
pub(crate) async fn print_all(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
) -> Result<HttpResponse, PanelError> {
    let project = id.0.clone();
    let is_empty = state.db.read(move |connection| records::print_queue(connection, &project, 1)).await?.is_empty();
    if is_empty && may_print(user.person.role) {
        return Ok(see_other(&paths::print_queue(&id.0), None));
    }
    print(&state, &user, &page, move |connection| {
        let project = records::find_project(connection, &id.0)?.ok_or(PanelError::NotFound)?;
        let waiting = records::print_queue(connection, &id.0, BATCH)?;
        let cards = waiting.iter().map(|record| RecordCard::load(connection, &project, record));
        let cards = cards.collect::<DbResult<Vec<_>>>()?;
        Ok((project, cards))
    })
    .await
}

impl Row {
    fn load(connection: &mut DbConnection, project: &Project, record: &Record) -> DbResult<Self> {
        let printed_at = Some(record.printed_at).filter(|at| !at.is_never());
        let by = match printed_at {
            Some(at) => {
                let subject = Subject::Record(record.id.clone(), String::new());
                let acts = acts_between(connection, &subject, (0, record.version), LOOKED_AT)?;
                acts.into_iter().find(|act| act.at == at).map(|act| act.actor_name).unwrap_or_default()
            }
            None => String::new(),
        };
        let fields = project.fields.iter().filter(|field| !field.name.is_id_number()).take(2);
        let name: Vec<&str> = fields.filter_map(|field| record.values.get(&field.id)).collect();
        Ok(Self {
            link: paths::record_card(&project.id, &record.id),
            id_number: record.id_number(&project.fields).unwrap_or_else(|| record.id.as_str()).to_owned(),
            name: name.join(" "),
            printed_at,
            by,
        })
    }
}
