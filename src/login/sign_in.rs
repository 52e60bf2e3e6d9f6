//! Signing somebody in, with the same work and the same refusal whether or not there is such a username.

use thiserror::Error;

use super::{Account, begin_session, rehash::rehashed};
use crate::{
    account_names::AccountId,
    authentication::{Attempt, Door, SessionDigest, SessionId, Waiting},
    clock::Timestamp,
    db::{Db, DbConnection, DbError, DbResult},
    input::{Username, fold},
    security::{Hasher, HashingError, HashingQueue, PasswordCheck, RandomnessUnavailable},
};

/// What is known of whoever signs in.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    /// As typed.
    pub(crate) username: String,
    /// As typed.
    pub(crate) password: String,
    /// The networks that the stranger is in, the narrowest first.
    pub(crate) networks: Vec<String>,
    /// The session that the browser had before.
    pub(crate) session_before: Option<SessionDigest>,
    /// The proof that somebody signed in with this browser before, and who that was.
    pub(crate) known_browser: Option<(AccountId, String)>,
    /// When.
    pub(crate) now: Timestamp,
}

/// Somebody who signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) account: Account,
    /// Their new session.
    pub(crate) session: SessionId,
}

/// Why nobody signed in.
#[derive(Debug, Error)]
pub(crate) enum Refused {
    /// The username or the password is wrong, or the account may not sign in: which of them, nobody is told.
    #[error("incorrect username or password")]
    Wrong,
    /// Too many failed before.
    #[error("the next try has to wait")]
    TooSoon(Waiting),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The password could not be verified.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// No session can be made.
    #[error(transparent)]
    Randomness(#[from] RandomnessUnavailable),
}

/// Signs a person or an API user in. The try is counted before the password is verified, and forgiven when it was right.
///
/// # Errors
/// [`Refused`].
pub(crate) async fn sign_in(db: &Db, hasher: &Hasher, credentials: &Credentials) -> Result<SignedIn, Refused> {
    let Begun { attempts, account, queue } = begin(db, credentials).await?;
    let stored = account.as_ref().map(|account| account.password_hash().clone());
    let check = hasher.verify(queue, &credentials.password, stored).await?;
    let account = account.filter(|account| check != PasswordCheck::Wrong && account.may_sign_in());
    let verified = account.ok_or(Refused::Wrong)?;
    let fresh = rehashed(hasher, queue, check, &credentials.password).await?;
    let session = SessionId::generate()?;
    let account = verified.clone().rehashed(fresh.clone());
    let noted = {
        let (account, session, credentials) = (account.clone(), session.clone(), credentials.clone());
        db.write(move |connection: &mut DbConnection| -> DbResult<bool> {
            Attempt::forgive(&attempts, connection)?;
            // False where the password or the status was changed while it was verified.
            if !verified.note_sign_in(connection, fresh.as_ref(), credentials.now)? {
                return Ok(false);
            }
            let before = credentials.session_before.as_ref();
            begin_session(connection, &session, &account, before, credentials.now)?;
            Ok(true)
        })
    };
    if noted.await? { Ok(SignedIn { account, session }) } else { Err(Refused::Wrong) }
}

struct Begun {
    attempts: Vec<Attempt>,
    account: Option<Account>,
    queue: HashingQueue,
}

async fn begin(db: &Db, credentials: &Credentials) -> Result<Begun, Refused> {
    let username = Username::parse(&credentials.username);
    let key = username.as_ref().map_or_else(|_| fold(credentials.username.trim()), Username::key);
    let credentials = credentials.clone();
    let begun = db.write(move |connection| {
        let account = Account::find_by_username_key(connection, &key)?;
        // The browser's proof counts for the name of who signed in there only.
        let known = credentials.known_browser.as_ref();
        let known = known.filter(|(owner, _)| account.as_ref().is_some_and(|account| account.id() == *owner));
        let (attempts, queue) = match known {
            Some((_, proof)) => (vec![Attempt::KnownBrowser(proof.clone())], HashingQueue::KnownBrowser),
            None => (Attempt::of_stranger(Door::Panel, &key, &credentials.networks), HashingQueue::Stranger),
        };
        let begun = Attempt::begin(&attempts, connection, credentials.now)?;
        Ok::<_, DbError>(begun.map(|()| Begun { attempts, account, queue }))
    });
    begun.await?.map_err(Refused::TooSoon)
}
