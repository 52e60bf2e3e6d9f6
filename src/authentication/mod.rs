//! Sessions, asking for a password again, and what slows down who guesses at passwords.

mod recheck;
mod sessions;
mod settings;
mod throttle;

pub use recheck::{PasswordProof, Reauthentication};
pub(crate) use recheck::{Recheck, RecheckRefused, recheck};
pub(crate) use sessions::{
    SessionDigest, SessionId, SessionOwner, end_session, end_sessions_of, find_session, insert_session,
    note_session_seen,
};
pub(crate) use settings::{cookie_key, is_first_run_token, set_first_run_token};
pub(crate) use throttle::{Attempt, Waiting};
