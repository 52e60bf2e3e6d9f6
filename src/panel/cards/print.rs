//! POST /projects/{id}/records/{record}/card/print, and how cards are printed.

use std::collections::HashMap;

use actix_web::{
    HttpResponse,
    http::header::{Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue},
    web::Data,
};

use crate::{
    authorization::{Deed, RecordState},
    calls::NotSubmitted,
    cards::{RecordCard, Sides, pdf, print_card},
    db::{DbConnection, DbResult},
    ids::{ProjectId, RecordId},
    panel::{PageContext, PanelError, Viewer, records::Asked},
    records::{Project, Record, find, form::FormRefused},
    web::{AppState, Ids},
};

/// How often cards are drawn anew where their records were changed while they were drawn.
const TRIES: usize = 3;

/// The card of a record as a PDF of its exact size; from then on it counts as printed.
pub(crate) async fn print_one(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::PrintCard, project, record: Some(record.clone()), now: page.reader.now };
    let one = move |connection: &mut DbConnection, project: &Project| {
        Ok(find(connection, &project.id, &record)?.into_iter().collect())
    };
    print(&state, &viewer, &asked, 1, one).await?.ok_or(PanelError::NotFound)
}

/// The cards of the records that `find` finds, at most `most`, in one PDF; from then on they count as printed. None where
/// there are none.
pub(super) async fn print(
    state: &AppState,
    viewer: &Viewer,
    asked: &Asked,
    most: u32,
    find: impl Fn(&mut DbConnection, &Project) -> DbResult<Vec<Record>> + Clone + Send + 'static,
) -> Result<Option<HttpResponse>, PanelError> {
    asked.require(viewer)?;
    for _ in 0..TRIES {
        let places = state.press.admit(most)?;
        let (looking, calls, of, find) = (asked.clone(), state.calls.clone(), viewer.clone(), find.clone());
        let (title, records, cards) = state
            .db
            .read(move |connection| {
                let (project, authority) = looking.find(connection, &calls, &of)?;
                let records = find(connection, &project)?;
                if records.is_empty() {
                    authority.require(looking.deed, RecordState::Active)?;
                }
                // Who may not print them is refused by the operation, so that this stands in Calls too.
                let is_allowed = records.iter().all(|record| authority.may_do(looking.deed, record.state()));
                let to_draw = if is_allowed { records.as_slice() } else { &[] };
                let cards = RecordCard::load_all(connection, &project, to_draw)?;
                let title = match cards.as_slice() {
                    [card] => card.title.clone(),
                    _ => project.name,
                };
                let records: Vec<_> = records.into_iter().map(|record| record.id).collect();
                Ok::<_, PanelError>((title, records, cards))
            })
            .await?;
        if records.is_empty() {
            return Ok(None);
        }
        let drawn: HashMap<RecordId, i64> = cards.iter().map(|card| (card.record.clone(), card.version)).collect();
        let name = format!("{title}.pdf");
        let file = if cards.is_empty() {
            Vec::new()
        } else {
            let draw = move || {
                let drawings: Vec<_> = cards.iter().map(RecordCard::draw).collect();
                pdf(&drawings, Sides::Both, &title)
            };
            state.press.run_in(places, draw).await?
        };
        let printed = asked.clone().change_each(state, viewer, records, move |tx, project, record| {
            // What was not drawn has a version that none has.
            let version = drawn.get(record).copied().unwrap_or_default();
            print_card(tx, project, record, version).map_err(|refused| FormRefused::of(refused, project))
        });
        match printed.await {
            Ok(()) => return Ok(Some(answer(file, name))),
            Err(NotSubmitted::Form(FormRefused::Conflict)) => {}
            Err(refused) => return Err(refused.into()),
        }
    }
    Err(PanelError::Conflict)
}

/// A PDF that the browser shows in its tab, from which it is printed or saved under its name.
fn answer(file: Vec<u8>, name: String) -> HttpResponse {
    let name =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into_bytes() };
    // Where a program can't read the name in UTF-8 (RFC 6266, appendix D).
    let plain = DispositionParam::Filename("cards.pdf".to_owned());
    let parameters = vec![plain, DispositionParam::FilenameExt(name)];
    HttpResponse::Ok()
        .insert_header(("content-type", "application/pdf"))
        .insert_header(ContentDisposition { disposition: DispositionType::Inline, parameters })
        .insert_header(("cache-control", "no-store"))
        .body(file)
}
