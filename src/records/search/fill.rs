//! Filling the index in for records that were there before it.

use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::index::{index_some, insert};
use crate::{
    db::{
        Db, DbConnection, DbResult,
        schema::{record_search, record_search_fill, records},
    },
    records::store::Row,
};

/// How many records go into one transaction.
const BATCH: i64 = 5_000;

/// Fills the index in where it has not been done to the end, and brings it up to what waits; goes on where it was
/// interrupted.
pub fn fill_search(db: &Db) -> DbResult<()> {
    while db.write_blocking(fill_some)? {}
    while db.write_blocking(index_some)? {}
    Ok(())
}

/// Fills one batch in; false where there is none left.
fn fill_some(connection: &mut DbConnection) -> DbResult<bool> {
    let state = record_search_fill::table.find(1);
    let columns = (record_search_fill::after_project, record_search_fill::after_id, record_search_fill::is_done);
    let (project, id, is_done): (String, String, bool) = state.select(columns).first(connection)?;
    if is_done {
        return Ok(false);
    }
    let is_behind = records::project_id.gt(&project).or(records::project_id.eq(&project).and(records::id.gt(&id)));
    let is_there = exists(record_search::table.filter(record_search::record_id.eq(records::id)));
    let rows: Vec<Row> = records::table
        .filter(is_behind.and(not(is_there)))
        .order((records::project_id, records::id))
        .limit(BATCH)
        .select(Row::as_select())
        .load(connection)?;
    let batch = rows.into_iter().map(Row::into_record).collect::<DbResult<Vec<_>>>()?;
    batch.iter().try_for_each(|record| insert(connection, record))?;
    match batch.last() {
        Some(last) => {
            let reached =
                (record_search_fill::after_project.eq(&last.project), record_search_fill::after_id.eq(&last.id));
            diesel::update(state).set(reached).execute(connection)?
        }
        None => diesel::update(state).set(record_search_fill::is_done.eq(true)).execute(connection)?,
    };
    Ok(!batch.is_empty())
}
