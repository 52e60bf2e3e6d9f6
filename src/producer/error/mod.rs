//! Everything that Producer can answer instead of data.

mod answer;
mod convert;
mod message;
mod samples;

use self::answer::shortened;
use super::{BodyError, MemberError};
use crate::{authorization::Privilege, db::StorageError, projects::fields::ValueError};

/// Why a call was not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ProducerError {
    /// 413, 415, 400: the body was not read.
    Body(BodyError),
    /// 404: no call is answered at this address.
    AddressNotFound,
    /// 405: the address is asked by another method.
    MethodNotAllowed {
        /// The methods it takes, separated by commas.
        allowed: &'static str,
    },
    /// 408: the body did not come in time.
    TooSlow,
    /// 429: too many failed logins for this name or from this network.
    TooManyFailedLogins {
        /// Seconds until the next try.
        retry_after: u64,
    },
    /// 429: more calls than the rate allows.
    RateLimited {
        /// Seconds until the next try.
        retry_after: u64,
    },
    /// 429: the quota is used up.
    QuotaExhausted {
        /// Seconds until there are calls again; none where that is not known.
        retry_after: Option<u64>,
    },
    /// 503: too many passwords wait to be hashed.
    HashingBusy,
    /// 503: too much else waits.
    Busy,
    /// 503: something is wrong with what the database stands on.
    Storage(StorageError),
    /// 401: one answer for everything that can be wrong with a login.
    Unauthorized,
    /// 403: one answer for everything that can be wrong with a project.
    ProjectForbidden,
    /// 400: a member is missing or bad, the action is unknown.
    Member(MemberError),
    /// 403: the API user holds too little in the project.
    PrivilegeMissing(NeededPrivilege),
    /// 404: no record has this key.
    RecordNotFound,
    /// 404: the record has no photo.
    PhotoNotFound,
    /// 422: the project has no such field.
    UnknownField(String),
    /// 422: the server alone writes it.
    ReadOnlyField(String),
    /// 422: it is no value of its field.
    Value {
        /// The name of the field.
        field: String,
        /// Why.
        problem: ValueError,
    },
    /// 409: another record has this value of a unique field.
    DuplicateValue(String),
    /// 422: the key came with another call before.
    IdempotencyKeyReused,
    /// 400: the key is none.
    IdempotencyKeyInvalid,
    /// 500: anything else of ours, for the log.
    Internal(String),
}

/// What an API user would have to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NeededPrivilege {
    /// This one.
    Holds(Privilege),
    /// Preview Card or Print Card.
    PreviewOrPrint,
    /// Erase Records, or Trash/Delete Records in the way of Administrators.
    Erase,
}

impl NeededPrivilege {
    /// The privilege that would do.
    pub(super) const fn privilege(self) -> Privilege {
        match self {
            Self::Holds(privilege) => privilege,
            Self::PreviewOrPrint => Privilege::Preview,
            Self::Erase => Privilege::Erase,
        }
    }
}

#[cfg(test)]
mod tests;
