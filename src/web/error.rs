//! What is wrong with a request before anybody asks what it wants. Each scope answers it in its own way.

use actix_web::{HttpResponse, ResponseError, body::BoxBody, http::StatusCode};
use thiserror::Error;

/// What is wrong with a request that can't be understood.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum BadRequest {
    /// A byte sequence that is no UTF-8.
    #[error("invalid UTF-8")]
    InvalidUtf8,
    /// A field that may come once came again.
    #[error("the field {0} is repeated")]
    RepeatedField(String),
    /// A field that every form of ours has is missing.
    #[error("the field {0} is missing")]
    MissingField(&'static str),
    /// A field holds what no form of ours offers.
    #[error("the field {0} holds an unknown value")]
    UnknownValue(&'static str),
    /// A form says it was served with what never was saved, or with something else's.
    #[error("the form was never served like this")]
    NeverServed,
    /// A page number that is none.
    #[error("no page has this number")]
    BadPage,
    /// The body is no form.
    #[error("the body is no form")]
    NotAForm,
    /// More fields than any form of ours has.
    #[error("too many fields")]
    TooManyFields,
    /// The request broke off or is malformed below the form.
    #[error("malformed")]
    Malformed,
}

/// Why a request could not be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum RequestError {
    /// 400: it can't be understood.
    #[error("bad request: {0}")]
    BadRequest(#[from] BadRequest),
    /// 404: the path holds no id.
    #[error("not found")]
    NotFound,
    /// 408: the body did not come in time.
    #[error("the body did not come in time")]
    TooSlow,
    /// 413: more than a form may hold.
    #[error("too large")]
    TooLarge,
}

impl ResponseError for RequestError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}
