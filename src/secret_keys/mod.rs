//! The digests of secret keys in the database.

use diesel::prelude::*;

use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::secret_keys},
    security::{KeyHash, KeyKind, SecretKey},
};

/// What may be told of a key after it was shown.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct KeySummary {
    /// The last four of its random characters.
    pub(crate) last_four: String,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last used, and from which address.
    pub(crate) last_used: (Timestamp, String),
}

type Use = (secret_keys::last_used_at, secret_keys::last_used_from);

const USE: Use = (secret_keys::last_used_at, secret_keys::last_used_from);

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

/// Whose key this is: an API user's or a project's, and its id.
pub(crate) fn owner_of_key(connection: &mut DbConnection, key: &KeyHash) -> DbResult<Option<(KeyKind, String)>> {
    Ok(secret_keys::table
        .find(key.as_str())
        .select((secret_keys::owner_kind, secret_keys::owner_id))
        .first(connection)
        .optional()?)
}

/// Notes when a key was last used and from which address, where that is later than what is noted.
pub(crate) fn touch_key(connection: &mut DbConnection, key: &KeyHash, address: &str, at: Timestamp) -> DbResult<()> {
    let row = secret_keys::table.find(key.as_str()).filter(secret_keys::last_used_at.lt(at));
    diesel::update(row)
        .set((secret_keys::last_used_at.eq(at), secret_keys::last_used_from.eq(address)))
        .execute(connection)?;
    Ok(())
}

/// The owner's newest key.
pub(crate) fn newest_key(connection: &mut DbConnection, owner: &str) -> DbResult<Option<KeySummary>> {
    Ok(secret_keys::table
        .filter(secret_keys::owner_id.eq(owner))
        .order(secret_keys::created_at.desc())
        .select((secret_keys::last_four, secret_keys::created_at, USE))
        .first(connection)
        .optional()?)
}

/// All keys of the owner, the oldest first.
pub(crate) fn all_keys(connection: &mut DbConnection, owner: &str) -> DbResult<Vec<KeySummary>> {
    Ok(secret_keys::table
        .filter(secret_keys::owner_id.eq(owner))
        .order((secret_keys::created_at, secret_keys::key_hash))
        .select((secret_keys::last_four, secret_keys::created_at, USE))
        .load(connection)?)
}

/// Ends every key of the owner.
pub(crate) fn delete_keys(connection: &mut DbConnection, owner: &str) -> DbResult<()> {
    diesel::delete(secret_keys::table.filter(secret_keys::owner_id.eq(owner))).execute(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::Db,
        ids::{ApiUserId, ProjectId},
    };

    #[test]
    fn a_key_leads_to_its_owner() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap()).unwrap();
        let (project, api_user) = (ProjectId::new(), ApiUserId::new());
        let played: DbResult<()> = db.write_blocking(|connection| {
            let [of_project, of_api_user] =
                [KeyKind::Project, KeyKind::ApiUser].map(|kind| SecretKey::generate(kind).unwrap());
            assert_eq!(owner_of_key(connection, &of_project.hash())?, None);
            insert_key(connection, &of_project, KeyKind::Project, project.as_str(), Timestamp::NEVER)?;
            insert_key(connection, &of_api_user, KeyKind::ApiUser, api_user.as_str(), Timestamp::NEVER)?;
            assert_eq!(owner_of_key(connection, &of_api_user.hash())?, Some((KeyKind::ApiUser, api_user.to_string())));
            assert_eq!(owner_of_key(connection, &of_project.hash())?, Some((KeyKind::Project, project.to_string())));
            Ok(())
        });
        played.unwrap();
    }
}
