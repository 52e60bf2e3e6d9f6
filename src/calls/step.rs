//! All that a call takes on a connection.

use std::sync::{Arc, OnceLock};

use super::{
    Call, CallError, Caller, Done, NotPerformed, Performed, Request,
    change::{Changed, Prepared, change},
    judge::{Foreseen, enter},
    perform::Inner,
    read::{Read, read},
    trace::Failure,
};
use crate::{
    audit,
    db::{DbConnection, DbError, DbResult},
};

/// All that a call takes on a connection.
pub(super) struct Step<I, A> {
    pub(super) core: Arc<Inner>,
    pub(super) request: Arc<Request>,
    identified: OnceLock<Caller>,
    identify: I,
    answer: A,
}

impl<I, A> Step<I, A> {
    pub(super) const fn new(core: Arc<Inner>, request: Arc<Request>, identify: I, answer: A) -> Self {
        Self { core, request, identified: OnceLock::new(), identify, answer }
    }

    pub(super) fn read<U>(&self, connection: &mut DbConnection) -> Result<Performed, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let (caller, read) = self.look(connection)?;
        Ok(self.write(&caller, read))
    }

    /// Reads what is asked for, without writing the answer.
    pub(super) fn look<U>(&self, connection: &mut DbConnection) -> Result<(Caller, Read), NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = self.identify(connection)?;
        match read(connection, &self.core.memory, caller, self.request.call.as_ref()) {
            Ok(read) => Ok((caller.clone(), read)),
            Err(failure) => Err(self.failed(caller, failure)),
        }
    }

    /// Writes the answer, and notes the call: here and not behind the trip, since whoever asked may be gone by then.
    pub(super) fn write(&self, caller: &Caller, Read { done, left, trace, .. }: Read) -> Performed
    where
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let answer = (self.answer)(caller, &done, left);
        self.core.log.add(trace.logged(caller, ""));
        Performed { answer, is_repeat: false }
    }

    /// Who calls, and what is known of the call before it is done; none where it would be refused.
    pub(super) fn foresee<U>(
        &self,
        connection: &mut DbConnection,
    ) -> Result<Option<(Caller, Foreseen)>, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = self.identify(connection)?;
        let reached = enter(connection, &self.core.memory, caller, self.request.call.as_ref()).ok();
        let Some(reached) = reached else { return Ok(None) };
        Ok(reached.foresee(connection)?.map(|foreseen| (caller.clone(), foreseen)))
    }

    pub(super) fn change<U>(
        &self,
        connection: &mut DbConnection,
        prepared: &Prepared,
    ) -> Result<Changed, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let caller = self.identify(connection)?;
        let answer = |done: &Done, left| (self.answer)(caller, done, left);
        let operation = |tx: &mut audit::Tx<'_>| {
            let changed = change(tx, &self.core.memory, caller, &self.request, prepared, answer)?;
            if changed.erased.is_some() {
                self.core.db.note_erased();
            }
            Ok(changed)
        };
        audit::operate_in(connection, &caller.actor(), caller.now, operation)
            .map_err(|failure| self.failed(caller, failure))
    }

    /// Notes a call that was not done.
    pub(super) fn failed<U>(&self, caller: &Caller, Failure { error, mut trace }: Failure) -> NotPerformed<U> {
        trace.action = self.request.call.as_ref().map(Call::action);
        let left = trace.left;
        let word = if matches!(error, CallError::NotUnderstood) { self.request.misunderstood } else { error.word() };
        self.core.log.add(trace.logged(caller, word));
        NotPerformed::Failed { error, caller: Some(Box::new(caller.clone())), left }
    }

    fn identify<U>(&self, connection: &mut DbConnection) -> Result<&Caller, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = (self.identify)(connection)?.map_err(NotPerformed::Unknown)?;
        Ok(self.identified.get_or_init(|| caller))
    }
}

impl<U> From<DbError> for NotPerformed<U> {
    fn from(error: DbError) -> Self {
        Self::Failed { error: error.into(), caller: None, left: None }
    }
}
