//! POST /api-client: the call is shown anew, tried or made.

use actix_web::{HttpResponse, web::Data};

use super::{
    form::ClientForm,
    outcome::Outcome,
    page::{CONFIRMED, Chosen, Loaded},
};
use crate::{
    calls::{Caller, Origin, ProjectClaim, RunBy},
    clock::Timestamp,
    panel::{CurrentUser, PageContext, PanelError},
    producer::client::{rehearse, run},
    web::{AnyForm, AppState, BadRequest, ClientAddress},
};

/// What is wanted of the call.
enum Intent {
    /// To see it as programs make it.
    Show,
    /// To know what would be answered.
    Rehearse,
    /// To make it; what changes something only where that is confirmed.
    Run,
}

impl Intent {
    fn parse(word: &str) -> Result<Self, BadRequest> {
        Ok(match word {
            // Once its author signed in again, it stands there.
            "show" | "resume" => Self::Show,
            "rehearse" => Self::Rehearse,
            "run" => Self::Run,
            _ => return Err(BadRequest::UnknownValue("intent")),
        })
    }
}

/// Does what is wanted of the call.
pub(crate) async fn submit(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    body: AnyForm,
) -> Result<HttpResponse, PanelError> {
    let run_by = RunBy::new(user.person.role, user.person.username.as_str())?;
    let AnyForm(body) = body;
    let form = ClientForm::parse(&body)?;
    let intent = Intent::parse(&body.fields.one("intent")?)?;
    let asked = form.clone();
    let loaded = state.db.read(move |connection| Loaded::load(connection, &asked)).await?;
    let outcome = match loaded.chosen(&form) {
        None => Outcome::Shown,
        Some(chosen) => {
            let is_change = chosen.operation.0.is_change();
            let is_unconfirmed = matches!(intent, Intent::Run) && is_change && !body.fields.has(CONFIRMED);
            let without_file = form.without_file(&body);
            let caller = chosen.caller(run_by, &user.address, page.reader.now);
            match intent {
                Intent::Show => Outcome::Shown,
                _ if is_unconfirmed || !without_file.is_empty() => Outcome::Incomplete { without_file, is_unconfirmed },
                Intent::Rehearse => {
                    let call = form.call_with(chosen.operation, &body);
                    Outcome::Rehearsed(rehearse(&state.calls, caller, &call).await)
                }
                Intent::Run => {
                    let call = form.call_with(chosen.operation, &body);
                    // Sent again, as by loading the answer anew, it is not done again.
                    let token = if is_change { Some(body.fields.one("token")?) } else { None };
                    Outcome::Made(run(&state.calls, caller, &call, token.as_deref()).await)
                }
            }
        }
    };
    loaded.answer(page, &state, form, &outcome)
}

impl Chosen {
    /// The API user, as which a person calls.
    fn caller(&self, run_by: RunBy, address: &ClientAddress, now: Timestamp) -> Caller {
        Caller {
            api_user: self.user.id.clone(),
            username: self.user.username.to_string(),
            language: self.user.language,
            timezone: self.user.timezone,
            key_last_four: String::new(),
            origin: Origin::Browser,
            run_by: Some(run_by),
            address: address.to_string(),
            project: ProjectClaim::Id(self.project.id.clone()),
            now,
        }
    }
}
