//! POST /projects/{id}/records/{record}/card/print, and how cards are printed.

use actix_web::{HttpResponse, web::Data};

use super::preview::{load, may_print};
use crate::{
    cards::{RecordCard, Sides, pdf, print_cards},
    db::DbConnection,
    ids::{ProjectId, RecordId},
    panel::{CurrentUser, PageContext, PanelError},
    records::{Project, Refused},
    web::{AppState, Ids},
};

/// How often cards are drawn anew where their records were changed while they were drawn.
const TRIES: usize = 3;

/// The card of a record as a PDF of its exact size; from then on it counts as printed.
pub(crate) async fn print_one(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    print(&state, &user, &page, move |connection| {
        let (project, _, card) = load(connection, &ids.0, &ids.1)?;
        Ok((project, vec![card]))
    })
    .await
}

/// The cards that `find` finds, in one PDF; from then on they count as printed.
pub(super) async fn print(
    state: &AppState,
    user: &CurrentUser,
    page: &PageContext,
    find: impl Fn(&mut DbConnection) -> Result<(Project, Vec<RecordCard>), PanelError> + Clone + Send + 'static,
) -> Result<HttpResponse, PanelError> {
    if !may_print(user.person.role) {
        return Err(PanelError::Forbidden);
    }
    for _ in 0..TRIES {
        let find = find.clone();
        let (project, cards) = state.db.read(move |connection| find(connection)).await?;
        let drawn: Vec<(RecordId, i64)> = cards.iter().map(|card| (card.record.clone(), card.version)).collect();
        let title = cards.first().map(|card| card.title.clone()).unwrap_or_default();
        let file = state
            .press
            .run(move || {
                let drawings = cards.iter().map(RecordCard::draw).collect::<Result<Vec<_>, _>>()?;
                pdf(&drawings, Sides::Both, &title)
            })
            .await?;
        let printed = user.operate(&state.db, page.reader.now, move |tx| print_cards(tx, &project, &drawn)).await;
        match printed {
            Ok(()) => return Ok(answer(file)),
            Err(Refused::Conflict) => {}
            Err(Refused::Gone) => return Err(PanelError::NotFound),
            Err(Refused::Forbidden(_)) => return Err(PanelError::Forbidden),
            Err(Refused::Db(error)) => return Err(error.into()),
            Err(Refused::Randomness(error)) => return Err(error.into()),
            Err(other) => return Err(PanelError::Internal(other.to_string())),
        }
    }
    Err(PanelError::Conflict)
}

/// A PDF that the browser shows in its tab, from which it is printed.
fn answer(file: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("content-type", "application/pdf"))
        .insert_header(("content-disposition", "inline; filename=\"cards.pdf\""))
        .insert_header(("cache-control", "no-store"))
        .body(file)
}
