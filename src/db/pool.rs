//! The pools behind [`Db::read`] and [`Db::write`], and the transaction of a write.

use std::{fs::OpenOptions, num::NonZeroUsize, thread::available_parallelism, time::Duration};

use diesel::{
    connection::{AnsiTransactionManager, TransactionManager},
    r2d2::{Pool, PooledConnection},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use tokio::task::spawn_blocking;

use crate::db::{
    DatabaseUrl, DbError, DbResult,
    connection::{Connector, DbConnection},
};

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

/// The database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Connector>,
    // SQLite lets one write at a time, so writers queue here, fairly, and not at the file's lock.
    writers: Pool<Connector>,
}

impl Db {
    /// Opens the database, making an SQLite file where there is none, and runs the pending migrations.
    ///
    /// # Errors
    /// When it can't be opened, or a migration fails.
    pub fn open(url: &DatabaseUrl) -> DbResult<Self> {
        let DatabaseUrl::Sqlite(path) = url;
        // The file holds password hashes and the cookie key: nobody else on the machine may read it.
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map_err(|error| DbError::Open(format!("{}: {error}", path.display())))?;

        let writers = pool(url, 1)?;
        migrate(&mut *checkout(&writers)?)?;
        let cores = available_parallelism().map_or(2, NonZeroUsize::get);
        Ok(Self { readers: pool(url, u32::try_from(2 * cores).unwrap_or(8))?, writers })
    }

    /// Runs one closure of queries on a thread that may block.
    ///
    /// # Errors
    /// What the closure gives, or that no connection was free.
    pub async fn read<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let pool = self.readers.clone();
        blocking(move || queries(&mut *checkout(&pool)?)).await
    }

    /// Runs one closure in one transaction, on a thread that may block; commits when the closure succeeds, else changes nothing.
    ///
    /// The closure may be run again from its start, where the database asks for that, so it takes nothing that it can't give twice.
    ///
    /// # Errors
    /// What the closure gives, or that the transaction could not be opened or committed.
    pub async fn write<T, E>(
        &self,
        queries: impl Fn(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let this = self.clone();
        blocking(move || this.write_blocking(queries)).await
    }

    /// [`Db::write`] for the command line, which has no other work to keep going meanwhile.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_blocking<T, E: From<DbError>>(
        &self,
        queries: impl Fn(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = checkout(&self.writers)?;
        begin(&mut connection)?;
        match queries(&mut connection) {
            Ok(value) => commit(&mut connection).map(|()| value).map_err(E::from),
            Err(error) => {
                if let Err(rollback) = rollback(&mut connection) {
                    tracing::error!(%rollback, "a failed write could not be rolled back");
                }
                Err(error)
            }
        }
    }
}

fn pool(url: &DatabaseUrl, size: u32) -> DbResult<Pool<Connector>> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(false)
        .connection_timeout(WAIT_FOR_CONNECTION)
        .build(Connector(url.clone()))
        .map_err(|error| DbError::Busy(error.to_string()))
}

fn checkout(pool: &Pool<Connector>) -> DbResult<PooledConnection<Connector>> {
    pool.get().map_err(|error| DbError::Busy(error.to_string()))
}

async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    match spawn_blocking(work).await {
        Ok(result) => result,
        Err(gone) => Err(DbError::Busy(gone.to_string()).into()),
    }
}

fn migrate(connection: &mut DbConnection) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => connection.run_pending_migrations(SQLITE_MIGRATIONS),
    }
    .map(|_| ())
    .map_err(|error| DbError::Migration(error.to_string()))
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

fn commit(connection: &mut DbConnection) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => Ok(AnsiTransactionManager::commit_transaction(connection)?),
    }
}

fn rollback(connection: &mut DbConnection) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => Ok(AnsiTransactionManager::rollback_transaction(connection)?),
    }
}
