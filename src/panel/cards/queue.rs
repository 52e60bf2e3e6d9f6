//! GET and POST /projects/{id}/print-queue, and POST /projects/{id}/records/{record}/card/queue

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::print::print;
use crate::{
    audit::PastAct,
    authorization::{Deed, RecordAuthority, RecordState},
    clock::Timestamp,
    db::DbConnection,
    ids::{ProjectId, RecordId},
    panel::{
        Flash, PageContext, PageRequest, PanelError, Viewer, paths,
        records::{Asked, kind_of_account, name_of, who},
        render, see_other,
    },
    projects,
    records::{
        self, Project, Record,
        form::{ACTION_OF_QUEUEING, FormRefused, queue_card},
    },
    texts::Text,
    web::{AppState, BadRequest, FormBody, Id, Ids},
};

/// How many cards are printed as one PDF; more wait for the next.
const BATCH: u32 = 50;
/// How many of those that were printed are shown.
const PRINTED: i64 = 25;

const QUEUED: Flash = Flash::new("flash-card-queued");
const UNQUEUED: Flash = Flash::new("flash-card-unqueued");

#[derive(Template)]
#[template(path = "cards/queue.html")]
struct QueuePage {
    page: PageContext,
    name: String,
    /// For people, who have a page of it.
    project: Option<projects::Project>,
    of: ProjectId,
    waiting: Vec<Row>,
    /// Whether there are more than those.
    has_more: bool,
    printed: Vec<Row>,
    may_print: bool,
}

/// What the page shows, before it knows the words of its reader.
struct Found {
    project: Project,
    authority: RecordAuthority,
    /// None for API users.
    setup: Option<projects::Project>,
    waiting: Vec<Record>,
    printed: Vec<(Record, Option<PastAct>)>,
}

/// A card of a list.
struct Row {
    link: String,
    id_number: String,
    name: String,
    /// Where it is taken out of the queue, for who may.
    removal: Option<String>,
    /// When it was printed last.
    printed_at: Option<Timestamp>,
    /// By whom, where anybody knows, and what kind of account that is.
    by: Option<(String, Option<Text>)>,
}

/// The cards that wait, and those that were printed last.
pub(crate) async fn show(request: PageRequest, id: Id<ProjectId>) -> Result<HttpResponse, PanelError> {
    let asked = Asked { deed: Deed::GetAllRecords, project: id.0, record: None, now: request.now() };
    let calls = request.state().calls.clone();
    let (page, found) = request
        .read_for(move |connection, viewer| {
            asked.read(connection, &calls, viewer, |connection, project, authority| {
                Ok(Found {
                    setup: match viewer {
                        Viewer::Person(_) => projects::find(connection, &project.id)?,
                        Viewer::ApiUser(_) => None,
                    },
                    waiting: records::print_queue(connection, &project.id, i64::from(BATCH) + 1)?,
                    printed: records::printed(connection, &project.id, PRINTED)?,
                    project,
                    authority,
                })
            })
        })
        .await?;
    let most = usize::try_from(BATCH).unwrap_or(usize::MAX);
    let shown = QueuePage {
        name: found.project.name.clone(),
        of: found.project.id.clone(),
        waiting: found.waiting.iter().take(most).map(|record| found.row(record)).collect(),
        has_more: found.waiting.len() > most,
        printed: found.printed.iter().map(|(record, act)| found.printed_row(&page, record, act.as_ref())).collect(),
        may_print: found.authority.may_do(Deed::PrintCard, RecordState::Active),
        project: found.setup,
        page,
    };
    render(StatusCode::OK, &shown)
}

/// Prints those that wait, as one PDF.
pub(crate) async fn print_all(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    id: Id<ProjectId>,
) -> Result<HttpResponse, PanelError> {
    let back = paths::print_queue(&id.0);
    let asked = Asked { deed: Deed::PrintCard, project: id.0, record: None, now: page.reader.now };
    let waiting =
        |connection: &mut DbConnection, project: &Project| records::print_queue(connection, &project.id, BATCH.into());
    let printed = print(&state, &viewer, &asked, BATCH, waiting).await?;
    Ok(printed.unwrap_or_else(|| see_other(&back, None)))
}

/// Puts the card of a record into the queue, or takes it out.
pub(crate) async fn queue_one(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::UpdateRecord, project, record: Some(record.clone()), now: page.reader.now };
    asked.require(&viewer)?;
    let is_queued = match body.0.one("queued")?.as_str() {
        "1" => true,
        "0" => false,
        _ => return Err(BadRequest::UnknownValue("queued").into()),
    };
    let back = match body.0.optional("from")?.as_deref() {
        Some("queue") => paths::print_queue(&asked.project),
        _ => paths::record_card(&asked.project, &record),
    };
    let queued = asked.change(&state, &viewer, move |tx, project| {
        let is_changed = queue_card(tx, project, &record, is_queued)?;
        let record = records::find(tx.connection, &project.id, &record)?.ok_or(FormRefused::Gone)?;
        let name = name_of(&record, project);
        Ok((record.id, (is_changed, name)))
    });
    let (is_changed, name) = queued.await?;
    let flash = match (is_changed, is_queued) {
        (false, _) => Flash::NOTHING_CHANGED,
        (true, true) => QUEUED.about(name),
        (true, false) => UNQUEUED.about(name),
    };
    Ok(see_other(&back, Some((flash, &state.cookies))))
}

impl Found {
    fn row(&self, record: &Record) -> Row {
        let (project, state) = (&self.project, record.state());
        let has_card = self.authority.may_do(Deed::GetBadgePreview, state);
        let fields = project.fields.iter().filter(|field| !field.name.is_id_number()).take(2);
        let name: Vec<&str> = fields.filter_map(|field| record.values.get(&field.id)).collect();
        let may_queue = self.authority.may(ACTION_OF_QUEUEING, state);
        Row {
            link: if has_card { paths::record_card } else { paths::record }(&project.id, &record.id),
            id_number: name_of(record, project),
            name: name.join(" "),
            removal: may_queue.then(|| paths::card_queue(&project.id, &record.id)),
            printed_at: None,
            by: None,
        }
    }

    fn printed_row(&self, page: &PageContext, record: &Record, act: Option<&PastAct>) -> Row {
        Row {
            printed_at: Some(record.printed_at),
            by: act.map(|act| (who(page, act), kind_of_account(page, act))),
            ..self.row(record)
        }
    }
}
