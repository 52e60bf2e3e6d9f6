//! A page of the list that people read: the newest records first, walked by keysets in both directions.

use diesel::prelude::*;

use super::{Hits, Record, RecordFilter, find::find_all, store::Row};
use crate::{
    db::{DbConnection, DbResult, MultiBackend, schema::records},
    ids::{ProjectId, RecordId},
};

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// At the newest record.
    #[default]
    Start,
    /// Behind this one: with those made before it.
    After(RecordId),
    /// With those that stand before this one.
    Before(RecordId),
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Slice {
    /// The records, the newest first.
    pub records: Vec<Record>,
    /// Whether there are some before them.
    pub has_previous: bool,
    /// Whether there are some behind them.
    pub has_next: bool,
}

/// The page of this size at a position.
pub fn slice(
    connection: &mut DbConnection,
    project: &ProjectId,
    filter: RecordFilter,
    position: &Position,
    size: usize,
) -> DbResult<Slice> {
    let query = records::table.into_boxed::<MultiBackend>().filter(records::project_id.eq(project));
    let query = match filter {
        RecordFilter::All => query,
        // As in the condition of its index, to the letter.
        RecordFilter::Trash => query.filter(records::is_in_trash),
        RecordFilter::Active => query.filter(records::is_in_trash.eq(false)).filter(records::is_active.eq(true)),
        RecordFilter::Inactive => query.filter(records::is_in_trash.eq(false)).filter(records::is_active.eq(false)),
    };
    let query = match position {
        Position::Start => query.order(records::id.desc()),
        Position::After(id) => query.filter(records::id.lt(id)).order(records::id.desc()),
        Position::Before(id) => query.filter(records::id.gt(id)).order(records::id.asc()),
    };
    let one_more = i64::try_from(size.saturating_add(1)).unwrap_or(i64::MAX);
    let rows: Vec<Row> = query.limit(one_more).select(Row::as_select()).load(connection)?;
    let has_more = rows.len() > size;
    let mut records = rows.into_iter().take(size).map(Row::into_record).collect::<DbResult<Vec<_>>>()?;
    let is_before = matches!(position, Position::Before(_));
    if is_before {
        records.reverse();
    }
    Ok(Slice {
        records,
        has_previous: if is_before { has_more } else { *position != Position::Start },
        has_next: is_before || has_more,
    })
}

/// The page of this size among hits, counted from 1.
pub fn hits_page(
    connection: &mut DbConnection,
    project: &ProjectId,
    hits: &Hits,
    number: usize,
    size: usize,
) -> DbResult<Slice> {
    let start = number.saturating_sub(1).saturating_mul(size);
    let ids: Vec<&RecordId> = hits.ids.iter().skip(start).take(size).collect();
    let mut records = find_all(connection, project, ids.iter().copied())?;
    records.sort_by_key(|record| ids.iter().position(|id| **id == record.id));
    Ok(Slice { has_previous: start > 0, has_next: start.saturating_add(size) < hits.ids.len(), records })
}
