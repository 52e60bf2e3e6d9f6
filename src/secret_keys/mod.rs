//! The digests of secret keys in the database.

use diesel::prelude::*;

use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::secret_keys},
    security::{KeyKind, SecretKey},
};

/// What may be told of a key after it was shown.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct KeySummary {
    /// The last four of its random characters.
    pub(crate) last_four: String,
    /// When it was made.
    pub(crate) created_at: Timestamp,
}

/// Keeps the digest of a new key.
pub(crate) fn insert_key(
    connection: &mut DbConnection,
    key: &SecretKey,
    kind: KeyKind,
    owner: &str,
    now: Timestamp,
) -> DbResult<()> {
    diesel::insert_into(secret_keys::table)
        .values((
            secret_keys::key_hash.eq(key.hash().as_str()),
            secret_keys::owner_kind.eq(kind),
            secret_keys::owner_id.eq(owner),
            secret_keys::last_four.eq(key.last_four()),
            secret_keys::created_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// The owner's newest key.
pub(crate) fn newest_key(connection: &mut DbConnection, owner: &str) -> DbResult<Option<KeySummary>> {
    Ok(secret_keys::table
        .filter(secret_keys::owner_id.eq(owner))
        .order(secret_keys::created_at.desc())
        .select((secret_keys::last_four, secret_keys::created_at))
        .first(connection)
        .optional()?)
}

/// All keys of the owner, the oldest first.
pub(crate) fn all_keys(connection: &mut DbConnection, owner: &str) -> DbResult<Vec<KeySummary>> {
    Ok(secret_keys::table
        .filter(secret_keys::owner_id.eq(owner))
        .order((secret_keys::created_at, secret_keys::key_hash))
        .select((secret_keys::last_four, secret_keys::created_at))
        .load(connection)?)
}

/// Ends every key of the owner.
pub(crate) fn delete_keys(connection: &mut DbConnection, owner: &str) -> DbResult<()> {
    diesel::delete(secret_keys::table.filter(secret_keys::owner_id.eq(owner))).execute(connection)?;
    Ok(())
}
