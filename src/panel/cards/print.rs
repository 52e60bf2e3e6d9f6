//! POST /projects/{id}/records/{record}/card/print, and how cards are printed.

use actix_web::{HttpResponse, web::Data};

use super::preview::load;
use crate::{
    authorization::{Deed, PanelRole, RecordAuthority, RecordState},
    calls::NotSubmitted,
    cards::{RecordCard, Sides, pdf, print_cards},
    db::DbConnection,
    ids::{ProjectId, RecordId},
    panel::{CurrentUser, PageContext, PanelError, Viewer, records::Asked},
    records::{Project, Refused, form::FormRefused},
    web::{AppState, Ids},
};

/// How often cards are drawn anew where their records were changed while they were drawn.
const TRIES: usize = 3;

/// Whether somebody of this role may print cards.
pub(super) fn may_print(role: PanelRole) -> bool {
    RecordAuthority::Role(role).may_do(Deed::PrintCard, RecordState::Active)
}

/// The card of a record as a PDF of its exact size; from then on it counts as printed.
pub(crate) async fn print_one(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::PrintCard, project, record: Some(record), now: page.reader.now };
    asked.require(&viewer)?;
    for _ in 0..TRIES {
        let (looking, calls, of) = (asked.clone(), state.calls.clone(), viewer.clone());
        let (card, is_allowed) = state
            .db
            .read(move |connection| {
                let (project, authority) = looking.find(connection, &calls, &of)?;
                let (record, card) =
                    load(connection, &project, looking.record.as_ref())?.ok_or(PanelError::NotFound)?;
                Ok::<_, PanelError>((card, authority.may_do(Deed::PrintCard, record.state())))
            })
            .await?;
        let drawn = [(card.record.clone(), card.version)];
        // Who may not print it is refused by the operation, so that this stands in Calls too.
        let file = if is_allowed {
            state.press.run(move || pdf([&card.draw()?], Sides::Both, &card.title)).await?
        } else {
            Vec::new()
        };
        let printed = asked.clone().change(&state, &viewer, move |tx, project| {
            print_cards(tx, project, &drawn).map_err(|refused| FormRefused::of(refused, project))?;
            let [(record, _)] = &drawn;
            Ok((record.clone(), ()))
        });
        match printed.await {
            Ok(()) => return Ok(answer(file)),
            Err(NotSubmitted::Form(FormRefused::Conflict)) => {}
            Err(refused) => return Err(refused.into()),
        }
    }
    Err(PanelError::Conflict)
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
