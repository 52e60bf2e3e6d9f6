//! Keeping the index in step, in the transaction that writes the record.

use diesel::{dsl::max, prelude::*};

use super::{
    grams::{join, words},
    statements::{AddWords, RemoveWords},
};
use crate::{
    db::{DbConnection, DbResult, schema::record_search},
    ids::RecordId,
    input::fold_for_search,
    records::Record,
};

/// What a search reads of a record: its values, one after the other. No term goes over the end of a line.
pub(super) fn text_of(record: &Record) -> String {
    record.values.iter().map(fold_for_search).collect::<Vec<_>>().join("\n")
}

/// Adds these, which are not there yet, under the next keys.
pub(in crate::records) fn insert<'a>(
    connection: &mut DbConnection,
    records: impl Iterator<Item = &'a Record>,
) -> DbResult<()> {
    let last: Option<i64> = record_search::table.select(max(record_search::key)).first(connection)?;
    for (key, record) in (last.unwrap_or(0) + 1..).zip(records) {
        let text = text_of(record);
        diesel::insert_into(record_search::table)
            .values((
                record_search::key.eq(key),
                record_search::record_id.eq(&record.id),
                record_search::project_id.eq(&record.project),
                record_search::text.eq(&text),
            ))
            .execute(connection)?;
        AddWords { key, words: join(&words(&text, &record.project)) }.execute(connection)?;
    }
    Ok(())
}

/// Writes what the record has become. To take a word out costs much more than to put one in, so those stay that it has
/// before and after.
pub(in crate::records) fn update(connection: &mut DbConnection, after: &Record) -> DbResult<()> {
    let Some((key, saved)) = find(connection, &after.id)? else {
        return insert(connection, [after].into_iter());
    };
    let text = text_of(after);
    if text == saved {
        return Ok(());
    }
    let (was, is) = (words(&saved, &after.project), words(&text, &after.project));
    RemoveWords { key, words: join(was.difference(&is)) }.execute(connection)?;
    AddWords { key, words: join(is.difference(&was)) }.execute(connection)?;
    diesel::update(record_search::table.find(key)).set(record_search::text.eq(&text)).execute(connection)?;
    Ok(())
}

/// Takes a record out.
pub(in crate::records) fn remove(connection: &mut DbConnection, record: &Record) -> DbResult<()> {
    let Some((key, text)) = find(connection, &record.id)? else { return Ok(()) };
    RemoveWords { key, words: join(&words(&text, &record.project)) }.execute(connection)?;
    diesel::delete(record_search::table.find(key)).execute(connection)?;
    Ok(())
}

/// What is in the index: FTS5 must be told, to take it out.
fn find(connection: &mut DbConnection, id: &RecordId) -> DbResult<Option<(i64, String)>> {
    let row = record_search::table.filter(record_search::record_id.eq(id));
    Ok(row.select((record_search::key, record_search::text)).first(connection).optional()?)
}
