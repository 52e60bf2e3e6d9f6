//! Keeping the index in step, in the transaction that writes the record.

use diesel::{dsl::max, prelude::*};

use super::{
    grams::facet,
    statements::{IndexText, UnindexText},
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
        let (text, facet) = (text_of(record), facet(&record.project));
        diesel::insert_into(record_search::table)
            .values((
                record_search::key.eq(key),
                record_search::record_id.eq(&record.id),
                record_search::project_id.eq(&record.project),
                record_search::facet.eq(&facet),
                record_search::text.eq(&text),
            ))
            .execute(connection)?;
        IndexText { key, text, facet }.execute(connection)?;
    }
    Ok(())
}

/// Writes what the record has become.
pub(in crate::records) fn update(connection: &mut DbConnection, after: &Record) -> DbResult<()> {
    let Some((key, facet, saved)) = find(connection, &after.id)? else {
        return insert(connection, [after].into_iter());
    };
    let text = text_of(after);
    if text == saved {
        return Ok(());
    }
    UnindexText { key, text: saved, facet: facet.clone() }.execute(connection)?;
    diesel::update(record_search::table.find(key)).set(record_search::text.eq(&text)).execute(connection)?;
    IndexText { key, text, facet }.execute(connection)?;
    Ok(())
}

/// Takes a record out.
pub(in crate::records) fn remove(connection: &mut DbConnection, id: &RecordId) -> DbResult<()> {
    let Some((key, facet, text)) = find(connection, id)? else { return Ok(()) };
    UnindexText { key, text, facet }.execute(connection)?;
    diesel::delete(record_search::table.find(key)).execute(connection)?;
    Ok(())
}

/// What is in the index: FTS5 must be told, to take it out.
fn find(connection: &mut DbConnection, id: &RecordId) -> DbResult<Option<(i64, String, String)>> {
    let row = record_search::table.filter(record_search::record_id.eq(id));
    let columns = (record_search::key, record_search::facet, record_search::text);
    Ok(row.select(columns).first(connection).optional()?)
}
