//! Who comes in: people and API users who sign in, whose session a request belongs to, and API users that call.

mod account;
mod api_user;
mod rehash;
mod session;
mod sign_in;

pub(crate) use account::Account;
pub(crate) use api_user::{ApiCredentials, ApiLogin, ApiLogins, LoginRefused, Recognized, username_key};
pub(crate) use session::{begin_session, resume_session};
pub(crate) use sign_in::{Credentials, Refused, sign_in};
