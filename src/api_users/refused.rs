//! Why an operation on an API user was refused.

use thiserror::Error;

use crate::{account_names::NameError, audit::Forbidden, db::DbError, merge::Clashes};

/// Why an operation on an API user was refused; nothing was changed.
#[derive(Debug, Error)]
pub enum Refused {
    /// The actor's role does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such API user, or no longer.
    #[error("there is no such API user")]
    Gone,
    /// It was changed in between.
    #[error("the API user was changed in between")]
    Conflict,
    /// Fields were changed in between, to something else.
    #[error("fields of the API user were changed in between")]
    Clash(Clashes),
    /// It never was what the form says it was served with.
    #[error("the API user never was what the form says")]
    NeverServed,
    /// Only what is in Trash may be deleted.
    #[error("the API user is not in Trash")]
    NotInTrash,
    /// Another account has the username.
    #[error("another account has this username")]
    UsernameTaken,
    /// A privilege was set in a project that is none.
    #[error("there is no such project")]
    UnknownProject,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<NameError> for Refused {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Taken => Self::UsernameTaken,
            NameError::Db(error) => Self::Db(error),
        }
    }
}

impl From<diesel::result::Error> for Refused {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}
