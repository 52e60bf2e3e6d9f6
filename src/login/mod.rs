//! Who comes in: people who sign in to the panel, whose session a request belongs to, and API users that call.

mod api_user;
mod rehash;
mod session;
mod sign_in;

#[expect(unused_imports, reason = "the front end of the API is yet to use it")]
pub(crate) use api_user::{ApiCaller, ApiCredentials, ApiLogin, ApiLogins, LoginRefused, Recognized, WrongLogin};
pub(crate) use session::{begin_session, resume_session};
pub(crate) use sign_in::{Credentials, Refused, sign_in};
