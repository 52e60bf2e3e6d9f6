//! What the errors of the rooms below are to a client.

use super::{NeededPrivilege, ProducerError};
use crate::{
    authorization::{Denied, Privilege, Rule},
    db::DbError,
    producer::{BodyError, BodyProblem, MemberError},
    security::HashingError,
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
