//! Why the database could not do what it was asked. Only here is an error of SQLite's told by its text.

use diesel::{
    ConnectionError,
    result::{DatabaseErrorKind, Error as DieselError},
};
use thiserror::Error;

/// Why a read or a write failed; a failed write has changed nothing.
#[derive(Debug, Error)]
pub enum DbError {
    /// The file stayed locked, or too many wait already: worth another try.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// Something is wrong with the file itself, which somebody has to put right.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The file is not there and can't be made.
    #[error("{0}")]
    Open(String),
    /// An SQLite database of another program.
    #[error("it is a database of another program")]
    Foreign,
    /// It was migrated further than this build knows: the first migration that is unknown here.
    #[error("a newer version of IDC Admin wrote it (with migration {0}); start that version or a later one")]
    Newer(String),
    /// A write inside a write, which would end in half of it being committed.
    #[error("a write was opened inside another")]
    Nested,
    /// The closure panicked; what it wrote was not committed.
    #[error("a query panicked")]
    Panicked,
    /// The pending migrations could not be run.
    #[error("the migrations failed: {0}")]
    Migration(String),
    /// Everything else that a query can meet.
    #[error(transparent)]
    Query(DieselError),
}

/// What is wrong with the file of the database; trying again does not help until somebody has put it right.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum StorageError {
    /// No space is left for it to grow.
    #[error("the disk of the database is full")]
    Full,
    /// It can be read and not written.
    #[error("the database is read-only")]
    ReadOnly,
    /// It was deleted, moved away or replaced while it was open.
    #[error("the database's file was deleted or replaced")]
    Gone,
    /// The disk refused to read or write.
    #[error("the disk of the database can't be read or written")]
    Disk,
    /// It does not hold what SQLite wrote.
    #[error("the database's file is damaged, or is no SQLite database")]
    Corrupt,
}

impl DbError {
    /// Whether this is a second row where `column` ("table.column") allows one.
    #[must_use]
    pub fn violates(&self, column: &str) -> bool {
        match self {
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, information)) => {
                information.message().strip_prefix("UNIQUE constraint failed: ") == Some(column)
            }
            _ => false,
        }
    }

    /// The same error once more, where it is the file's and no query's.
    pub(super) fn of_the_file(&self) -> Option<Self> {
        match self {
            Self::Busy(text) => Some(Self::Busy(text.clone())),
            Self::Storage(error) => Some(Self::Storage(*error)),
            _ => None,
        }
    }

    /// What SQLite tells by its text only; the texts are those of its result codes, which diesel leaves out.
    fn of_text(text: &str) -> Option<Self> {
        let is = |words: &str| text.starts_with(words);
        if is("database is locked") || is("database table is locked") || is("database schema is locked") {
            Some(Self::Busy(text.to_owned()))
        } else if is("database or disk is full") {
            Some(StorageError::Full.into())
        } else if is("disk I/O error") {
            Some(StorageError::Disk.into())
        } else if is("attempt to write a readonly database") {
            Some(StorageError::ReadOnly.into())
        } else if is("database disk image is malformed")
            || is("malformed database schema")
            || is("file is not a database")
        {
            Some(StorageError::Corrupt.into())
        } else {
            None
        }
    }
}

/// Whether the database asks that the transaction be run again from its start.
pub(super) fn asks_for_retry(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(_, information) => {
            matches!(DbError::of_text(information.message()), Some(DbError::Busy(_)))
        }
        _ => false,
    }
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            DieselError::DatabaseError(_, ref information) => {
                Self::of_text(information.message()).unwrap_or(Self::Query(error))
            }
            error => Self::Query(error),
        }
    }
}

impl From<ConnectionError> for DbError {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::CouldntSetupConfiguration(error) => Self::from(error),
            ConnectionError::BadConnection(text) => Self::of_text(&text).unwrap_or(Self::Open(text)),
            error => Self::Open(error.to_string()),
        }
    }
}
