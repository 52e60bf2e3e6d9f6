//! What an API user logs in with, and what comes of it.

use thiserror::Error;

use crate::{
    authentication::{LoginFailure, Waiting},
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::DbError,
    ids::ApiUserId,
    input::Username,
    locale::{Locale, Timezone},
    security::HashingError,
};

/// What is known of whoever calls.
#[derive(Clone)]
pub(crate) struct ApiCredentials {
    /// As sent; empty where none was.
    pub(crate) username: String,
    /// As sent; empty where none was.
    pub(crate) password: String,
    /// As sent.
    pub(crate) user_secret_key: Option<String>,
    /// The networks that the caller is in, the narrowest first.
    pub(crate) networks: Vec<String>,
    /// The caller's address.
    pub(crate) address: String,
    /// When.
    pub(crate) now: Timestamp,
}

impl ApiCredentials {
    /// The network that logins are known by; empty where the caller has none.
    pub(super) fn network(&self) -> &str {
        self.networks.first().map_or("", String::as_str)
    }
}

/// What a call needs to know of its API user, which is Active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiCaller {
    /// Its id.
    pub(crate) id: ApiUserId,
    /// Its username, as it is written.
    pub(crate) username: Username,
    /// What it may do with trashed records.
    pub(crate) role: ApiUserRole,
    /// Active.
    pub(crate) status: Status,
    /// In which language it is answered.
    pub(crate) language: Locale,
    /// In which zone it is told the time.
    pub(crate) timezone: Timezone,
}

/// An API user that logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiLogin {
    /// Who.
    pub(crate) caller: ApiCaller,
    /// The last four of the random characters of its key.
    pub(crate) key_last_four: String,
    /// Whether it had not logged in from this network lately.
    pub(crate) is_new_network: bool,
}

/// Why an API user did not log in.
#[derive(Debug, Error)]
pub(crate) enum LoginRefused {
    /// The credentials are wrong.
    #[error("the credentials are wrong")]
    Wrong(WrongLogin),
    /// Too many failed before.
    #[error("the next try has to wait")]
    TooSoon(Waiting),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The password could not be verified.
    #[error(transparent)]
    Hashing(#[from] HashingError),
}

/// What is wrong with credentials, for the log: whoever sent them is told no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrongLogin {
    /// What.
    pub(crate) reason: LoginFailure,
    /// Whose username it is.
    pub(crate) api_user: Option<ApiUserId>,
}
