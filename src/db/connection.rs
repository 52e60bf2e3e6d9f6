//! One connection type over all backends, and how one is opened.

use diesel::{Connection, ConnectionError, MultiConnection, SqliteConnection, connection::SimpleConnection, r2d2};

use crate::db::DatabaseUrl;

/// A connection to any backend of this build.
#[derive(MultiConnection)]
pub enum DbConnection {
    /// An embedded SQLite file.
    Sqlite(SqliteConnection),
}

/// Opens connections for a pool.
#[derive(Debug)]
pub(super) struct Connector(pub(super) DatabaseUrl);

impl Connector {
    pub(super) fn open(&self) -> Result<DbConnection, ConnectionError> {
        match &self.0 {
            DatabaseUrl::Sqlite(path) => {
                let mut connection = SqliteConnection::establish(&path.to_string_lossy())?;
                connection.batch_execute(SQLITE_SETTINGS).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(DbConnection::Sqlite(connection))
            }
        }
    }
}

// The time-out comes first: switching to WAL already needs the lock.
const SQLITE_SETTINGS: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -32768;
    PRAGMA temp_store = MEMORY;
";

impl r2d2::ManageConnection for Connector {
    type Connection = DbConnection;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<DbConnection, r2d2::Error> {
        self.open().map_err(r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, connection: &mut DbConnection) -> Result<(), r2d2::Error> {
        connection.batch_execute("SELECT 1").map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut DbConnection) -> bool {
        use diesel::connection::{AnsiTransactionManager, TransactionManager};
        match connection {
            DbConnection::Sqlite(connection) => AnsiTransactionManager::is_broken_transaction_manager(connection),
        }
    }
}
