//! Asking for a password again, of somebody who is signed in.

use thiserror::Error;

use super::{Attempt, Waiting};
use crate::{
    account_names::AccountId,
    audit::{Actor, Forbidden, Tx},
    clock::Timestamp,
    db::{Db, DbError},
    ids::{ApiUserId, PanelUserId},
    security::{Hasher, HashingError, HashingQueue, PasswordCheck, PasswordHash},
};

/// Which password is asked for again.
#[derive(Clone, Debug)]
pub(crate) enum Recheck {
    /// That of the account that is signed in.
    OwnPassword(AccountId),
    /// An API user's, of a person.
    CurrentPassword {
        /// Whose password.
        api_user: ApiUserId,
        /// Who types it.
        asker: PanelUserId,
    },
}

/// That a password was asked for again and was right. Only [`recheck`] makes it, and operations that change a password
/// demand it.
#[derive(Clone, Debug)]
pub struct PasswordProof {
    /// The id of the account.
    account: String,
    /// The stored hash against which it was verified.
    verified: PasswordHash,
}

/// That the actor is really there, and it is not just their session that somebody found. Operations that a session alone
/// must not be enough for demand it.
#[derive(Clone, Debug)]
pub enum Reauthentication {
    /// They typed their own password again.
    OwnPassword(PasswordProof),
    /// They have the machine's command line, which asks for no password. Good for [`Actor::CommandLine`] alone.
    CommandLine,
}

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

/// Asks for a password; wrong ones are counted and slowed down.
///
/// # Errors
/// [`RecheckRefused`].
pub(crate) async fn recheck(
    db: &Db,
    hasher: &Hasher,
    asked: Recheck,
    typed: &str,
    stored: PasswordHash,
    now: Timestamp,
) -> Result<PasswordProof, RecheckRefused> {
    if typed.is_empty() {
        return Err(RecheckRefused::Missing);
    }
    let attempts = vec![asked.attempt()];
    let begun = {
        let attempts = attempts.clone();
        db.write(move |connection| Attempt::begin(&attempts, connection, now)).await?
    };
    begun.map_err(RecheckRefused::TooSoon)?;
    if hasher.verify(HashingQueue::SignedIn, typed, Some(stored.clone())).await? == PasswordCheck::Wrong {
        return Err(RecheckRefused::Wrong);
    }
    db.write(move |connection| Attempt::forgive(&attempts, connection)).await?;
    Ok(PasswordProof { account: asked.account().to_owned(), verified: stored })
}

impl Recheck {
    fn attempt(&self) -> Attempt {
        match self {
            Self::OwnPassword(account) => Attempt::OwnPassword(account.id().to_owned()),
            Self::CurrentPassword { api_user, asker } => {
                Attempt::CurrentPassword { api_user: api_user.to_string(), panel_user: asker.to_string() }
            }
        }
    }

    /// Whose password it is.
    fn account(&self) -> &str {
        match self {
            Self::OwnPassword(account) => account.id(),
            Self::CurrentPassword { api_user, .. } => api_user.as_str(),
        }
    }
}

impl PasswordProof {
    /// Whether it proves that the account of this id has this password.
    pub(crate) fn proves(&self, account: &str, saved: &PasswordHash) -> bool {
        self.account == account && self.verified == *saved
    }
}

impl Reauthentication {
    /// Lets only an actor go on who proved to be themselves.
    ///
    /// # Errors
    /// [`Forbidden`], also where it is another's proof.
    pub(crate) fn require(&self, tx: &Tx<'_>) -> Result<(), Forbidden> {
        match (self, tx.actor) {
            (Self::OwnPassword(proof), Actor::PanelUser { id, .. }) if proof.account == id.as_str() => Ok(()),
            (Self::CommandLine, Actor::CommandLine) => Ok(()),
            _ => Err(Forbidden),
        }
    }
}
