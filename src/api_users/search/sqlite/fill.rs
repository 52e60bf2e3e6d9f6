//! Filling the index in for API users that were there before it, and putting it in order after a lot was written.

use diesel::{
    connection::SimpleConnection,
    dsl::{exists, not},
    prelude::*,
};

use super::index::{Entry, insert_entries};
use crate::{
    authorization::{ApiUserRole, Status},
    db::{
        Db, DbConnection, DbResult,
        schema::{api_user_counts, api_user_search, api_users, search_fill},
    },
    ids::ApiUserId,
    input::{Organization, PrivateNote, Username},
};

/// How many API users go into one transaction.
const BATCH: i64 = 10_000;

/// Below this no count of trigrams is worth its while.
const WORTH_COUNTING: i64 = 1_000;

type Fields = (ApiUserId, Username, Organization, Status, ApiUserRole, PrivateNote);

/// Fills the index in where it has not been done to the end; goes on where it was interrupted.
pub(crate) fn fill_search(db: &Db) -> DbResult<()> {
    while db.write_blocking(fill_some)? {}
    if db.write_blocking(has_doubled)? { finish_bulk(db) } else { Ok(()) }
}

/// Puts the index in order after very many writes, which else the next ones would do piece by piece, and counts the
/// trigrams.
pub fn finish_bulk(db: &Db) -> DbResult<()> {
    db.write_blocking(|connection| Ok(connection.batch_execute(FINISH)?))
}

const FINISH: &str = "
    INSERT INTO api_user_grams (api_user_grams) VALUES ('optimize');
    INSERT INTO api_user_note_grams (api_user_note_grams) VALUES ('optimize');
    DELETE FROM search_grams;
    INSERT INTO search_grams (in_notes, gram, hits) SELECT 0, term, doc FROM api_user_grams_vocabulary;
    INSERT INTO search_grams (in_notes, gram, hits) SELECT 1, term, doc FROM api_user_note_grams_vocabulary;
    UPDATE search_fill SET counted = (SELECT sum(total) FROM api_user_counts);
";

/// Fills one batch in; false where there is none left.
fn fill_some(connection: &mut DbConnection) -> DbResult<bool> {
    let state = search_fill::table.find(1);
    let (after, is_done): (String, bool) =
        state.select((search_fill::after_id, search_fill::is_done)).first(connection)?;
    if is_done {
        return Ok(false);
    }
    let is_there = exists(api_user_search::table.filter(api_user_search::api_user_id.eq(api_users::id)));
    let batch: Vec<Fields> = api_users::table
        .filter(api_users::id.gt(after).and(not(is_there)))
        .order(api_users::id)
        .limit(BATCH)
        .select((
            api_users::id,
            api_users::username,
            api_users::organization,
            api_users::status,
            api_users::role,
            api_users::private_note,
        ))
        .load(connection)?;
    let entries = batch.iter().map(|(id, username, organization, status, role, note)| {
        (id, Entry::new(username, organization, (*status, *role), note))
    });
    insert_entries(connection, entries)?;
    match batch.last() {
        Some((last, ..)) => diesel::update(state).set(search_fill::after_id.eq(last)).execute(connection)?,
        None => diesel::update(state).set(search_fill::is_done.eq(true)).execute(connection)?,
    };
    Ok(!batch.is_empty())
}

/// Whether there are twice as many as when trigrams were counted, so that the counts say little.
fn has_doubled(connection: &mut DbConnection) -> DbResult<bool> {
    let counted: i64 = search_fill::table.find(1).select(search_fill::counted).first(connection)?;
    let totals: Vec<i64> = api_user_counts::table.select(api_user_counts::total).load(connection)?;
    Ok(totals.iter().sum::<i64>() >= counted.saturating_mul(2).max(WORTH_COUNTING))
}
