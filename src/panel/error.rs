//! What ends a request of the panel without a page of its own; `error_pages` makes one in the reader's language.
//! A failure of ours is logged there, once.

use actix_web::{HttpResponse, ResponseError, body::BoxBody, http::StatusCode};
use thiserror::Error;

use crate::{
    api_users, audit,
    authorization::Rule,
    cards::PressError,
    db::{DbError, StorageError},
    images::ImagingError,
    locale::Locale,
    projects,
    security::{HashingError, RandomnessUnavailable},
    texts::Text,
    users,
    web::{BadRequest, RequestError},
};

/// Why a request got no page of its own.
#[derive(Debug, Error)]
pub(crate) enum PanelError {
    /// 400 and alike: it could not be read.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// 401 or a redirect: only for people who are signed in.
    #[error("not signed in")]
    SignInRequired,
    /// 403: this person's role does not allow it.
    #[error("not allowed to this role")]
    Forbidden,
    /// 403: this API user's privileges do not allow it.
    #[error("denied: {0:?}")]
    Denied(Rule),
    /// 403: an API user asked for what is for people.
    #[error("not for API users")]
    PeopleOnly,
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
    /// 429: this API user made as many calls this month as it may.
    #[error("the quota is used up")]
    QuotaExhausted,
    /// 503: worth another try in a moment.
    #[error("busy: {0}")]
    Busy(String),
    /// 503: something is wrong with the database's file, until somebody puts it right.
    #[error(transparent)]
    Storage(StorageError),
    /// 500: our fault.
    #[error("{0}")]
    Internal(String),
}

impl PanelError {
    /// Whether a form is shown again as it was typed, since it is not the form that is wrong.
    pub(crate) const fn keeps_what_was_typed(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Storage(_) | Self::QuotaExhausted)
    }

    /// The heading of the page and what it says, with what to do.
    pub(crate) fn texts(&self, locale: Locale) -> (Text, Text) {
        let (title, text) = match self {
            Self::Request(RequestError::BadRequest(reason)) => {
                return (locale.text("error-400-title"), reason_text(reason, locale));
            }
            Self::Request(RequestError::TooSlow) => ("error-408-title", "error-408-text"),
            Self::Request(RequestError::TooLarge) => ("error-413-title", "error-413-text"),
            Self::SignInRequired => ("error-401-title", "error-401-text"),
            Self::Forbidden => ("error-403-title", "error-403-text"),
            Self::Denied(rule) => {
                let reason = rule.broken_text(locale).to_string();
                return (locale.text("error-denied-title"), locale.text("error-denied-text").arg("reason", reason));
            }
            Self::QuotaExhausted => ("error-quota-title", "error-quota-text"),
            Self::PeopleOnly => ("error-people-only-title", "error-people-only-text"),
            Self::CrossSite => ("error-cross-site-title", "error-cross-site-text"),
            Self::NotFound | Self::Request(RequestError::NotFound) => ("error-404-title", "error-404-text"),
            Self::MethodNotAllowed => ("error-405-title", "error-405-text"),
            Self::Conflict => ("error-409-title", "error-409-text"),
            Self::Busy(_) => ("error-503-title", "error-503-text"),
            Self::Storage(StorageError::Full) => ("error-full-title", "error-full-text"),
            Self::Storage(StorageError::ReadOnly) => ("error-read-only-title", "error-read-only-text"),
            Self::Storage(StorageError::Disk) => ("error-disk-title", "error-disk-text"),
            Self::Storage(StorageError::Gone) => ("error-gone-title", "error-gone-text"),
            Self::Storage(StorageError::Corrupt) => ("error-corrupt-title", "error-corrupt-text"),
            Self::Internal(_) => ("error-500-title", "error-500-text"),
        };
        (locale.text(title), locale.text(text))
    }
}

fn reason_text(reason: &BadRequest, locale: Locale) -> Text {
    match reason {
        BadRequest::InvalidUtf8 => locale.text("error-invalid-utf8"),
        BadRequest::RepeatedField(name) => locale.text("error-repeated-field").arg("field", name.clone()),
        BadRequest::MissingField(name) => locale.text("error-missing-field").arg("field", *name),
        BadRequest::UnknownValue(name) => locale.text("error-unknown-value").arg("field", *name),
        BadRequest::NeverServed => locale.text("error-never-served"),
        BadRequest::BadPage => locale.text("error-bad-page"),
        BadRequest::NotAForm => locale.text("error-not-a-form"),
        BadRequest::TooManyFields => locale.text("error-too-many-fields"),
        BadRequest::Malformed => locale.text("error-400-text"),
    }
}

impl ResponseError for PanelError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Request(error) => error.status_code(),
            Self::SignInRequired => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Denied(_) | Self::PeopleOnly | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::QuotaExhausted => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) | Self::Storage(StorageError::Corrupt) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy(_) | Self::Storage(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

impl From<BadRequest> for PanelError {
    fn from(reason: BadRequest) -> Self {
        Self::Request(reason.into())
    }
}

impl From<audit::Forbidden> for PanelError {
    fn from(_: audit::Forbidden) -> Self {
        Self::Forbidden
    }
}

impl From<DbError> for PanelError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy(reason) => Self::Busy(reason),
            DbError::Storage(error) => Self::Storage(error),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<api_users::Refused> for PanelError {
    fn from(refused: api_users::Refused) -> Self {
        match refused {
            api_users::Refused::Forbidden(_) => Self::Forbidden,
            api_users::Refused::Gone => Self::NotFound,
            api_users::Refused::Conflict
            | api_users::Refused::Clash(_)
            | api_users::Refused::NotInTrash
            | api_users::Refused::UsernameTaken => Self::Conflict,
            api_users::Refused::NeverServed => BadRequest::NeverServed.into(),
            api_users::Refused::UnknownProject => BadRequest::UnknownValue("baseline").into(),
            api_users::Refused::Db(error) => error.into(),
        }
    }
}

impl From<projects::Refused> for PanelError {
    fn from(refused: projects::Refused) -> Self {
        match refused {
            projects::Refused::Forbidden(_) => Self::Forbidden,
            projects::Refused::Gone => Self::NotFound,
            projects::Refused::Conflict
            | projects::Refused::Clash(_)
            | projects::Refused::Fields(_)
            | projects::Refused::LogoGone
            | projects::Refused::NameTaken => Self::Conflict,
            projects::Refused::NeverServed => BadRequest::NeverServed.into(),
            projects::Refused::Db(error) => error.into(),
        }
    }
}

impl From<users::Refused> for PanelError {
    fn from(refused: users::Refused) -> Self {
        match refused {
            users::Refused::Forbidden(_) => Self::Forbidden,
            users::Refused::Gone => Self::NotFound,
            users::Refused::Conflict
            | users::Refused::Clash(_)
            | users::Refused::UsernameTaken
            | users::Refused::LastAdministrator => Self::Conflict,
            users::Refused::NeverServed => BadRequest::NeverServed.into(),
            users::Refused::Db(error) => error.into(),
        }
    }
}

impl From<HashingError> for PanelError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::Busy(error.to_string()),
            error => Self::Internal(error.to_string()),
        }
    }
}

impl From<PressError> for PanelError {
    fn from(error: PressError) -> Self {
        match error {
            PressError::Busy => Self::Busy(error.to_string()),
            error => Self::Internal(error.to_string()),
        }
    }
}

impl From<RandomnessUnavailable> for PanelError {
    fn from(error: RandomnessUnavailable) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<askama::Error> for PanelError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<ImagingError> for PanelError {
    fn from(error: ImagingError) -> Self {
        match error {
            ImagingError::Busy => Self::Busy(error.to_string()),
            ImagingError::Failed => Self::Internal(error.to_string()),
        }
    }
}
