//! A write that waits for its turn, its closure's types forgotten.

use std::time::Instant;

use tokio::sync::oneshot;

use crate::db::{
    DbConnection, DbError, DbResult,
    file::DatabaseFile,
    transaction::{RetryWatch, savepoint, transaction},
    worker_pool::{MAX_WAIT, PooledConnection, late},
};

/// A write that waits, and then its result until that may be told.
pub(super) trait PendingWrite: Send {
    /// Whether somebody still waits for its answer, and did not wait too long.
    fn is_worth_running(&self) -> bool;

    /// Runs it in a savepoint of a transaction. It has no result where the database asks that it be run again.
    ///
    /// # Errors
    /// When the transaction can't go on.
    fn run(&mut self, connection: &mut DbConnection, retry: &RetryWatch) -> DbResult<()>;

    /// Runs it in a transaction of its own.
    fn run_alone(&mut self, connection: &mut PooledConnection, file: &DatabaseFile);

    /// Forgets its result: what it did was undone.
    fn forget(&mut self);

    /// Makes this its result, whatever it was.
    fn fail(&mut self, error: DbError);

    /// Whether it has a result.
    fn is_done(&self) -> bool;

    /// Tells its result: that it came too late, where it has none.
    fn answer(self: Box<Self>);
}

/// A closure, and who waits for what it gives.
pub(super) struct Write<F, T, E> {
    queries: F,
    asked_at: Instant,
    answer: oneshot::Sender<Result<T, E>>,
    result: Option<Result<T, E>>,
}

impl<F, T, E> Write<F, T, E> {
    /// A write, and where its answer comes.
    pub(super) fn new(queries: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (answer, answered) = oneshot::channel();
        (Self { queries, asked_at: Instant::now(), answer, result: None }, answered)
    }
}

impl<F, T, E> PendingWrite for Write<F, T, E>
where
    F: Fn(&mut DbConnection) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn is_worth_running(&self) -> bool {
        !self.answer.is_closed() && self.asked_at.elapsed() < MAX_WAIT
    }

    fn run(&mut self, connection: &mut DbConnection, retry: &RetryWatch) -> DbResult<()> {
        self.result = savepoint(connection, retry, &self.queries)?;
        Ok(())
    }

    fn run_alone(&mut self, connection: &mut PooledConnection, file: &DatabaseFile) {
        self.result = Some(connection.run(|connection| transaction(connection, file, &self.queries)));
    }

    fn forget(&mut self) {
        self.result = None;
    }

    fn fail(&mut self, error: DbError) {
        self.result = Some(Err(error.into()));
    }

    fn is_done(&self) -> bool {
        self.result.is_some()
    }

    fn answer(self: Box<Self>) {
        // Whoever asked may have gone meanwhile.
        let _ = self.answer.send(self.result.unwrap_or_else(|| Err(late().into())));
    }
}
