//! Signing a person in, with the same work and the same refusal whether or not there is such a username.

use thiserror::Error;

use super::{begin_session, rehash::rehashed};
use crate::{
    authentication::{Attempt, Door, SessionDigest, SessionId, Waiting},
    clock::Timestamp,
    db::{Db, DbConnection, DbError, DbResult},
    ids::PanelUserId,
    input::{Username, fold},
    security::{Hasher, HashingError, HashingQueue, PasswordCheck, RandomnessUnavailable},
    users::{self, PanelUser, PanelUserStatus},
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
    /// The proof that a person signed in with this browser before, and who that was.
    pub(crate) known_browser: Option<(PanelUserId, String)>,
    /// When.
    pub(crate) now: Timestamp,
}

/// A person who signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// The person.
    pub(crate) person: PanelUser,
    /// Their new session.
    pub(crate) session: SessionId,
}

/// Why nobody signed in.
#[derive(Debug, Error)]
pub(crate) enum Refused {
    /// The username or the password is wrong, or the person is disabled: which of them, nobody is told.
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

/// Signs a person in. The try is counted before the password is verified, and forgiven when it was right.
///
/// # Errors
/// [`Refused`].
pub(crate) async fn sign_in(db: &Db, hasher: &Hasher, credentials: &Credentials) -> Result<SignedIn, Refused> {
    let Begun { attempts, account, queue } = begin(db, credentials).await?;
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let check = hasher.verify(queue, &credentials.password, stored).await?;
    let account = account.filter(|account| check != PasswordCheck::Wrong && account.status == PanelUserStatus::Active);
    let person = account.ok_or(Refused::Wrong)?;
    let fresh = rehashed(hasher, queue, check, &credentials.password).await?;
    let session = SessionId::generate()?;
    let noted = {
        let (person, session, credentials) = (person.clone(), session.clone(), credentials.clone());
        db.write(move |connection: &mut DbConnection| -> DbResult<bool> {
            Attempt::forgive(&attempts, connection)?;
            // False where the password was changed, or the person disabled, while it was verified.
            if !users::note_sign_in(connection, &person, fresh.as_ref(), credentials.now)? {
                return Ok(false);
            }
            let before = credentials.session_before.as_ref();
            begin_session(connection, &session, &person, before, credentials.now)?;
            Ok(true)
        })
    };
    if noted.await? { Ok(SignedIn { person, session }) } else { Err(Refused::Wrong) }
}

struct Begun {
    attempts: Vec<Attempt>,
    account: Option<PanelUser>,
    queue: HashingQueue,
}

async fn begin(db: &Db, credentials: &Credentials) -> Result<Begun, Refused> {
    let username = Username::parse(&credentials.username);
    let key = username.as_ref().map_or_else(|_| fold(credentials.username.trim()), Username::key);
    let credentials = credentials.clone();
    let begun = db.write(move |connection| {
        let account = users::find_by_username_key(connection, &key)?;
        // The browser's proof counts for its own person's name only.
        let known = credentials.known_browser.as_ref();
        let known = known.filter(|(person, _)| account.as_ref().is_some_and(|account| account.id == *person));
        let (attempts, queue) = match known {
            Some((_, proof)) => (vec![Attempt::KnownBrowser(proof.clone())], HashingQueue::KnownBrowser),
            None => (Attempt::of_stranger(Door::Panel, &key, &credentials.networks), HashingQueue::Stranger),
        };
        let begun = Attempt::begin(&attempts, connection, credentials.now)?;
        Ok::<_, DbError>(begun.map(|()| Begun { attempts, account, queue }))
    });
    begun.await?.map_err(Refused::TooSoon)
}
