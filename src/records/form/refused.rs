//! Why what a person asked of a record in a form was refused.

use thiserror::Error;

use super::{Problem, Problems};
use crate::{
    audit::Forbidden,
    db::DbError,
    merge::Clashes,
    projects::fields::ValueError,
    records::{Project, Refused},
    security::RandomnessUnavailable,
};

/// Why a form was refused; nothing was changed.
#[derive(Debug, Error)]
pub enum FormRefused {
    /// The person's role does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such record, or no longer.
    #[error("there is no such record")]
    Gone,
    /// It changed since the page of a move or a deletion was shown.
    #[error("the record was changed in between")]
    Conflict,
    /// Only what is in Trash can be deleted.
    #[error("the record is not in Trash")]
    NotInTrash,
    /// The form says that it was served with what never was saved.
    #[error("the form was never served")]
    NeverServed,
    /// Some fields are wrong.
    #[error("some fields can't be saved")]
    Invalid(Problems),
    /// These were changed elsewhere too.
    #[error("some fields were changed elsewhere too")]
    Clash(Clashes),
    /// No salt can be made.
    #[error(transparent)]
    Randomness(#[from] RandomnessUnavailable),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl FormRefused {
    /// The word of it in the log of calls, where the API has one too that of the API.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Forbidden(_) | Self::NotInTrash => "privilege_missing",
            Self::Gone => "record_not_found",
            Self::Conflict | Self::Clash(_) => "changed_meanwhile",
            Self::NeverServed => "member_invalid",
            Self::Invalid(problems) => match problems.iter().next() {
                Some((_, Problem::Taken)) => "duplicate_value",
                Some((_, Problem::Value(ValueError::Required))) => "value_required",
                _ => "value_invalid",
            },
            Self::Randomness(_) => "internal",
            Self::Db(_) => "database",
        }
    }

    /// What an operation refused, told of the fields of a form.
    #[must_use]
    pub fn of(refused: Refused, project: &Project) -> Self {
        let key = |name: &str| project.fields.get(name).map_or_else(|| name.to_owned(), |field| field.id.to_string());
        match refused {
            Refused::Forbidden(forbidden) => Self::Forbidden(forbidden),
            Refused::Gone => Self::Gone,
            Refused::Invalid { field, problem } => Self::Invalid(Problems::one(&key(&field), Problem::Value(problem))),
            Refused::Duplicate(field) => Self::Invalid(Problems::one(&key(&field), Problem::Taken)),
            // A form asks for nothing of which these are told.
            Refused::Conflict | Refused::UnknownField(_) | Refused::ReadOnly(_) | Refused::Undeveloped => {
                Self::Conflict
            }
            Refused::Randomness(error) => Self::Randomness(error),
            Refused::Db(error) => Self::Db(error),
        }
    }
}
