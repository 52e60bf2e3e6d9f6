//! GET /projects/{id}/records/{record}/card and …/card/picture

use std::borrow::Borrow;

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::findings;
use crate::{
    authorization::{Action, Deed, PanelRole, Parts, RecordState},
    cards::{RasterFormat, RecordCard, Side, Sides},
    db::DbConnection,
    ids::{ProjectId, RecordId},
    panel::{PageContext, PageRequest, PanelError, picture_of_card, render},
    records::{Project, Record, find, find_project},
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
}

/// The card of a record, with no printing.
pub(crate) async fn show(
    state: Data<AppState>,
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    let (page, (project, record, card)) = request.read(move |connection, _| load(connection, &ids.0, &ids.1)).await?;
    let drawing = state.press.run(move || card.draw()).await?;
    let may_print = page.user().is_some_and(|user| may_print(user.person.role));
    let mut findings: Vec<String> = drawing.findings.iter().map(|finding| findings::text(&page, finding)).collect();
    findings.dedup();
    let (sides, is_landscape) = (drawing.sides_there(), drawing.is_landscape());
    render(StatusCode::OK, &CardPage { page, project, record, sides, is_landscape, findings, may_print })
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
    let (_, (_, _, card)) = request.read(move |connection, _| load(connection, &ids.0, &ids.1)).await?;
    let png = state.press.run(move || card.draw()?.picture(Sides::from(side), RasterFormat::Png)).await?;
    Ok(picture_of_card(RasterFormat::Png, png))
}

/// Whether somebody of this role may print cards.
pub(super) fn may_print(role: PanelRole) -> bool {
    role.allow(Action::new(Deed::PrintCard, Parts::NONE), RecordState::Active).is_some()
}

/// The project, the record and its card.
pub(super) fn load(
    connection: &mut DbConnection,
    project: &ProjectId,
    record: &RecordId,
) -> Result<(Project, Record, RecordCard), PanelError> {
    let project = find_project(connection, project)?.ok_or(PanelError::NotFound)?;
    let record = find(connection, &project.id, record)?.ok_or(PanelError::NotFound)?;
    let card = RecordCard::load(connection, &project, &record)?;
    Ok((project, record, card))
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
