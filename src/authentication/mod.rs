//! Sessions, asking for a password again, what slows down who guesses, and what is remembered of API users' logins.

mod failed_logins;
mod known_networks;
mod recheck;
mod sessions;
mod settings;
mod throttle;
mod verified;

pub(crate) use failed_logins::{
    FailedLogins, FailureSum, LoginFailure, delete_failures, prune_failures, recent_failures,
};
pub(crate) use known_networks::{delete_login_networks, insert_login_network, is_known_network, touch_login_network};
pub use recheck::{PasswordProof, Reauthentication};
pub(crate) use recheck::{Recheck, RecheckRefused, recheck};
pub(crate) use sessions::{
    SessionDigest, SessionId, SessionOwner, end_session, end_sessions_of, find_session, insert_session,
    note_session_seen,
};
pub(crate) use settings::{cookie_key, is_first_run_token, set_first_run_token};
pub(crate) use throttle::{Attempt, Door, Failures, Waiting};
pub(crate) use verified::{Pair, VerifiedLogins, Verifying};
