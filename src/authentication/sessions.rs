//! The rows of sessions: only digests of their ids, ended after 12 idle hours or 7 days (OWASP Session Management).

use std::time::Duration;

use diesel::prelude::*;

use crate::{
    account_names::{AccountId, AccountKind},
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::sessions},
    security::{BASE62, RandomnessUnavailable, random_text, sha256_hex},
};

const IDLE: Duration = Duration::from_hours(12);
const ABSOLUTE: Duration = Duration::from_hours(168);
/// A page view is no durable write: being seen is noted at most this often.
const NOTED_EVERY: Duration = Duration::from_mins(1);

/// The id of a session, which stands in the browser's cookie only: 64 random base62 characters (381 bits).
#[derive(Clone)]
pub(crate) struct SessionId(String);

impl std::fmt::Debug for SessionId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionId(…)")
    }
}

impl SessionId {
    /// A new one.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub(crate) fn generate() -> Result<Self, RandomnessUnavailable> {
        random_text(BASE62, 64).map(Self)
    }

    /// The digest by which it is found.
    pub(crate) fn digest(&self) -> SessionDigest {
        SessionDigest::of(&self.0)
    }

    /// The id in the clear, for the cookie.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

/// The digest by which a session is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionDigest(String);

impl SessionDigest {
    /// The digest of a session's id.
    pub(crate) fn of(id: &str) -> Self {
        Self(sha256_hex(id))
    }

    /// The digest as it was taken before, 64 hexadecimal characters.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        (text.len() == 64).then(|| Self(text.to_owned()))
    }

    /// 64 hexadecimal characters.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whose session it is, and under which of the account's passwords it began: with another one it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionOwner {
    /// The account.
    pub(crate) account: AccountId,
    /// The number of its password: a person's are counted, an API user's have the number of their stored hash.
    pub(crate) password_version: i64,
}

/// A session that is alive, as far as its own row tells.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Whose it is.
    pub(crate) owner: SessionOwner,
    /// Whether it is time to note that it was seen.
    pub(crate) is_due_to_be_noted: bool,
}

/// The session of this digest, where it is not over.
pub(crate) fn find_session(
    connection: &mut DbConnection,
    digest: &SessionDigest,
    now: Timestamp,
) -> DbResult<Option<Session>> {
    let row: Option<(AccountKind, String, i64, Timestamp)> = sessions::table
        .find(digest.as_str())
        .filter(sessions::last_seen_at.gt(now.minus(IDLE)))
        .filter(sessions::created_at.gt(now.minus(ABSOLUTE)))
        .select((sessions::account_kind, sessions::account_id, sessions::password_version, sessions::last_seen_at))
        .first(connection)
        .optional()?;
    Ok(row.and_then(|(kind, id, password_version, last_seen)| {
        let owner = SessionOwner { account: AccountId::of(kind, &id)?, password_version };
        Some(Session { owner, is_due_to_be_noted: now.since(last_seen) >= NOTED_EVERY })
    }))
}

/// Begins a session, and clears away those that are over.
pub(crate) fn insert_session(
    connection: &mut DbConnection,
    digest: &SessionDigest,
    owner: &SessionOwner,
    now: Timestamp,
) -> DbResult<()> {
    let ended = sessions::last_seen_at.le(now.minus(IDLE)).or(sessions::created_at.le(now.minus(ABSOLUTE)));
    diesel::delete(sessions::table.filter(ended)).execute(connection)?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::id_hash.eq(digest.as_str()),
            sessions::account_kind.eq(owner.account.kind()),
            sessions::account_id.eq(owner.account.id()),
            sessions::password_version.eq(owner.password_version),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// Notes that the session was seen; one that was ended meanwhile does not rise again.
pub(crate) fn note_session_seen(connection: &mut DbConnection, digest: &SessionDigest, now: Timestamp) -> DbResult<()> {
    diesel::update(sessions::table.find(digest.as_str())).set(sessions::last_seen_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Ends a session.
pub(crate) fn end_session(connection: &mut DbConnection, digest: &SessionDigest) -> DbResult<()> {
    diesel::delete(sessions::table.find(digest.as_str())).execute(connection)?;
    Ok(())
}

/// Ends all sessions of an account at once, on every node.
pub(crate) fn end_sessions_of(connection: &mut DbConnection, account: &str) -> DbResult<()> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account))).execute(connection)?;
    Ok(())
}
