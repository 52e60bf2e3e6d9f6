//! [`Db`]: who reads and writes where.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard},
    thread::available_parallelism,
};

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_types::Integer};

use crate::{
    db::{
        DatabaseUrl, DbError, DbResult,
        connection::{Connector, DbConnection, Sorting, WAIT_FOR_LOCKS},
        erased::Erased,
        file::DatabaseFile,
        migrations,
        transaction::transaction,
        worker_pool::{PooledConnection, WorkerPool},
        writer::Writer,
    },
    user_limiter::UserLimiter,
};

/// What all connections together keep of the file in memory: readers, searches, the writer. The system keeps the rest.
const READERS_KIB: usize = 12 * 1024;
const SEARCHES_KIB: usize = 8 * 1024;
const WRITER_KIB: usize = 8 * 1024;

/// How many may wait: pages and writes take well under a millisecond each, searches several.
const WAITING_READS: usize = 4096;
const WAITING_SEARCHES: usize = 64;
const WAITING_WRITES: usize = 1024;

/// How many searches of one person run at once, and how many run or wait.
const SEARCHES_RUNNING: usize = 2;
pub(super) const SEARCHES_PENDING: usize = 128;

/// The database; cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Pools>);

struct Pools {
    file: Arc<DatabaseFile>,
    reads: WorkerPool,
    searches: WorkerPool,
    // SQLite lets one write at a time, so writes queue here, fairly, and not at the file's lock.
    writes: Writer,
    search_limiter: Arc<UserLimiter>,
    erased: Erased,
}

impl Db {
    /// Opens the database, making an SQLite file where there is none, and runs the pending migrations.
    pub fn open(url: &DatabaseUrl) -> DbResult<Self> {
        let DatabaseUrl::Sqlite(path) = url;
        let file = Arc::new(DatabaseFile::create(path)?);
        let cores = available_parallelism().map_or(2, NonZeroUsize::get);
        let (readers, searchers) = (2 * cores, cores.div_ceil(2));

        let connector = Connector::new(&file, WRITER_KIB, Sorting::InFile);
        let mut connection = connector.open_untouched()?;
        migrations::check(&mut connection)?;
        connector.set_up(&mut connection)?;
        migrations::run(&mut connection)?;
        let writer = PooledConnection::new(connector, connection);

        let connections = |count: usize, kib: usize| -> DbResult<Vec<_>> {
            let connector = Connector::new(&file, kib / count, Sorting::InMemory);
            let connection = |_| Ok(Arc::new(Mutex::new(PooledConnection::new(connector.clone(), connector.open()?))));
            (0..count).map(connection).collect()
        };
        Ok(Self(Arc::new(Pools {
            reads: WorkerPool::start("read", connections(readers, READERS_KIB)?, WAITING_READS)?,
            searches: WorkerPool::start("search", connections(searchers, SEARCHES_KIB)?, WAITING_SEARCHES)?,
            writes: Writer::start(writer, &file, WAITING_WRITES)?,
            search_limiter: UserLimiter::new(SEARCHES_RUNNING, SEARCHES_PENDING),
            erased: Erased::default(),
            file,
        })))
    }

    /// Runs one closure of queries.
    ///
    /// # Errors
    /// What the closure gives; [`DbError::Busy`] where too many wait; [`super::StorageError::Gone`].
    pub async fn read<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.0.reads.run(checked(Arc::clone(&self.0.file), queries)).await
    }

    /// [`Db::read`] for the command line, which has no other work to keep going meanwhile.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_blocking<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.0.reads.run_blocking(checked(Arc::clone(&self.0.file), queries))
    }

    /// [`Db::read`] that goes on with a file that was deleted or replaced, so that a form that can't be saved can be
    /// shown again.
    ///
    /// # Errors
    /// As [`Db::read`], but for the last.
    pub async fn read_even_if_gone<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.0.reads.run(queries).await
    }

    /// [`Db::read`] for what may take long: on threads of its own, where no page waits, and only a few at once for each
    /// user.
    ///
    /// # Errors
    /// As [`Db::read`]; [`DbError::Busy`] also where the user has too many under way.
    pub async fn search<T, E>(
        &self,
        user: &str,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let permit = self.0.search_limiter.acquire(user).await;
        let permit = permit.ok_or_else(|| DbError::Busy("somebody has many searches under way".to_owned()))?;
        let queries = checked(Arc::clone(&self.0.file), queries);
        let search = move |connection: &mut DbConnection| {
            // It lasts as long as the search, whoever still waits for it.
            let _permit = permit;
            queries(connection)
        };
        self.0.searches.run(search).await
    }

    /// Runs one closure in a transaction, which it may share with others that wait at the same time; what it changed is
    /// durable once this is answered, and nothing is changed where it fails.
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
        self.0.writes.write(queries).await
    }

    /// Brings the write-ahead log into the file and empties it, so that what was erased stands in neither. False where
    /// somebody still reads from it.
    pub async fn truncate_log(&self) -> DbResult<bool> {
        self.0.writes.run(truncate_log).await
    }

    /// [`Db::write`] for the command line, which has no other work to keep going meanwhile.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_blocking<T, E: From<DbError>>(
        &self,
        queries: impl Fn(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer().run(|connection| transaction(connection, &self.0.file, queries))
    }

    pub(super) fn erased(&self) -> &Erased {
        &self.0.erased
    }

    /// The writer's connection, while no other write is under way.
    pub(super) fn writer(&self) -> MutexGuard<'_, PooledConnection> {
        self.0.writes.connection()
    }
}

fn truncate_log(connection: &mut DbConnection) -> DbResult<bool> {
    #[derive(QueryableByName)]
    struct Checkpoint {
        #[diesel(sql_type = Integer)]
        busy: i32,
    }
    // Writes queue behind it, so it does not wait for a long read.
    connection.batch_execute("PRAGMA busy_timeout = 100")?;
    let checkpoint = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(connection);
    connection.batch_execute(WAIT_FOR_LOCKS)?;
    let Checkpoint { busy } = checkpoint?;
    Ok(busy == 0)
}

/// The closure, where the file is still there.
fn checked<T, E: From<DbError>>(
    file: Arc<DatabaseFile>,
    queries: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> impl FnOnce(&mut DbConnection) -> Result<T, E> {
    move |connection| {
        file.check().map_err(DbError::from)?;
        queries(connection)
    }
}
