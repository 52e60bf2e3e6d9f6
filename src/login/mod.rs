//! Who comes in: people and API users who sign in, whose session a request belongs to, and API users that call.

mod account;
#[cfg_attr(not(test), expect(dead_code, reason = "the front end of the API is yet to use it"))]
mod api_user;
mod rehash;
mod session;
mod sign_in;

pub(crate) use account::Account;
#[expect(unused_imports, reason = "the front end of the API is yet to use it")]
pub(crate) use api_user::{ApiCaller, ApiCredentials, ApiLogin, ApiLogins, LoginRefused, Recognized, WrongLogin};
pub(crate) use session::{begin_session, resume_session};
pub(crate) use sign_in::{Credentials, Refused, sign_in};
