//! The one way in which calls are done: whether they may, the operation, the row of the log.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::{
    Call, CallError, CallLog, Caller, Done, LoggedCall, Performed, Repeat,
    change::change,
    judge::Memory,
    read::read,
    trace::{Failure, Trace},
};
use crate::{
    audit,
    authorization::{Action, Deed},
    db::Db,
};

/// Does the calls of API users; cheap to clone.
#[derive(Clone)]
pub struct Calls(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) db: Db,
    pub(super) log: CallLog,
    pub(super) memory: Memory,
    /// How many records were erased, and how many of them the database's log no longer holds.
    erased: AtomicU64,
    forgotten: AtomicU64,
    /// One writes the rows that wait at a time.
    pub(super) flushing: tokio::sync::Mutex<()>,
}

impl Calls {
    /// Over a database.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self(Arc::new(Inner {
            db,
            log: CallLog::default(),
            memory: Memory::default(),
            // What an earlier process may have left.
            erased: AtomicU64::new(1),
            forgotten: AtomicU64::new(0),
            flushing: tokio::sync::Mutex::default(),
        }))
    }

    /// Does a call and notes it. `call` is none where its members were not understood, which is told only to who may reach
    /// the project; `answer` writes what was done, given how many calls are left of a quota.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn perform(
        &self,
        caller: Caller,
        call: Option<Call>,
        repeat: Option<Repeat>,
        answer: impl Fn(&Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<Performed, CallError> {
        let action = call.as_ref().map(Call::action);
        let deed = action.map(Action::deed);
        let result = if deed.is_some_and(Deed::is_change) {
            self.change(caller.clone(), call, repeat, answer).await
        } else {
            self.read(caller.clone(), call, answer).await
        };
        match result {
            Ok((performed, trace)) => {
                match deed.filter(|deed| deed.is_change()) {
                    Some(Deed::DeleteRecord) => self.forget_what_was_erased().await,
                    Some(_) => {}
                    None => self.note(trace.logged(&caller, "")).await,
                }
                Ok(performed)
            }
            Err(Failure { error, mut trace }) => {
                trace.action = action;
                self.note(trace.logged(&caller, error.word())).await;
                Err(error)
            }
        }
    }

    async fn read(
        &self,
        caller: Caller,
        call: Option<Call>,
        answer: impl Fn(&Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<(Performed, Trace), Failure> {
        let core = Arc::clone(&self.0);
        let queries = move |connection: &mut _| read(connection, &core.memory, &caller, call.as_ref(), answer);
        self.0.db.read(queries).await
    }

    async fn change(
        &self,
        caller: Caller,
        call: Option<Call>,
        repeat: Option<Repeat>,
        answer: impl Fn(&Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<(Performed, Trace), Failure> {
        let core = Arc::clone(&self.0);
        let (actor, now) = (caller.actor(), caller.now);
        let operation = move |tx: &mut audit::Tx<'_>| {
            let changed = change(tx, &core.memory, &caller, call.as_ref(), repeat.as_ref(), &answer)?;
            if matches!(call, Some(Call::DeleteRecord(_))) && !changed.0.is_repeat {
                // Before it is committed: whoever asked may be gone by then.
                core.erased.fetch_add(1, Ordering::Relaxed);
            }
            Ok(changed)
        };
        audit::operate(&self.0.db, actor, now, operation).await
    }

    /// Notes a call off its own path.
    async fn note(&self, call: LoggedCall) {
        if self.0.log.add(call) {
            let calls = self.clone();
            // In a task of its own: rows that were taken must not be lost with whoever asked.
            let flushed = tokio::spawn(async move { calls.flush().await }).await;
            if let Ok(Err(error)) = flushed {
                tracing::error!(%error, "the log of calls can't be written");
            }
        }
    }

    /// Empties the database's log where it still holds what was erased.
    pub async fn forget_what_was_erased(&self) {
        let erased = self.0.erased.load(Ordering::Relaxed);
        if erased == self.0.forgotten.load(Ordering::Relaxed) {
            return;
        }
        // Writes queue, so all that were counted are committed before it.
        match self.0.db.truncate_log().await {
            Ok(true) => _ = self.0.forgotten.fetch_max(erased, Ordering::Relaxed),
            // Somebody still reads; the next tick tries again.
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the database's log can't be emptied yet"),
        }
    }
}
