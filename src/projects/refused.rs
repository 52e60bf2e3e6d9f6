//! Why an operation on a project was refused.

use thiserror::Error;

use super::fields::Problems;
use crate::{audit::Forbidden, db::DbError, merge::Clashes};

/// Why an operation on a project was refused; nothing was changed.
#[derive(Debug, Error)]
pub enum Refused {
    /// The actor's role does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such project.
    #[error("there is no such project")]
    Gone,
    /// It was changed in between.
    #[error("the project was changed in between")]
    Conflict,
    /// What was changed here was changed in between, to something else.
    #[error("the same was changed in between")]
    Clash(Clashes),
    /// It never was what the form says it was served with.
    #[error("the project never was what the form says")]
    NeverServed,
    /// Its fields or color codes can't be as they are wanted.
    #[error("fields or color codes of the project are refused")]
    Fields(Problems),
    /// Another project has the name.
    #[error("another project has this name")]
    NameTaken,
    /// The logo of the design is no longer kept.
    #[error("the logo is no longer kept")]
    LogoGone,
    /// The database failed.
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        if error.violates("projects.name_key") { Self::NameTaken } else { Self::Db(error) }
    }
}

impl From<diesel::result::Error> for Refused {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}
