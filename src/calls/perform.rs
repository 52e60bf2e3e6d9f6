//! The one way in which calls are done: whether they may, the operation, the row of the log.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use super::{
    Call, CallLog, Caller, Done, LoggedCall, NotPerformed, Performed, Repeat,
    change::change,
    judge::Memory,
    read::read,
    trace::{Failure, Trace},
};
use crate::{
    audit,
    authorization::Deed,
    db::{Db, DbConnection, DbError, DbResult},
};

/// Does the calls of API users; cheap to clone.
#[derive(Clone)]
pub struct Calls(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) db: Db,
    pub(super) log: CallLog,
    pub(super) memory: Memory,
    /// Whether the database's log still holds what was erased.
    pub(super) holds_erased: AtomicBool,
    /// One writes the rows that wait at a time.
    pub(super) flushing: tokio::sync::Mutex<()>,
}

/// What a caller asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// None where its members were not understood, which is told only to who may reach the project.
    pub call: Option<Call>,
    /// How it may be known again, where it changes something.
    pub repeat: Option<Repeat>,
}

/// All that a call takes on a connection.
struct Step<I, A> {
    core: Arc<Inner>,
    request: Arc<Request>,
    identified: Arc<OnceLock<Caller>>,
    identify: I,
    answer: A,
}

/// Why a call goes no further.
enum Stopped<U> {
    /// Who calls is not known.
    Unknown(U),
    /// It is not done.
    Failed(Failure),
}

impl Calls {
    /// Over a database.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self(Arc::new(Inner {
            db,
            log: CallLog::default(),
            memory: Memory::default(),
            holds_erased: AtomicBool::new(false),
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
        let deed = request.call.as_ref().map(|call| call.action().deed());
        let identified = Arc::new(OnceLock::new());
        let step = Step { core: Arc::clone(&self.0), request, identified: Arc::clone(&identified), identify, answer };
        let result = if deed.is_some_and(Deed::is_change) {
            self.0.db.write(move |connection| step.change(connection)).await
        } else {
            self.0.db.read(move |connection| step.read(connection)).await
        };
        match (result, identified.get()) {
            (Ok((performed, trace)), caller) => {
                match (deed.filter(|deed| deed.is_change()), caller) {
                    (Some(Deed::DeleteRecord), _) => self.forget_erased().await,
                    (None, Some(caller)) => self.note(trace.logged(caller, "")).await,
                    _ => {}
                }
                Ok(performed)
            }
            (Err(Stopped::Unknown(unknown)), _) => Err(NotPerformed::Unknown(unknown)),
            (Err(Stopped::Failed(Failure { error, trace })), caller) => {
                if let Some(caller) = caller {
                    self.note(trace.logged(caller, error.word())).await;
                }
                Err(NotPerformed::Failed { error, caller: caller.cloned().map(Box::new) })
            }
        }
    }

    /// Notes a call off its own path.
    async fn note(&self, call: LoggedCall) {
        if self.0.log.add(call)
            && let Err(error) = self.flush().await
        {
            tracing::error!(%error, "the log of calls can't be written");
        }
    }

    /// Empties the database's log, which still holds what was erased.
    pub(super) async fn forget_erased(&self) {
        self.0.holds_erased.store(true, Ordering::Relaxed);
        match self.0.db.truncate_log().await {
            Ok(true) => self.0.holds_erased.store(false, Ordering::Relaxed),
            // Somebody still reads; the next tick tries again.
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the database's log can't be emptied yet"),
        }
    }
}

impl<I, A> Step<I, A> {
    fn read<U>(&self, connection: &mut DbConnection) -> Result<(Performed, Trace), Stopped<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let caller = self.identify(connection)?;
        let answer = |done: &Done, left| (self.answer)(caller, done, left);
        let done = read(connection, &self.core.memory, caller, self.request.call.as_ref(), answer);
        done.map_err(Stopped::Failed)
    }

    fn change<U>(&self, connection: &mut DbConnection) -> Result<(Performed, Trace), Stopped<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let caller = self.identify(connection)?;
        let answer = |done: &Done, left| (self.answer)(caller, done, left);
        let Request { call, repeat } = &*self.request;
        let operation =
            |tx: &mut audit::Tx<'_>| change(tx, &self.core.memory, caller, call.as_ref(), repeat.as_ref(), answer);
        audit::operate_in(connection, &caller.actor(), caller.now, operation).map_err(Stopped::Failed)
    }

    fn identify<U>(&self, connection: &mut DbConnection) -> Result<&Caller, Stopped<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = (self.identify)(connection)?.map_err(Stopped::Unknown)?;
        Ok(self.identified.get_or_init(|| caller))
    }
}

impl<U> From<DbError> for Stopped<U> {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}
