//! What becomes of a call.

use thiserror::Error;

use super::{Caller, answers::KeepError};
use crate::{
    authorization::{Denied, Rule},
    cards::PressError,
    db::DbError,
    images::{ImagingError, Picture},
    projects::fields::ValueError,
    records::{self, Project, Record, RecordPage},
};

/// What a call did.
#[derive(Clone, Debug)]
pub enum Done {
    /// One record was read, with what was asked for beside it.
    Record(Box<Record>, Project, Extras),
    /// The photo of a record was read.
    Photo(Box<Record>, Picture),
    /// The card of a record was drawn.
    Preview(Vec<u8>),
    /// Many records were read.
    Records(RecordPage, Project),
    /// A record was made.
    Inserted(Box<Record>, Project),
    /// A record was changed.
    Updated(Box<Record>, Project),
    /// The card of a record was printed: the record, and the PDF.
    Printed(Box<Record>, Project, Vec<u8>),
    /// A record was removed: the number that was on its card, where that is known.
    Deleted(Option<String>),
}

/// What may be asked for beside a record.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Its photo.
    pub photo: Wanted<Picture>,
    /// A preview of its card.
    pub preview: Option<Vec<u8>>,
}

/// Something that may be asked for.
#[derive(Clone, Debug, Default)]
pub enum Wanted<T> {
    /// It was not asked for.
    #[default]
    No,
    /// It was asked for, but there is none.
    Missing,
    /// It was asked for, and this is it.
    Found(T),
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
    /// The record has no photo.
    #[error("the record has no photo")]
    NoPhoto,
    /// An image can't be worked on now.
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    /// The card can't be drawn now.
    #[error(transparent)]
    Press(#[from] PressError),
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

impl<T> From<Option<T>> for Wanted<T> {
    fn from(found: Option<T>) -> Self {
        found.map_or(Self::Missing, Self::Found)
    }
}

impl Done {
    /// Adds the preview that was asked for.
    pub(super) fn add_preview(&mut self, drawn: Vec<u8>) {
        match self {
            Self::Preview(preview) => *preview = drawn,
            Self::Record(_, _, extras) => extras.preview = Some(drawn),
            _ => {}
        }
    }
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
            Self::NoPhoto => "photo_not_found",
            Self::Imaging(ImagingError::Busy)
            | Self::Press(PressError::Busy)
            | Self::Record(records::Refused::Undeveloped) => "busy",
            Self::QuotaExhausted => "quota_exhausted",
            Self::KeyReused => "idempotency_key_reused",
            Self::Record(records::Refused::UnknownField(_)) => "unknown_field",
            Self::Record(records::Refused::ReadOnly(_)) => "read_only_field",
            Self::Record(records::Refused::Invalid { problem: ValueError::Required, .. }) => "value_required",
            Self::Record(records::Refused::Invalid { .. }) => "value_invalid",
            Self::Record(records::Refused::Duplicate(_)) => "duplicate_value",
            Self::Record(records::Refused::Db(_)) | Self::Db(_) => "database",
            Self::Imaging(ImagingError::Failed) | Self::Press(_) | Self::Record(_) => "internal",
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
