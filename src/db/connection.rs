//! One connection type over all backends, and how one is opened.

use std::sync::Arc;

use diesel::{Connection, MultiConnection, SqliteConnection, connection::SimpleConnection};

use crate::db::{DbResult, file::DatabaseFile};

/// A connection to any backend of this build.
#[derive(MultiConnection)]
pub enum DbConnection {
    /// An embedded SQLite file.
    Sqlite(SqliteConnection),
}

/// Opens connections for one pool of workers.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    file: Arc<DatabaseFile>,
    settings: String,
}

impl Connector {
    /// For connections that keep at most so many KiB of pages, and sort in memory or in a file.
    pub(super) fn new(file: &Arc<DatabaseFile>, cache_kib: usize, sorting: Sorting) -> Self {
        // `foreign_keys` is off by default, `synchronous` may be less in a build of SQLite. Erased values are overwritten.
        let settings = format!(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -{cache_kib}; PRAGMA temp_store = {}; \
             PRAGMA wal_autocheckpoint = 1000; PRAGMA secure_delete = ON;",
            sorting as u8
        );
        Self { file: Arc::clone(file), settings }
    }

    /// A connection that waits for locks and is not set up further, so that whatever file it is stays as it is.
    pub(super) fn open_untouched(&self) -> DbResult<DbConnection> {
        let mut connection = SqliteConnection::establish(&self.file.uri()?)?;
        connection.batch_execute(WAIT_FOR_LOCKS)?;
        Ok(DbConnection::Sqlite(connection))
    }

    /// A connection to work with.
    pub(super) fn open(&self) -> DbResult<DbConnection> {
        self.file.check()?;
        let mut connection = self.open_untouched()?;
        self.set_up(&mut connection)?;
        Ok(connection)
    }

    /// Makes an untouched connection one to work with.
    pub(super) fn set_up(&self, connection: &mut DbConnection) -> DbResult<()> {
        connection.batch_execute("PRAGMA journal_mode = WAL")?;
        Ok(connection.batch_execute(&self.settings)?)
    }
}

/// How long a connection waits for a lock.
pub(super) const WAIT_FOR_LOCKS: &str = "PRAGMA busy_timeout = 5000";

/// Where sorts and temporary indexes go, by SQLite's numbers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sorting {
    /// Beyond the page cache into a nameless file: a migration may sort millions of rows.
    InFile = 1,
    /// Always in memory.
    InMemory = 2,
}
