//! Who comes in: people who sign in to the panel, whose session a request belongs to, and API users that call.

#[cfg_attr(not(test), expect(dead_code, reason = "the front end of the API is yet to use it"))]
mod api_user;
mod rehash;
mod session;
mod sign_in;

pub(crate) use api_user::{ApiCredentials, ApiLogin, ApiLogins, LoginRefused, username_key};
pub(crate) use session::{begin_session, resume_session};
pub(crate) use sign_in::{Credentials, Refused, sign_in};
