//! Why an operation on a record was refused.

use thiserror::Error;

use crate::{audit::Forbidden, db::DbError, projects::fields::ValueError, security::RandomnessUnavailable};

/// Why an operation on a record was refused; nothing was changed.
#[derive(Debug, Error)]
pub enum Refused {
    /// What was allowed is something else.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such record in the project, or no longer.
    #[error("there is no such record")]
    Gone,
    /// It was changed in between.
    #[error("the record was changed in between")]
    Conflict,
    /// The project defines no such field.
    #[error("the project has no field {0}")]
    UnknownField(String),
    /// Nobody can change this field.
    #[error("the field {0} is read-only")]
    ReadOnly(String),
    /// The value is none of the field's.
    #[error("the value of {field} can't be taken: {problem}")]
    Invalid {
        /// The name of the field.
        field: String,
        /// What is wrong.
        problem: ValueError,
    },
    /// Another record of the project has this value in a unique field.
    #[error("another record has this value of {0}")]
    Duplicate(String),
    /// An image in it was not worked on: whoever sent it was not allowed to, until just now.
    #[error("an image was not worked on")]
    Undeveloped,
    /// No salt can be made.
    #[error(transparent)]
    Randomness(#[from] RandomnessUnavailable),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for Refused {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}
