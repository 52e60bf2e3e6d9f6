//! The one way in which calls are done: whether they may, the operation, the row of the log.

use std::{
    convert::Infallible,
    sync::{Arc, OnceLock},
};

use super::{
    Call, CallError, CallLog, Caller, Done, NotPerformed, Performed, Repeat,
    change::change,
    judge::Memory,
    read::read,
    trace::{Failure, Trace},
};
use crate::{
    audit,
    authorization::{Action, Deed},
    db::{Db, DbConnection, DbError, DbResult},
};

/// Does the calls of API users; cheap to clone.
#[derive(Clone)]
pub struct Calls(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) db: Db,
    pub(super) log: CallLog,
    pub(super) memory: Memory,
    /// One writes the rows that wait at a time.
    pub(super) flushing: tokio::sync::Mutex<()>,
}

/// What a caller asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// None where its members were not understood, which is told only to who may reach the project.
    pub call: Option<Call>,
    /// The word of what was not understood, for the log; empty where all was.
    pub misunderstood: &'static str,
    /// How it may be known again, where it changes something.
    pub repeat: Option<Repeat>,
}

/// All that a call takes on a connection.
struct Step<I, A> {
    core: Arc<Inner>,
    request: Arc<Request>,
    identified: OnceLock<Caller>,
    identify: I,
    answer: A,
}

/// Together they get as much of the database as one person's searches.
const MANY_RECORDS: &str = "get_all_records";

impl Calls {
    /// Over a database.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self(Arc::new(Inner {
            db,
            log: CallLog::default(),
            memory: Memory::default(),
            flushing: tokio::sync::Mutex::default(),
        }))
    }

    /// Does a call and notes it.
    ///
    /// `identify` tells who calls, on the connection that the call is done on, so that what was changed of an API user
    /// counts at once; or why that is not known. `answer` writes what was done, given how many calls are left of a quota.
    ///
    /// # Errors
    /// [`NotPerformed`].
    pub async fn perform<U: Send + 'static>(
        &self,
        identify: impl Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + 'static,
        request: Arc<Request>,
        answer: impl Fn(&Caller, &Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<Performed, NotPerformed<U>> {
        let deed = request.call.as_ref().map(Call::action).map(Action::deed);
        let step = Step { core: Arc::clone(&self.0), request, identified: OnceLock::new(), identify, answer };
        let result = match deed {
            Some(deed) if deed.is_change() => self.0.db.write(move |connection| step.change(connection)).await,
            // It may take long, so it holds up neither other calls nor pages.
            Some(Deed::GetAllRecords) => self.0.db.search(MANY_RECORDS, move |connection| step.read(connection)).await,
            _ => self.0.db.read(move |connection| step.read(connection)).await,
        };
        if deed == Some(Deed::DeleteRecord) {
            self.0.db.forget_erased().await;
        }
        self.relieve_log().await;
        result
    }

    /// What would become of a call: all of it is done, and undone at once. It is not noted and counts against no quota.
    ///
    /// # Errors
    /// As [`Calls::perform`].
    pub async fn rehearse(
        &self,
        caller: Caller,
        request: Arc<Request>,
        answer: impl Fn(&Caller, &Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<Performed, CallError> {
        let is_change = request.call.as_ref().is_some_and(|call| call.action().deed().is_change());
        let rehearsed: Result<Infallible, Rehearsed> = if is_change {
            self.0.db.write(move |connection| rehearse_change(connection, &caller, &request, &answer)).await
        } else {
            let read = move |connection: &mut DbConnection| {
                let answer = |done: &Done, left| answer(&caller, done, left);
                Err(Rehearsed::of(read(connection, &Memory::default(), &caller, request.call.as_ref(), answer)))
            };
            self.0.db.search(MANY_RECORDS, read).await
        };
        match rehearsed {
            Ok(never) => match never {},
            Err(Rehearsed::Done(performed)) => Ok(performed),
            Err(Rehearsed::Failed(error)) => Err(error),
        }
    }

    /// Writes the log where so many rows wait that it can't go on like this.
    pub(super) async fn relieve_log(&self) {
        if self.0.log.is_full() && self.0.flushing.try_lock().is_ok() {
            let calls = self.clone();
            // In a task of its own: rows that were taken must not be lost with whoever asked.
            let flushed = tokio::spawn(async move { calls.flush().await }).await;
            if let Ok(Err(error)) = flushed {
                tracing::error!(%error, "the log of calls can't be written");
            }
        }
    }
}

/// What came of a rehearsal: a failure either way, so that the transaction is undone.
enum Rehearsed {
    Done(Performed),
    Failed(CallError),
}

impl Rehearsed {
    fn of(result: Result<(Performed, Trace), Failure>) -> Self {
        result.map_or_else(|failure| Self::Failed(failure.error), |(performed, _)| Self::Done(performed))
    }
}

impl From<DbError> for Rehearsed {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

/// With a memory of its own, so that nothing counts, and nothing is remembered that is undone.
fn rehearse_change(
    connection: &mut DbConnection,
    caller: &Caller,
    request: &Request,
    answer: &impl Fn(&Caller, &Done, Option<i64>) -> String,
) -> Result<Infallible, Rehearsed> {
    audit::operate_in(connection, &caller.actor(), caller.now, |tx| {
        let answer = |done: &Done, left| answer(caller, done, left);
        Err(Rehearsed::of(change(tx, &Memory::default(), caller, request.call.as_ref(), None, answer)))
    })
}

impl<I, A> Step<I, A> {
    fn read<U>(&self, connection: &mut DbConnection) -> Result<Performed, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let caller = self.identify(connection)?;
        let answer = |done: &Done, left| (self.answer)(caller, done, left);
        match read(connection, &self.core.memory, caller, self.request.call.as_ref(), answer) {
            Ok((performed, trace)) => {
                // Here and not behind the trip: whoever asked may be gone by then.
                self.core.log.add(trace.logged(caller, ""));
                Ok(performed)
            }
            Err(failure) => Err(self.failed(caller, failure)),
        }
    }

    fn change<U>(&self, connection: &mut DbConnection) -> Result<Performed, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let caller = self.identify(connection)?;
        let answer = |done: &Done, left| (self.answer)(caller, done, left);
        let Request { call, repeat, .. } = &*self.request;
        let operation = |tx: &mut audit::Tx<'_>| {
            let changed = change(tx, &self.core.memory, caller, call.as_ref(), repeat.as_ref(), answer)?;
            if matches!(call, Some(Call::DeleteRecord(_))) && !changed.0.is_repeat {
                self.core.db.note_erased();
            }
            Ok(changed)
        };
        match audit::operate_in(connection, &caller.actor(), caller.now, operation) {
            Ok((performed, _)) => Ok(performed),
            Err(failure) => Err(self.failed(caller, failure)),
        }
    }

    /// Notes a call that was not done.
    fn failed<U>(&self, caller: &Caller, Failure { error, mut trace }: Failure) -> NotPerformed<U> {
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
