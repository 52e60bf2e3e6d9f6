//! Finding one record.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{Record, store::Row};
use crate::{
    db::{
        DbConnection, DbResult, among,
        schema::{records, unique_values},
    },
    ids::{ProjectId, RecordId},
    projects::fields::Field,
};

/// The record of a project that has this value in a unique field.
pub fn find_by_unique_value(
    connection: &mut DbConnection,
    project: &ProjectId,
    field: &Field,
    value: &str,
) -> DbResult<Option<Record>> {
    let of_both = records::id.eq(unique_values::record_id).and(records::project_id.eq(unique_values::project_id));
    let row: Option<Row> = unique_values::table
        .inner_join(records::table.on(of_both))
        .filter(unique_values::project_id.eq(project))
        .filter(unique_values::field_id.eq(&field.id))
        .filter(unique_values::value_key.eq(field.key(value)))
        .select(Row::as_select())
        .first(connection)
        .optional()?;
    row.map(Row::into_record).transpose()
}

/// Which of these records of a project are there.
pub fn which_exist<'a>(
    connection: &mut DbConnection,
    project: &ProjectId,
    ids: impl IntoIterator<Item = &'a RecordId>,
) -> DbResult<HashSet<RecordId>> {
    let wanted = among(records::id, ids.into_iter().map(RecordId::as_str));
    let there = records::table.filter(records::project_id.eq(project)).filter(wanted);
    Ok(there.select(records::id).load(connection)?.into_iter().collect())
}

/// The record of a project by its id.
pub fn find(connection: &mut DbConnection, project: &ProjectId, id: &RecordId) -> DbResult<Option<Record>> {
    let row: Option<Row> = records::table.find((project, id)).select(Row::as_select()).first(connection).optional()?;
    row.map(Row::into_record).transpose()
}
