//! GET /projects/{id}/records/{record}/card and …/card/picture

use std::borrow::Borrow;

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::findings;
use crate::{
    authorization::Deed,
    cards::{RasterFormat, RecordCard, Side, Sides},
    db::{DbConnection, DbResult},
    ids::{ProjectId, RecordId},
    panel::{PageContext, PageRequest, PanelError, picture_of_card, records::Asked, render},
    records::{Project, Record, find, form::ACTION_OF_QUEUEING},
    texts::Text,
    web::{AppState, BadRequest, Ids, QueryFields},
};

#[derive(Template)]
#[template(path = "cards/card.html")]
struct CardPage {
    page: PageContext,
    project: Project,
    record: Record,
    sides: Vec<Side>,
    is_landscape: bool,
    findings: Vec<String>,
    may_print: bool,
    may_queue: bool,
}

/// The card of a record, with no printing.
pub(crate) async fn show(
    state: Data<AppState>,
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    let (asked, calls) = (asked_of(&request, ids), request.state().calls.clone());
    let (page, (project, record, card, authority)) = request
        .read_for(move |connection, viewer| {
            let loaded = asked.read(connection, &calls, viewer, |connection, project, authority| {
                let Some((record, card)) = load(connection, &project, asked.record.as_ref())? else { return Ok(None) };
                Ok(Some((project, record, card, authority)))
            })?;
            loaded.ok_or(PanelError::NotFound)
        })
        .await?;
    let drawing = state.press.run(move || Ok(card.draw())).await?;
    let mut findings: Vec<String> = drawing.findings.iter().map(|finding| findings::text(&page, finding)).collect();
    findings.dedup();
    let may_print = authority.may_do(Deed::PrintCard, record.state());
    let may_queue = authority.may(ACTION_OF_QUEUEING, record.state());
    let (sides, is_landscape) = (drawing.sides_there(), drawing.is_landscape());
    render(StatusCode::OK, &CardPage { page, project, record, sides, is_landscape, findings, may_print, may_queue })
}

/// A side of it as PNG.
pub(crate) async fn picture(
    state: Data<AppState>,
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let side = match query.0.optional("side")? {
        None => Side::Front,
        Some(word) => Side::parse(&word).ok_or(BadRequest::UnknownValue("side"))?,
    };
    let (asked, calls) = (asked_of(&request, ids), request.state().calls.clone());
    let (_, card) = request
        .read_for(move |connection, viewer| {
            let (project, authority) = asked.find_on_page(connection, &calls, viewer)?;
            let (record, card) = load(connection, &project, asked.record.as_ref())?.ok_or(PanelError::NotFound)?;
            authority.require(asked.deed, record.state())?;
            Ok(card)
        })
        .await?;
    let png = state.press.run(move || card.draw().picture(Sides::from(side), RasterFormat::Png)).await?;
    Ok(picture_of_card(RasterFormat::Png, png))
}

fn asked_of(request: &PageRequest, Ids(project, record): Ids<ProjectId, RecordId>) -> Asked {
    Asked { deed: Deed::GetBadgePreview, project, record: Some(record), now: request.now() }
}

/// The record and its card; none where there is no such record.
fn load(
    connection: &mut DbConnection,
    project: &Project,
    record: Option<&RecordId>,
) -> DbResult<Option<(Record, RecordCard)>> {
    let Some(id) = record else { return Ok(None) };
    let Some(record) = find(connection, &project.id, id)? else { return Ok(None) };
    let card = RecordCard::load(connection, project, &record)?;
    Ok(Some((record, card)))
}

impl CardPage {
    fn title(&self) -> String {
        self.record.id_number(&self.project.fields).unwrap_or_else(|| self.record.id.as_str()).to_owned()
    }

    fn side_text(&self, side: impl Borrow<Side>) -> Text {
        let text = match side.borrow() {
            Side::Front => "card-front-alt",
            Side::Back => "card-back-alt",
        };
        self.page.text(text).arg("name", self.title())
    }

    /// Pixels on the page, from side to side and from top to bottom.
    const fn size(&self) -> (u32, u32) {
        if self.is_landscape { (506, 319) } else { (319, 506) }
    }
}
