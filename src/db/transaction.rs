//! The transaction of a write.

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
    // The closure's error is its own, so whether the database asked for another run is seen on the connection.
    let retry = Arc::new(AtomicBool::new(false));
    connection.set_instrumentation(RetryWatch(Arc::clone(&retry)));
    let mut runs = 0;
    loop {
        runs += 1;
        file.check().map_err(DbError::from)?;
        begin(connection)?;
        retry.store(false, Ordering::Relaxed);
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
        if runs == MOST_RUNS || !retry.load(Ordering::Relaxed) {
            return Err(failure);
        }
    }
}

struct RetryWatch(Arc<AtomicBool>);

impl Instrumentation for RetryWatch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::FinishQuery { error: Some(error), .. } = event
            && asks_for_retry(error)
        {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

fn begin(connection: &mut DbConnection) -> DbResult<()> {
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
fn commit(connection: &mut DbConnection, file: &DatabaseFile) -> DbResult<()> {
    if let Err(gone) = file.check() {
        rollback(connection);
        return Err(gone.into());
    }
    match connection {
        DbConnection::Sqlite(connection) => Ok(AnsiTransactionManager::commit_transaction(connection)?),
    }
}

/// SQLite rolls back by itself where it is full or can't read, so an error here means nothing where none is left open.
fn rollback(connection: &mut DbConnection) {
    let DbConnection::Sqlite(connection) = connection;
    if let Err(error) = AnsiTransactionManager::rollback_transaction(connection)
        && AnsiTransactionManager::is_broken_transaction_manager(connection)
    {
        tracing::error!(%error, "a failed write could not be rolled back");
    }
}
