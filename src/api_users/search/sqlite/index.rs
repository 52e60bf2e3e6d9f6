//! Keeping the index in step, in the transaction that writes the API user.

use diesel::{dsl::max, prelude::*};

use super::{
    facets::facet,
    statements::{IndexNote, IndexTexts, UnindexNote, UnindexTexts},
};
use crate::{
    api_users::ApiUser,
    authorization::{ApiUserRole, Status},
    db::{
        DbConnection, DbResult,
        schema::{api_user_note_search as notes, api_user_search as texts},
    },
    ids::ApiUserId,
    input::{Organization, PrivateNote, Username},
};

/// What a search reads of an API user; the note only where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    facet: String,
    username: String,
    organization: String,
    note: Option<String>,
}

impl Entry {
    /// The entry of an API user.
    pub(super) fn of(user: &ApiUser) -> Self {
        Self::new(&user.username, &user.organization, (user.status, user.role), &user.private_note)
    }

    /// The entry of these fields.
    pub(super) fn new(
        username: &Username,
        organization: &Organization,
        (status, role): (Status, ApiUserRole),
        note: &PrivateNote,
    ) -> Self {
        Self {
            facet: facet(status, role),
            username: username.search_key(),
            organization: organization.search_key(),
            note: (!note.as_str().is_empty()).then(|| note.search_key()),
        }
    }
}

/// Adds these, which are not there yet.
pub(in crate::api_users::search) fn insert<'a>(
    connection: &mut DbConnection,
    users: impl Iterator<Item = &'a ApiUser>,
) -> DbResult<()> {
    insert_entries(connection, users.map(|user| (&user.id, Entry::of(user))))
}

/// Adds entries under the next keys.
pub(super) fn insert_entries<'a>(
    connection: &mut DbConnection,
    entries: impl Iterator<Item = (&'a ApiUserId, Entry)>,
) -> DbResult<()> {
    let last: Option<i64> = texts::table.select(max(texts::key)).first(connection)?;
    for (key, (id, entry)) in (last.unwrap_or(0) + 1..).zip(entries) {
        diesel::insert_into(texts::table)
            .values((
                texts::key.eq(key),
                texts::api_user_id.eq(id),
                texts::facet.eq(&entry.facet),
                texts::username.eq(&entry.username),
                texts::organization.eq(&entry.organization),
            ))
            .execute(connection)?;
        let Entry { facet, username, organization, note } = entry;
        IndexTexts { key, username, organization, facet }.execute(connection)?;
        insert_note(connection, key, note)?;
    }
    Ok(())
}

/// Writes what the API user has become.
pub(in crate::api_users::search) fn update(connection: &mut DbConnection, after: &ApiUser) -> DbResult<()> {
    let entry = Entry::of(after);
    let Some((key, saved)) = find(connection, &after.id)? else {
        return insert_entries(connection, [(&after.id, entry)].into_iter());
    };
    if saved.note != entry.note {
        remove_note(connection, key, saved.note)?;
        insert_note(connection, key, entry.note)?;
    }
    let Entry { facet, username, organization, .. } = entry;
    if (&saved.facet, &saved.username, &saved.organization) == (&facet, &username, &organization) {
        return Ok(());
    }
    UnindexTexts { key, username: saved.username, organization: saved.organization, facet: saved.facet }
        .execute(connection)?;
    diesel::update(texts::table.find(key))
        .set((texts::facet.eq(&facet), texts::username.eq(&username), texts::organization.eq(&organization)))
        .execute(connection)?;
    IndexTexts { key, username, organization, facet }.execute(connection)?;
    Ok(())
}

/// Takes an API user out, before its row goes.
pub(in crate::api_users::search) fn remove(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<()> {
    let Some((key, saved)) = find(connection, id)? else { return Ok(()) };
    remove_note(connection, key, saved.note)?;
    UnindexTexts { key, username: saved.username, organization: saved.organization, facet: saved.facet }
        .execute(connection)?;
    diesel::delete(texts::table.find(key)).execute(connection)?;
    Ok(())
}

/// What is in the index: FTS5 must be told, to take it out.
fn find(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<Option<(i64, Entry)>> {
    let row: Option<(i64, String, String, String)> = texts::table
        .filter(texts::api_user_id.eq(id))
        .select((texts::key, texts::facet, texts::username, texts::organization))
        .first(connection)
        .optional()?;
    let Some((key, facet, username, organization)) = row else { return Ok(None) };
    let note = notes::table.find(key).select(notes::note).first(connection).optional()?;
    Ok(Some((key, Entry { facet, username, organization, note })))
}

fn insert_note(connection: &mut DbConnection, key: i64, note: Option<String>) -> DbResult<()> {
    if let Some(note) = note {
        diesel::insert_into(notes::table).values((notes::key.eq(key), notes::note.eq(&note))).execute(connection)?;
        IndexNote { key, note }.execute(connection)?;
    }
    Ok(())
}

fn remove_note(connection: &mut DbConnection, key: i64, note: Option<String>) -> DbResult<()> {
    if let Some(note) = note {
        UnindexNote { key, note }.execute(connection)?;
        diesel::delete(notes::table.find(key)).execute(connection)?;
    }
    Ok(())
}
