//! Passwords, keys, sessions, and what slows down who guesses at them.

mod argon2id;
mod attempts;
mod hashing;
mod key_store;
mod keys;
mod password;
mod recheck;
mod seal;
mod sessions;
mod settings;
mod strength;

pub use argon2id::{PasswordHash, Verdict};
pub use attempts::{Attempt, Waiting};
pub use hashing::{Hasher, HashingError};
pub use key_store::{KeyTrace, drop_keys_of, keep_key, key_of};
pub use keys::{KeyHash, KeyKind, SecretKey};
pub use password::{NewPassword, PlainPassword, RandomnessUnavailable};
pub use recheck::recheck;
pub use seal::Seal;
pub use sessions::{DbSessionStore, SESSION_PERSON, end_sessions_of};
pub use settings::{cookie_key, is_first_run_token, set_first_run_token};
pub use strength::Strength;
