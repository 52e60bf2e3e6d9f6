//! What becomes of a call.

use thiserror::Error;

use super::{Caller, answers::KeepError};
use crate::{
    authorization::{Denied, Rule},
    db::DbError,
    projects::fields::ValueError,
    records::{self, Project, Record, RecordPage},
};

/// What a call did.
#[derive(Clone, Debug)]
pub enum Done {
    /// One record was read.
    Record(Box<Record>, Project),
    /// Many records were read.
    Records(RecordPage, Project),
    /// A record was made.
    Inserted(Box<Record>, Project),
    /// A record was changed.
    Updated(Box<Record>, Project),
    /// A record was removed: the number that was on its card, where that is known.
    Deleted(Option<String>),
}

/// The answer to a call that was done, as whoever asked wants it written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Performed {
    /// The answer.
    pub answer: String,
    /// Whether it is that of an earlier call.
    pub is_repeat: bool,
}

/// Why there is no answer to a call.
#[derive(Debug)]
pub enum NotPerformed<U> {
    /// Who calls is not known: the call was not looked at, and nothing is noted of it.
    Unknown(U),
    /// It was not done.
    Failed {
        /// Why.
        error: CallError,
        /// Who called; none where that was not found out.
        caller: Option<Box<Caller>>,
        /// How many calls are left of a quota, where that is known.
        left: Option<i64>,
    },
}

/// Why a call was not done; nothing was changed.
#[derive(Debug, Error)]
pub enum CallError {
    /// It named no project that there is.
    #[error("there is no such project")]
    NoProject,
    /// A rule does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Its members were not understood.
    #[error("the call was not understood")]
    NotUnderstood,
    /// The field that is to tell the record is no unique one of the project.
    #[error("{0} is no unique field")]
    NotUnique(String),
    /// No answer had this cursor.
    #[error("no answer had this cursor")]
    UnknownCursor,
    /// There is no such record.
    #[error("there is no such record")]
    NotFound,
    /// It asks for what can't be done yet.
    #[error("this can't be done yet")]
    NotImplemented,
    /// The API user made as many calls this month as it may.
    #[error("the quota is used up")]
    QuotaExhausted,
    /// Its Idempotency-Key came with another body before.
    #[error("the key was used for another call")]
    KeyReused,
    /// The record can't become so.
    #[error(transparent)]
    Record(#[from] records::Refused),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl CallError {
    /// The stable word of this error, for the API and the log.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoProject => "project_forbidden",
            Self::Denied(Denied(Rule::ActiveApiUser)) => "unauthorized",
            Self::Denied(Denied(rule)) if rule.is_about_reach() => "project_forbidden",
            Self::Denied(_) => "privilege_missing",
            Self::NotUnderstood | Self::NotUnique(_) | Self::UnknownCursor => "member_invalid",
            Self::NotFound | Self::Record(records::Refused::Gone) => "record_not_found",
            Self::NotImplemented | Self::Record(records::Refused::NotImplemented(_)) => "not_implemented",
            Self::QuotaExhausted => "quota_exhausted",
            Self::KeyReused => "idempotency_key_reused",
            Self::Record(records::Refused::UnknownField(_)) => "unknown_field",
            Self::Record(records::Refused::ReadOnly(_)) => "read_only_field",
            Self::Record(records::Refused::Invalid { problem: ValueError::Required, .. }) => "value_required",
            Self::Record(records::Refused::Invalid { .. }) => "value_invalid",
            Self::Record(records::Refused::Duplicate(_)) => "duplicate_value",
            Self::Record(records::Refused::Db(_)) | Self::Db(_) => "database",
            Self::Record(_) => "internal",
        }
    }
}

impl From<KeepError> for CallError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Query(error) => Self::Db(error.into()),
            KeepError::Randomness(error) => Self::Record(error.into()),
        }
    }
}
