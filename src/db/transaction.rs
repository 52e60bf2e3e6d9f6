//! The transaction of a write, and the savepoint of one among several.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use diesel::connection::{
    AnsiTransactionManager, Connection, Instrumentation, InstrumentationEvent, TransactionManager,
};

use crate::db::{DbError, DbResult, connection::DbConnection, error::asks_for_retry, file::DatabaseFile};

/// How often a write is run at most, where the database asks for it again.
const MOST_RUNS: usize = 4;

/// Runs the closure in one transaction; commits when it succeeds, else changes nothing.
///
/// # Errors
/// What the closure gives, or why the transaction could not be begun or committed.
pub(super) fn transaction<T, E: From<DbError>>(
    connection: &mut DbConnection,
    file: &DatabaseFile,
    queries: impl Fn(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    let retry = RetryWatch::on(connection);
    let mut runs = 0;
    loop {
        runs += 1;
        begin(connection, file)?;
        retry.reset();
        let failure = match queries(connection) {
            Ok(value) => match commit(connection, file) {
                Ok(()) => return Ok(value),
                Err(error) => error.into(),
            },
            Err(error) => {
                rollback(connection);
                error
            }
        };
        if runs == MOST_RUNS || !retry.is_asked_for() {
            return Err(failure);
        }
    }
}

/// Runs the closure in a savepoint of the transaction that is open; what it did is undone where it fails. None where the
/// database asks that it be run again, which takes a transaction of its own.
///
/// # Errors
/// When the transaction is no longer what it was: SQLite may end it by itself, as where the disk is full.
pub(super) fn savepoint<T, E>(
    connection: &mut DbConnection,
    retry: &RetryWatch,
    queries: impl Fn(&mut DbConnection) -> Result<T, E>,
) -> DbResult<Option<Result<T, E>>> {
    let DbConnection::Sqlite(sqlite) = connection;
    AnsiTransactionManager::begin_transaction(sqlite)?;
    retry.reset();
    let result = queries(connection);
    let is_to_run_again = result.is_err() && retry.is_asked_for();
    let DbConnection::Sqlite(sqlite) = connection;
    if result.is_ok() {
        AnsiTransactionManager::commit_transaction(sqlite)?;
    } else {
        AnsiTransactionManager::rollback_transaction(sqlite)?;
    }
    Ok(Some(result).filter(|_| !is_to_run_again))
}

/// Whether the database asked that a transaction be run again. A closure's error is its own, so this is seen on the
/// connection.
pub(super) struct RetryWatch(Arc<AtomicBool>);

impl RetryWatch {
    /// Watches a connection, in the place of any watch before.
    pub(super) fn on(connection: &mut DbConnection) -> Self {
        let asked_for = Arc::new(AtomicBool::new(false));
        connection.set_instrumentation(Self(Arc::clone(&asked_for)));
        Self(asked_for)
    }

    fn reset(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Instrumentation for RetryWatch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::FinishQuery { error: Some(error), .. } = event
            && asks_for_retry(error)
        {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

/// Begins a transaction, where the file is still there.
pub(super) fn begin(connection: &mut DbConnection, file: &DatabaseFile) -> DbResult<()> {
    file.check()?;
    match connection {
        // Taking the write lock at once: a read that turns into a write later could not wait for it.
        DbConnection::Sqlite(connection) => {
            let status = AnsiTransactionManager::transaction_manager_status_mut(&mut *connection);
            if !matches!(status.transaction_depth(), Ok(None)) {
                return Err(DbError::Nested);
            }
            AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?;
        }
    }
    Ok(())
}

/// Waiting for the lock can take seconds, so the file is looked at once more.
pub(super) fn commit(connection: &mut DbConnection, file: &DatabaseFile) -> DbResult<()> {
    if let Err(gone) = file.check() {
        rollback(connection);
        return Err(gone.into());
    }
    match connection {
        DbConnection::Sqlite(connection) => Ok(AnsiTransactionManager::commit_transaction(connection)?),
    }
}

/// SQLite rolls back by itself where it is full or can't read, so an error here means nothing where none is left open.
pub(super) fn rollback(connection: &mut DbConnection) {
    let DbConnection::Sqlite(connection) = connection;
    if let Err(error) = AnsiTransactionManager::rollback_transaction(connection)
        && AnsiTransactionManager::is_broken_transaction_manager(connection)
    {
        tracing::error!(%error, "a failed write could not be rolled back");
    }
}
