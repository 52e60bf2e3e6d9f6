//! The cards of a project that wait to be printed, and those that were.

use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use super::{Record, store::Row};
use crate::{
    audit::{PastAct, acts_at},
    db::{DbConnection, DbResult, schema::records},
    ids::ProjectId,
};

/// The records whose cards wait to be printed, the oldest records first; at most `limit`. Those in Trash don't wait.
pub fn print_queue(connection: &mut DbConnection, project: &ProjectId, limit: i64) -> DbResult<Vec<Record>> {
    let rows: Vec<Row> = records::table
        .filter(records::project_id.eq(project))
        // As in the condition of its index, to the letter.
        .filter(records::is_in_print_queue)
        .filter(records::is_in_trash.eq(false))
        .order(records::id)
        .limit(limit)
        .select(Row::as_select())
        .load(connection)?;
    rows.into_iter().map(Row::into_record).collect()
}

/// The records whose cards were printed last, the last first, each with who printed it, where the trail knows; at most
/// `limit`.
pub fn printed(
    connection: &mut DbConnection,
    project: &ProjectId,
    limit: i64,
) -> DbResult<Vec<(Record, Option<PastAct>)>> {
    let rows: Vec<Row> = records::table
        .filter(records::project_id.eq(project))
        // As in the condition of its index, which a parameter could not stand for. The statement is not kept: few ask.
        .filter(sql::<Bool>("printed_at > 0"))
        .order((records::printed_at.desc(), records::id.desc()))
        .limit(limit)
        .select(Row::as_select())
        .load(connection)?;
    let records = rows.into_iter().map(Row::into_record).collect::<DbResult<Vec<_>>>()?;
    let prints: Vec<_> = records.iter().map(|record| (record.id.clone(), record.printed_at)).collect();
    let mut acts = acts_at(connection, &prints)?;
    let with_act = |record: Record| {
        let act = acts.remove(&record.id);
        (record, act)
    };
    Ok(records.into_iter().map(with_act).collect())
}
