//! A call that was read, from who calls to what became of it.

use std::sync::Arc;

use super::{Producer, ProducerError};
use crate::{
    authentication::Waiting,
    calls::{self, CallError, Caller, Done, NotPerformed, Origin, Performed, ProjectClaim},
    db::{DbConnection, DbResult},
    login::{ApiCredentials, ApiLogin, LoginRefused, Recognized},
    web::AppState,
};

/// A call that was read.
pub(super) struct Order {
    /// Who calls.
    pub(super) credentials: Arc<ApiCredentials>,
    /// In which project.
    pub(super) project: ProjectClaim,
    /// What for.
    pub(super) call: Arc<calls::Request>,
    /// What is wrong with its members or its Idempotency-Key; told to nobody who may not reach the project.
    pub(super) misunderstood: Option<ProducerError>,
}

/// Why a call was not done.
pub(super) struct Refused {
    pub(super) error: ProducerError,
    /// Who called; none where they did not log in.
    pub(super) caller: Option<Box<Caller>>,
    /// How many calls are left of a quota, where that is known.
    pub(super) left: Option<i64>,
}

impl Order {
    /// Does the call. Where who calls is recognized, that takes one trip to the database, else they log in first.
    ///
    /// A network from which nobody logged in lately is expected not to be recognized, so that strangers do not occupy the
    /// one thread that writes.
    pub(super) async fn perform(
        self,
        state: &AppState,
        producer: &Producer,
        writer: impl Fn(&Caller, &Done, Option<i64>) -> String + Clone + Send + Sync + 'static,
    ) -> Result<Performed, Refused> {
        if producer.logins.knows_network(&self.credentials) {
            let (logins, credentials, project) =
                (producer.logins.clone(), Arc::clone(&self.credentials), self.project.clone());
            let recognize = move |connection: &mut DbConnection| {
                Ok(match logins.recognize(connection, &credentials)? {
                    Recognized::Known(login) => Ok(caller(login, &credentials, project.clone())),
                    Recognized::TooSoon(waiting) => Err(Some(waiting)),
                    Recognized::MustVerify => Err(None),
                })
            };
            let performed = producer.calls.perform(recognize, Arc::clone(&self.call), writer.clone()).await;
            if !matches!(performed, Err(NotPerformed::Unknown(None))) {
                return performed.map_err(|refused| self.refused(refused));
            }
        }
        let login = producer.logins.log_in(&state.db, &state.hasher, &self.credentials).await;
        let login = login.map_err(|error| Refused { error: error.into(), caller: None, left: None })?;
        let caller = caller(login, &self.credentials, self.project.clone());
        let known = move |_: &mut DbConnection| -> DbResult<Result<Caller, Option<Waiting>>> { Ok(Ok(caller.clone())) };
        let performed = producer.calls.perform(known, Arc::clone(&self.call), writer).await;
        performed.map_err(|refused| self.refused(refused))
    }

    fn refused(self, refused: NotPerformed<Option<Waiting>>) -> Refused {
        let (error, caller, left) = match (refused, self.misunderstood) {
            (NotPerformed::Unknown(Some(waiting)), _) => (LoginRefused::TooSoon(waiting).into(), None, None),
            (NotPerformed::Unknown(None), _) => (ProducerError::Unauthorized, None, None),
            (NotPerformed::Failed { error: CallError::NotUnderstood, caller, left }, Some(error)) => {
                (error, caller, left)
            }
            (NotPerformed::Failed { error, caller, left }, _) => (error.into(), caller, left),
        };
        Refused { error, caller, left }
    }
}

fn caller(login: ApiLogin, credentials: &ApiCredentials, project: ProjectClaim) -> Caller {
    Caller {
        api_user: login.caller.id,
        username: login.caller.username.to_string(),
        language: login.caller.language,
        timezone: login.caller.timezone,
        key_last_four: login.key_last_four,
        origin: Origin::Api,
        run_by: None,
        address: credentials.address.clone(),
        project,
        now: credentials.now,
    }
}
