//! What API users do in a browser: each page of records that they read and each form that they send is a call, judged,
//! counted and logged as those of the API are.

use super::{
    CallError, Caller, Calls,
    judge::arrive,
    log,
    perform::Inner,
    quota::Left,
    trace::{Failure, Trace},
};
use crate::{
    audit::{self, Tx},
    authorization::{Action, Deed, Denied, Judgement, Parts, RecordState, Standing, decide},
    db::{DbConnection, DbError, DbResult},
    ids::RecordId,
    records::{self, Project, form::FormRefused},
};

/// What an API user is at in a browser.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who it is, in which project.
    pub caller: Caller,
    /// What the page shows, or the form asks for.
    pub deed: Deed,
    /// Which record, where it is about one that is there.
    pub record: Option<RecordId>,
}

/// Why a form was not done; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotSubmitted {
    /// As any call.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The form itself was refused.
    #[error(transparent)]
    Form(#[from] FormRefused),
}

/// [`NotSubmitted`], and what the log says of it.
struct Unsubmitted {
    error: NotSubmitted,
    trace: Trace,
}

impl Calls {
    /// What the API user holds in the project of a visit; none where it may not reach it. This alone is no call.
    pub fn find_standing(
        &self,
        connection: &mut DbConnection,
        caller: &Caller,
    ) -> DbResult<Option<(Project, Standing)>> {
        match arrive(connection, &self.0.memory, caller, None) {
            Ok((reach, _)) => Ok(Some((reach.project, reach.standing))),
            Err(Failure { error: CallError::Db(error), .. }) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// Reads what a page shows, on the connection of that page: whether it may, the queries, the row of the log.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn read_page<T>(
        &self,
        connection: &mut DbConnection,
        visit: &Visit,
        queries: impl FnOnce(&mut DbConnection, Project, Standing) -> DbResult<T>,
    ) -> Result<T, CallError> {
        match self.0.read_page(connection, visit, queries) {
            Ok((shown, trace)) => {
                self.0.log.add(trace.logged(&visit.caller, ""));
                Ok(shown)
            }
            Err(Failure { error, trace }) => {
                self.0.log.add(trace.logged(&visit.caller, error.word()));
                Err(error)
            }
        }
    }

    /// Notes that a page of a record was read, so that its pictures are [part of it](Calls::is_part_of_page).
    pub fn note_page(&self, visit: &Visit) {
        self.0.memory.pages.note(visit);
    }

    /// Whether what is visited is part of a page of its record that the API user read within the last minute, and so no
    /// call of its own.
    #[must_use]
    pub fn is_part_of_page(&self, visit: &Visit) -> bool {
        self.0.memory.pages.has_lately(visit)
    }

    /// Does what a form asks for: whether it may, the operation and the row of the log are one transaction. The operation
    /// asks [`Tx::allow`], as it does for people, and tells which record it changed.
    ///
    /// # Errors
    /// [`NotSubmitted`].
    pub async fn submit<T: Send + 'static>(
        &self,
        visit: Visit,
        operation: impl Fn(&mut Tx<'_>, &Project) -> Result<(RecordId, T), FormRefused> + Send + 'static,
    ) -> Result<T, NotSubmitted> {
        let calls = self.clone();
        let submit = move |connection: &mut DbConnection| {
            let submitted = calls.0.submit(connection, &visit.caller, |tx| calls.0.submit_in(tx, &visit, &operation));
            if matches!(submitted, Err(NotSubmitted::Form(_))) {
                // The page of the record is shown again.
                calls.0.memory.pages.note(&visit);
            }
            submitted
        };
        let submitted = self.0.db.write(submit).await;
        self.relieve_log().await;
        submitted
    }

    /// [`Calls::submit`] for each of these records: a call each, and all of them are done or none.
    ///
    /// # Errors
    /// As that, of the first that is not done.
    pub async fn submit_each(
        &self,
        visit: Visit,
        records: Vec<RecordId>,
        operation: impl Fn(&mut Tx<'_>, &Project, &RecordId) -> Result<(), FormRefused> + Send + 'static,
    ) -> Result<(), NotSubmitted> {
        let calls = self.clone();
        let submit = move |connection: &mut DbConnection| {
            calls.0.submit(connection, &visit.caller, |tx| calls.0.submit_each_in(tx, &visit, &records, &operation))
        };
        let submitted = self.0.db.write(submit).await;
        self.relieve_log().await;
        submitted
    }
}

impl Inner {
    fn read_page<T>(
        &self,
        connection: &mut DbConnection,
        visit: &Visit,
        queries: impl FnOnce(&mut DbConnection, Project, Standing) -> DbResult<T>,
    ) -> Result<(T, Trace), Failure> {
        let (reach, mut trace) = arrive(connection, &self.memory, &visit.caller, Some(visit.action()))?;
        if let Some(id) = &visit.record {
            let record = records::find(connection, &reach.project.id, id);
            if let Some(record) = record.map_err(|error| trace.clone().fail(error))? {
                trace.found(&record);
            }
        }
        decide(reach.standing, visit.action(), trace.state).map_err(|denied| trace.clone().fail(denied))?;
        let left = self.spend(connection, visit, reach.quota).map_err(|error| trace.clone().fail(error))?;
        if visit.record.is_some() && trace.record.is_none() {
            return Err(trace.fail(CallError::NotFound));
        }
        if left.is_exhausted {
            return Err(trace.fail(CallError::QuotaExhausted));
        }
        let shown = queries(connection, reach.project, reach.standing);
        Ok((shown.map_err(|error| trace.clone().fail(error))?, trace))
    }

    fn submit<T>(
        &self,
        connection: &mut DbConnection,
        caller: &Caller,
        step: impl FnOnce(&mut Tx<'_>) -> Result<T, Unsubmitted>,
    ) -> Result<T, NotSubmitted> {
        audit::operate_in(connection, &caller.actor(), caller.now, step).map_err(|Unsubmitted { error, trace }| {
            self.log.add(trace.logged(caller, error.word()));
            error
        })
    }

    fn submit_each_in(
        &self,
        tx: &mut Tx<'_>,
        visit: &Visit,
        records: &[RecordId],
        operation: impl Fn(&mut Tx<'_>, &Project, &RecordId) -> Result<(), FormRefused>,
    ) -> Result<(), Unsubmitted> {
        for (done, record) in (0_i64..).zip(records) {
            let visit = Visit { record: Some(record.clone()), ..visit.clone() };
            let each = |tx: &mut Tx<'_>, project: &Project| Ok((record.clone(), operation(tx, project, record)?));
            if let Err(error) = self.submit_in(tx, &visit, each) {
                // Those before it are undone with it.
                self.memory.quota.refund(&visit.caller.api_user, done, visit.caller.now);
                return Err(error);
            }
        }
        Ok(())
    }

    fn submit_in<T>(
        &self,
        tx: &mut Tx<'_>,
        visit: &Visit,
        operation: impl Fn(&mut Tx<'_>, &Project) -> Result<(RecordId, T), FormRefused>,
    ) -> Result<T, Unsubmitted> {
        let (reach, mut trace) = arrive(tx.connection, &self.memory, &visit.caller, Some(visit.action()))?;
        let mut judged = tx.judged_by(reach.standing);
        let done = operation(&mut judged, &reach.project);
        let is_allowed = judged.judgement().is_some_and(|judgement| trace.judged(judgement, visit));
        let left = if is_allowed {
            Some(self.spend(tx.connection, visit, reach.quota).map_err(|error| trace.clone().fail(error))?)
        } else {
            None
        };
        let (record, outcome) = done.map_err(|refused| Unsubmitted::of(refused, trace.clone()))?;
        trace.record = Some(record);
        if left.is_some_and(|left| left.is_exhausted) {
            return Err(trace.fail(CallError::QuotaExhausted).into());
        }
        log::insert(tx.connection, [&trace.clone().logged(&visit.caller, "")]).map_err(|error| trace.fail(error))?;
        Ok(outcome)
    }

    fn spend(&self, connection: &mut DbConnection, visit: &Visit, quota: Option<i64>) -> DbResult<Left> {
        self.memory.quota.spend(connection, &visit.caller.api_user, quota, visit.caller.now)
    }
}

impl Visit {
    /// What it asks for, until an operation says it more exactly.
    const fn action(&self) -> Action {
        Action::new(self.deed, Parts::NONE)
    }
}

impl Trace {
    /// Notes what was judged; whether it was allowed.
    fn judged(&mut self, judgement: Judgement, visit: &Visit) -> bool {
        self.action = Some(judgement.action);
        self.state = judgement.record;
        self.broken = judgement.broken;
        self.record = visit.record.clone().filter(|_| judgement.record != RecordState::Absent);
        judgement.broken.is_none()
    }
}

impl Unsubmitted {
    fn of(refused: FormRefused, trace: Trace) -> Self {
        match (refused, trace.broken) {
            (FormRefused::Forbidden(_), Some(rule)) => trace.fail(Denied(rule)).into(),
            (refused, _) => Self { error: refused.into(), trace },
        }
    }
}

impl NotSubmitted {
    /// The word of it in the log.
    fn word(&self) -> &'static str {
        match self {
            Self::Call(error) => error.word(),
            Self::Form(refused) => refused.word(),
        }
    }
}

impl From<Failure> for Unsubmitted {
    fn from(Failure { error, trace }: Failure) -> Self {
        Self { error: error.into(), trace }
    }
}

/// Outside of the operation, only the database fails.
impl From<DbError> for Unsubmitted {
    fn from(error: DbError) -> Self {
        Failure::from(error).into()
    }
}

impl From<DbError> for NotSubmitted {
    fn from(error: DbError) -> Self {
        Self::Call(error.into())
    }
}
