//! Which records are wanted, and how many there are.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{Record, store::Row};
use crate::{
    db::{
        DbConnection, DbResult, MultiBackend, among,
        schema::{record_counters, records},
    },
    ids::{ProjectId, RecordId},
    text_enum,
};

text_enum! {
    /// The records that are wanted.
    pub enum RecordFilter {
        /// Active ones, not in Trash.
        Active = "active",
        /// Inactive ones, not in Trash.
        Inactive = "inactive",
        /// Those in Trash.
        Trash = "trash",
        /// Every one.
        All = "all",
    }
}

/// Some of the wanted records, in the order they were made.
#[derive(Clone, Debug)]
pub struct RecordPage {
    /// The records.
    pub records: Vec<Record>,
    /// Behind which record the next page begins; none where this is the last.
    pub next: Option<RecordId>,
}

/// The wanted records behind one of them, at most `limit`.
pub fn page(
    connection: &mut DbConnection,
    project: &ProjectId,
    filter: RecordFilter,
    after: Option<&RecordId>,
    limit: usize,
) -> DbResult<RecordPage> {
    let query = records::table.into_boxed::<MultiBackend>().filter(records::project_id.eq(project));
    let query = match filter {
        RecordFilter::All => query,
        // As in the condition of its index, to the letter.
        RecordFilter::Trash => query.filter(records::is_in_trash),
        RecordFilter::Active => query.filter(records::is_in_trash.eq(false)).filter(records::is_active.eq(true)),
        RecordFilter::Inactive => query.filter(records::is_in_trash.eq(false)).filter(records::is_active.eq(false)),
    };
    let query = match after {
        Some(after) => query.filter(records::id.gt(after)),
        None => query,
    };
    let one_more = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
    let rows: Vec<Row> = query.order(records::id).limit(one_more).select(Row::as_select()).load(connection)?;
    let mut records = rows.into_iter().map(Row::into_record).collect::<DbResult<Vec<_>>>()?;
    let is_last = records.len() <= limit;
    records.truncate(limit);
    let next = records.last().filter(|_| !is_last).map(|record| record.id.clone());
    Ok(RecordPage { records, next })
}

/// How many records a project has: active ones, inactive ones, those in Trash.
pub fn count(connection: &mut DbConnection, project: &ProjectId) -> DbResult<[i64; 3]> {
    let row = record_counters::table.find(project);
    let (active, inactive, trash) =
        row.select((record_counters::active, record_counters::inactive, record_counters::trash)).first(connection)?;
    Ok([active, inactive, trash])
}

/// How many records each of these projects has, in all.
pub fn count_each<'a>(
    connection: &mut DbConnection,
    projects: impl IntoIterator<Item = &'a ProjectId>,
) -> DbResult<HashMap<ProjectId, i64>> {
    let total = record_counters::active + record_counters::inactive + record_counters::trash;
    let rows = record_counters::table
        .filter(among(record_counters::project_id, projects.into_iter().map(ProjectId::as_str)))
        .select((record_counters::project_id, total));
    let rows: Vec<(ProjectId, i64)> = rows.load(connection)?;
    Ok(rows.into_iter().collect())
}
