//! What is answered where a call was not done: status, stable word, field, headers.

use std::{borrow::Cow, fmt};

use actix_web::http::{
    StatusCode,
    header::{ALLOW, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
};

use super::ProducerError;
use crate::{
    locale::Locale,
    producer::{BodyError, Failure, MemberProblem},
    projects::fields::ValueError,
    web::BUSY_SECONDS,
};

impl ProducerError {
    /// The status and the stable word that clients tell it by.
    #[must_use]
    pub(crate) const fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Body(BodyError::TooLarge) => (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"),
            Self::Body(BodyError::UnsupportedMediaType) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Self::Body(BodyError::Unreadable(_)) => (StatusCode::BAD_REQUEST, "body_unreadable"),
            Self::AddressNotFound => (StatusCode::NOT_FOUND, "address_not_found"),
            Self::MethodNotAllowed { .. } => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            Self::TooManyFailedLogins { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_failed_logins"),
            Self::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
            Self::QuotaExhausted { .. } => (StatusCode::TOO_MANY_REQUESTS, "quota_exhausted"),
            Self::HashingBusy => (StatusCode::SERVICE_UNAVAILABLE, "hashing_busy"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Storage(_) => (StatusCode::SERVICE_UNAVAILABLE, "storage_unavailable"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Self::ProjectForbidden => (StatusCode::FORBIDDEN, "project_forbidden"),
            Self::Member(error) => (StatusCode::BAD_REQUEST, error.problem.slug()),
            Self::PrivilegeMissing(_) => (StatusCode::FORBIDDEN, "privilege_missing"),
            Self::RecordNotFound => (StatusCode::NOT_FOUND, "record_not_found"),
            Self::PhotoNotFound => (StatusCode::NOT_FOUND, "photo_not_found"),
            Self::UnknownField(_) => (StatusCode::UNPROCESSABLE_ENTITY, "unknown_field"),
            Self::ReadOnlyField(_) => (StatusCode::UNPROCESSABLE_ENTITY, "read_only_field"),
            Self::Value { problem: ValueError::Required, .. } => (StatusCode::UNPROCESSABLE_ENTITY, "value_required"),
            Self::Value { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "value_invalid"),
            Self::DuplicateValue(_) => (StatusCode::CONFLICT, "duplicate_value"),
            Self::IdempotencyKeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused"),
            Self::IdempotencyKeyInvalid => (StatusCode::BAD_REQUEST, "idempotency_key_invalid"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// What is to blame: a field, a member, or the word of a privilege.
    #[must_use]
    pub(crate) fn field(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Member(error) => Some(error.field.into()),
            Self::PrivilegeMissing(needed) => Some(needed.privilege().as_str().into()),
            Self::UnknownField(field)
            | Self::ReadOnlyField(field)
            | Self::Value { field, .. }
            | Self::DuplicateValue(field) => Some(shortened(field)),
            _ => None,
        }
    }

    /// The headers that come with it, beside those of every answer.
    #[must_use]
    pub(crate) fn headers(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::Unauthorized => Some((WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"Producer\""))),
            Self::MethodNotAllowed { allowed } => Some((ALLOW, HeaderValue::from_static(allowed))),
            _ => self.retry_after().map(|seconds| (RETRY_AFTER, seconds.into())),
        }
    }

    /// After how many seconds the call may be tried again.
    #[must_use]
    pub(crate) const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyFailedLogins { retry_after } | Self::RateLimited { retry_after } => Some(*retry_after),
            Self::QuotaExhausted { retry_after } => *retry_after,
            Self::HashingBusy | Self::Busy | Self::Storage(_) => Some(BUSY_SECONDS),
            _ => None,
        }
    }

    /// What stands in the envelope, in this language.
    #[must_use]
    pub(crate) fn failure(&self, locale: Locale) -> Failure<'_> {
        let (status, error) = self.kind();
        Failure { status: status.as_u16(), error, field: self.field(), message: self.message(locale).to_string() }
    }
}

impl MemberProblem {
    const fn slug(&self) -> &'static str {
        match self {
            Self::Missing => "member_missing",
            Self::UnknownAction => "unknown_action",
            _ => "member_invalid",
        }
    }
}

/// A name as it was sent, but no longer than one that could be right.
pub(super) fn shortened(name: &str) -> Cow<'_, str> {
    const LONGEST: usize = 64;
    match name.char_indices().nth(LONGEST) {
        None => name.into(),
        Some((at, _)) => format!("{}…", &name[..at]).into(),
    }
}

impl fmt::Display for ProducerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, error) = self.kind();
        write!(formatter, "{} {error}", status.as_u16())?;
        match self {
            Self::Internal(reason) => write!(formatter, ": {reason}"),
            Self::Storage(reason) => write!(formatter, ": {reason}"),
            _ => self.field().map_or(Ok(()), |field| write!(formatter, ": {field}")),
        }
    }
}

impl std::error::Error for ProducerError {}
