//! What the errors of the rooms below are to a client.

use super::{NeededPrivilege, ProducerError};
use crate::{
    authorization::{Denied, Privilege, Rule},
    calls::CallError,
    cards::PressError,
    db::DbError,
    images::ImagingError,
    login::LoginRefused,
    producer::{BodyError, BodyProblem, MemberError, MemberProblem},
    records,
    security::HashingError,
    web::RequestError,
};

impl From<BodyError> for ProducerError {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl From<BodyProblem> for ProducerError {
    fn from(problem: BodyProblem) -> Self {
        Self::Body(problem.into())
    }
}

impl From<MemberError> for ProducerError {
    fn from(error: MemberError) -> Self {
        Self::Member(error)
    }
}

/// Without Access Producer, or in a project that is not Active, nothing is told of the project.
impl From<Denied> for ProducerError {
    fn from(Denied(rule): Denied) -> Self {
        match rule {
            Rule::ActiveApiUser => Self::Unauthorized,
            Rule::ActiveProject | Rule::Holds(Privilege::Access) => Self::ProjectForbidden,
            Rule::Holds(privilege) => Self::PrivilegeMissing(NeededPrivilege::Holds(privilege)),
            Rule::PreviewOrPrint => Self::PrivilegeMissing(NeededPrivilege::PreviewOrPrint),
            Rule::Erase => Self::PrivilegeMissing(NeededPrivilege::Erase),
        }
    }
}

impl From<DbError> for ProducerError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy(_) => Self::Busy,
            DbError::Storage(error) => Self::Storage(error),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<HashingError> for ProducerError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::HashingBusy,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<RequestError> for ProducerError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::TooLarge => Self::Body(BodyError::TooLarge),
            RequestError::TooSlow => Self::TooSlow,
            RequestError::BadRequest(_) | RequestError::NotFound => BodyProblem::Truncated.into(),
        }
    }
}

impl From<LoginRefused> for ProducerError {
    fn from(refused: LoginRefused) -> Self {
        match refused {
            LoginRefused::Wrong(_) => Self::Unauthorized,
            LoginRefused::TooSoon(waiting) => Self::TooManyFailedLogins { retry_after: waiting.seconds() },
            LoginRefused::Db(error) => error.into(),
            LoginRefused::Hashing(error) => error.into(),
        }
    }
}

impl From<CallError> for ProducerError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NoProject => Self::ProjectForbidden,
            CallError::Denied(denied) => denied.into(),
            CallError::NotUnderstood => MemberProblem::UnknownAction.of("api_action").into(),
            CallError::NotUnique(_) => MemberProblem::NotUnique.of("api_primary_key").into(),
            CallError::UnknownCursor => MemberProblem::UnknownCursor.of("api_cursor").into(),
            CallError::NotFound => Self::RecordNotFound,
            CallError::NoPhoto => Self::PhotoNotFound,
            CallError::Imaging(ImagingError::Busy) | CallError::Press(PressError::Busy) => Self::Busy,
            CallError::Imaging(error @ ImagingError::Failed) => Self::Internal(error.to_string()),
            CallError::Press(error) => Self::Internal(error.to_string()),
            CallError::QuotaExhausted => Self::QuotaExhausted { retry_after: None },
            CallError::KeyReused => Self::IdempotencyKeyReused,
            CallError::Record(refused) => refused.into(),
            CallError::Db(error) => error.into(),
        }
    }
}

impl From<records::Refused> for ProducerError {
    fn from(refused: records::Refused) -> Self {
        match refused {
            records::Refused::Gone => Self::RecordNotFound,
            records::Refused::UnknownField(field) => Self::UnknownField(field),
            records::Refused::ReadOnly(field) => Self::ReadOnlyField(field),
            records::Refused::Invalid { field, problem } => Self::Value { field, problem },
            records::Refused::Duplicate(field) => Self::DuplicateValue(field),
            records::Refused::Undeveloped => Self::Busy,
            records::Refused::Db(error) => error.into(),
            refused @ (records::Refused::Forbidden(_)
            | records::Refused::Conflict
            | records::Refused::Randomness(_)) => Self::Internal(refused.to_string()),
        }
    }
}
