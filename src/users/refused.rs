//! Why an operation on a panel user was refused.

use thiserror::Error;

use crate::{account_names::NameError, audit::Forbidden, db::DbError, merge::Clashes};

/// Why an operation on a panel user was refused; nothing was changed.
#[derive(Debug, Error)]
pub enum Refused {
    /// The actor's role does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such person, or the one-time link is none.
    #[error("there is no such person")]
    Gone,
    /// They were changed in between.
    #[error("the person was changed in between")]
    Conflict,
    /// Settings were changed in between, to something else.
    #[error("settings of the person were changed in between")]
    Clash(Clashes),
    /// They never were what the form says it was served with.
    #[error("the settings never were what the form says")]
    NeverServed,
    /// Another account has the username.
    #[error("another account has this username")]
    UsernameTaken,
    /// Nobody would be left who may do everything.
    #[error("this is the last active Administrator; make somebody else one first")]
    LastAdministrator,
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
