//! Who comes in: people who sign in to the panel, and whose session a request belongs to.

mod session;
mod sign_in;

pub(crate) use session::{begin_session, resume_session};
pub(crate) use sign_in::{Credentials, Refused, sign_in};
