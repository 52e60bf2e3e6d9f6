//! What can go wrong with a request, and with which status it is answered.
//!
//! Handlers and extractors give an [`AppError`]; `web::error_pages` turns it into a page in the reader's language.
//! A failure of ours is logged there, once.

use actix_web::{HttpResponse, ResponseError, body::BoxBody, http::StatusCode};
use thiserror::Error;

use crate::{
    db::DbError,
    i18n::{Locale, Text},
    security::{HashingError, RandomnessUnavailable},
};

/// Why a request got no page of its own.
#[derive(Debug, Error)]
pub enum AppError {
    /// 400: it can't be understood.
    #[error("bad request: {0:?}")]
    BadRequest(BadRequest),
    /// 401 or a redirect: only for people who are signed in.
    #[error("not signed in")]
    SignInRequired,
    /// 403: this person's role does not allow it.
    #[error("not allowed to this role")]
    Forbidden,
    /// 403: another site asked for it in the person's name.
    #[error("refused as a cross-site request")]
    CrossSite,
    /// 404: there is no such thing, or no longer.
    #[error("not found")]
    NotFound,
    /// 405: it is there, but not to be asked that way.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// 409: it changed in between so that this is no longer possible.
    #[error("conflict")]
    Conflict,
    /// 413: more than a form may hold.
    #[error("too large")]
    TooLarge,
    /// 503: worth another try in a moment.
    #[error("busy: {0}")]
    Busy(String),
    /// 500: our fault.
    #[error("{0}")]
    Internal(String),
}

/// What is wrong with a request that can't be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadRequest {
    /// A byte sequence that is no UTF-8.
    InvalidUtf8,
    /// A field that may come once came again.
    RepeatedField(String),
    /// A field that every form of ours has is missing.
    MissingField(&'static str),
    /// A field holds what no form of ours offers.
    UnknownValue(&'static str),
    /// A page number that is none.
    BadPage,
    /// The body is no form.
    NotAForm,
    /// The request broke off or is malformed below the form.
    Malformed,
}

impl AppError {
    /// The heading of the page and what it says, with what to do.
    #[must_use]
    pub fn texts(&self, locale: Locale) -> (Text, Text) {
        let (title, text) = match self {
            Self::BadRequest(reason) => return (locale.text("error-400-title"), reason.text(locale)),
            Self::SignInRequired => ("error-401-title", "error-401-text"),
            Self::Forbidden => ("error-403-title", "error-403-text"),
            Self::CrossSite => ("error-cross-site-title", "error-cross-site-text"),
            Self::NotFound => ("error-404-title", "error-404-text"),
            Self::MethodNotAllowed => ("error-405-title", "error-405-text"),
            Self::Conflict => ("error-409-title", "error-409-text"),
            Self::TooLarge => ("error-413-title", "error-413-text"),
            Self::Busy(_) => ("error-503-title", "error-503-text"),
            Self::Internal(_) => ("error-500-title", "error-500-text"),
        };
        (locale.text(title), locale.text(text))
    }
}

impl BadRequest {
    fn text(&self, locale: Locale) -> Text {
        match self {
            Self::InvalidUtf8 => locale.text("error-invalid-utf8"),
            Self::RepeatedField(name) => locale.text("error-repeated-field").arg("field", name.clone()),
            Self::MissingField(name) => locale.text("error-missing-field").arg("field", *name),
            Self::UnknownValue(name) => locale.text("error-unknown-value").arg("field", *name),
            Self::BadPage => locale.text("error-bad-page"),
            Self::NotAForm => locale.text("error-not-a-form"),
            Self::Malformed => locale.text("error-400-text"),
        }
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::SignInRequired => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

impl From<BadRequest> for AppError {
    fn from(reason: BadRequest) -> Self {
        Self::BadRequest(reason)
    }
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy(reason) => Self::Busy(reason),
            DbError::Query(diesel::result::Error::NotFound) => Self::NotFound,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl From<HashingError> for AppError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::Busy(error.to_string()),
            error => Self::Internal(error.to_string()),
        }
    }
}

impl From<RandomnessUnavailable> for AppError {
    fn from(error: RandomnessUnavailable) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
