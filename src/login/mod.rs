//! Who comes in: people who sign in to the panel, whose session a request belongs to, and API users that call.

mod api_user;
mod rehash;
mod session;
mod sign_in;

pub(crate) use api_user::{ApiCredentials, ApiLogin, ApiLogins, LoginRefused, Recognized, username_key};
pub(crate) use session::{begin_session, resume_session};
pub(crate) use sign_in::{Credentials, Refused, sign_in};
