//! What a search reads of each record, kept in the transaction that writes the record; and the index of its words, which
//! follows by and by. Until then the record waits, and a search reads its text.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{
    grams::{join, words},
    statements::{AddText, AddWords, ChangeText, RemoveWords},
};
use crate::{
    db::{Db, DbConnection, DbResult, schema::record_search},
    ids::ProjectId,
    input::fold_for_search,
    records::Record,
};

/// How many records go into one transaction at most, and after how many words that are taken out it ends, so that no change
/// waits long for it.
const BATCH: i64 = 200;
const REMOVALS: usize = 5_000;

/// What a search reads of a record: its values, one after the other. No term goes over the end of a line.
fn text_of(record: &Record) -> String {
    record.values.iter().map(fold_for_search).collect::<Vec<_>>().join("\n")
}

/// Adds a record that is not there yet.
pub(in crate::records) fn insert(connection: &mut DbConnection, record: &Record) -> DbResult<()> {
    AddText { record: &record.id, project: &record.project, text: &text_of(record) }.execute(connection)?;
    Ok(())
}

/// Writes what the record has become.
pub(in crate::records) fn update(connection: &mut DbConnection, after: &Record) -> DbResult<()> {
    let text = text_of(after);
    ChangeText { text: &text, record: &after.id, other: &text }.execute(connection)?;
    Ok(())
}

/// Takes a record out, and each of its words.
pub(in crate::records) fn remove(connection: &mut DbConnection, record: &Record) -> DbResult<()> {
    let row = record_search::table.filter(record_search::record_id.eq(&record.id));
    let columns = (record_search::key, record_search::text, record_search::indexed_text);
    let found: Option<(i64, String, Option<String>)> = row.select(columns).first(connection).optional()?;
    let Some((key, text, indexed)) = found else { return Ok(()) };
    replace_words(connection, key, &words(&indexed.unwrap_or(text), &record.project), &BTreeSet::new())?;
    diesel::delete(record_search::table.find(key)).execute(connection)?;
    Ok(())
}

/// Brings the index up to all records that wait.
///
/// # Errors
/// When the database can't be written; then they go on waiting.
pub async fn index_waiting(db: &Db) -> DbResult<()> {
    while db.write(|connection| index_some(connection, BATCH)).await? {}
    Ok(())
}

/// Brings the index up to at most so many that wait; false where none is left.
pub(crate) fn index_some(connection: &mut DbConnection, most: i64) -> DbResult<bool> {
    let waiting: Vec<(i64, ProjectId, String, Option<String>)> = record_search::table
        .filter(record_search::indexed_text.is_not_null())
        .limit(most)
        .select((record_search::key, record_search::project_id, record_search::text, record_search::indexed_text))
        .load(connection)?;
    let mut is_any_left = i64::try_from(waiting.len()) == Ok(most);
    let mut removed = 0;
    for (key, project, text, indexed) in waiting {
        if removed >= REMOVALS {
            is_any_left = true;
            break;
        }
        let (was, is) = (words(indexed.as_deref().unwrap_or_default(), &project), words(&text, &project));
        removed += was.difference(&is).count();
        replace_words(connection, key, &was, &is)?;
        diesel::update(record_search::table.find(key))
            .set(record_search::indexed_text.eq(None::<String>))
            .execute(connection)?;
    }
    Ok(is_any_left)
}

/// Replaces the words of a record in the index; FTS5 must be told those that it has. To take a word out costs much more than
/// to put one in, so those stay that it has before and after.
fn replace_words(
    connection: &mut DbConnection,
    key: i64,
    was: &BTreeSet<String>,
    is: &BTreeSet<String>,
) -> DbResult<()> {
    // FTS5 counts its rows: down with each removal, and up with each addition.
    if !was.is_empty() {
        RemoveWords { key, words: join(was.difference(is)) }.execute(connection)?;
    }
    if !is.is_empty() {
        AddWords { key, words: join(is.difference(was)) }.execute(connection)?;
    }
    Ok(())
}
