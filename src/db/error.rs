//! Why the database could not do what it was asked.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

/// How [`DbError::Busy`] begins where only its text is left.
pub const BUSY: &str = "the database is busy";

/// Why a read or a write failed; a failed write has changed nothing.
#[derive(Debug, Error)]
pub enum DbError {
    /// No connection was free in time, or the file stayed locked: worth another try.
    #[error("{BUSY}: {0}")]
    Busy(String),
    /// The file is not there and can't be made, or is not ours.
    #[error("{0}")]
    Open(String),
    /// A write inside a write, which would end in half of it being committed.
    #[error("a write was opened inside another")]
    Nested,
    /// The pending migrations could not be run.
    #[error("the migrations failed: {0}")]
    Migration(String),
    /// Everything else that a query can meet.
    #[error(transparent)]
    Query(DieselError),
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
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        match &error {
            // SQLite tells a lock that did not free in time by this text only.
            DieselError::DatabaseError(_, information) if information.message() == "database is locked" => {
                Self::Busy(information.message().to_owned())
            }
            _ => Self::Query(error),
        }
    }
}
