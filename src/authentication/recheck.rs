//! Asking for a password again, of somebody who is signed in.

use thiserror::Error;

use super::{Attempt, Waiting};
use crate::{
    clock::Timestamp,
    db::{Db, DbError},
    security::{Hasher, HashingError, PasswordCheck, PasswordHash, Share},
};

/// Why a password that was asked for again was not taken.
#[derive(Debug, Error)]
pub(crate) enum RecheckRefused {
    /// Nothing was typed.
    #[error("no password was typed")]
    Missing,
    /// It is not the password.
    #[error("the password is wrong")]
    Wrong,
    /// Too many wrong ones before it.
    #[error("the next try has to wait")]
    TooSoon(Waiting),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
}

/// Whether what was typed is this password; wrong ones are counted by `attempt` and slowed down.
///
/// # Errors
/// [`RecheckRefused`].
pub(crate) async fn recheck(
    db: &Db,
    hasher: &Hasher,
    attempt: Attempt,
    typed: &str,
    stored: PasswordHash,
    now: Timestamp,
) -> Result<(), RecheckRefused> {
    if typed.is_empty() {
        return Err(RecheckRefused::Missing);
    }
    let attempts = vec![attempt];
    let begun = {
        let attempts = attempts.clone();
        db.write(move |connection| Attempt::begin(&attempts, connection, now)).await?
    };
    begun.map_err(RecheckRefused::TooSoon)?;
    if hasher.verify(Share::SignedIn, typed, Some(stored)).await? == PasswordCheck::Wrong {
        return Err(RecheckRefused::Wrong);
    }
    Ok(db.write(move |connection| Attempt::forgive(&attempts, connection)).await?)
}
