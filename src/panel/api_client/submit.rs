//! POST /api-client: the call is shown anew, tried or made.

use actix_web::{HttpResponse, web::Data};

use super::{
    form::ClientForm,
    outcome::Outcome,
    page::{Chosen, Loaded},
};
use crate::{
    calls::{Caller, Origin, ProjectClaim, RunBy},
    clock::Timestamp,
    panel::{CurrentUser, PageContext, PanelError},
    producer::client::{rehearse, run},
    security::{BASE62, random_text},
    web::{AppState, BadRequest, ClientAddress, FormBody},
};

/// What is wanted of the call.
enum Intent {
    /// To see it as programs make it.
    Show,
    /// To know what would be answered.
    Rehearse,
    /// To make it; what changes something is asked about first.
    Run,
    /// To make it, as was asked.
    Confirm,
}

impl Intent {
    fn parse(word: &str) -> Result<Self, BadRequest> {
        Ok(match word {
            // Once its author signed in again, it stands there.
            "show" | "resume" => Self::Show,
            "rehearse" => Self::Rehearse,
            "run" => Self::Run,
            "confirm" => Self::Confirm,
            _ => return Err(BadRequest::UnknownValue("intent")),
        })
    }
}

/// How many random characters tell one confirmed call from another.
const TOKEN: usize = 22;

/// Does what is wanted of the call.
pub(crate) async fn submit(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let run_by = RunBy::new(user.person.role, user.person.username.as_str())?;
    let form = ClientForm::parse(&body.0)?;
    let intent = Intent::parse(&body.0.one("intent")?)?;
    let token = body.0.optional("token")?.unwrap_or_default();
    let asked = form.clone();
    let loaded = state.db.read(move |connection| Loaded::load(connection, &asked)).await?;
    let outcome = match loaded.chosen(&form) {
        None => Outcome::Shown,
        Some(chosen) => {
            let caller = chosen.caller(run_by, &user.address, page.reader.now);
            let call = form.call(chosen.operation);
            let is_change = chosen.operation.0.is_change();
            match intent {
                Intent::Show => Outcome::Shown,
                Intent::Rehearse => Outcome::Rehearsed(rehearse(&state.calls, caller, &call).await),
                Intent::Run if is_change => Outcome::Asked(random_text(BASE62, TOKEN)?),
                Intent::Run => Outcome::Made(run(&state.calls, caller, &call, None).await),
                Intent::Confirm => {
                    // Sent again, as by loading the answer anew, it is not done again.
                    let key = is_change.then(|| format!("api-client:{token}"));
                    Outcome::Made(run(&state.calls, caller, &call, key).await)
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
