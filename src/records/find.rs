//! Finding one record.

use std::collections::HashSet;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Text},
};

use super::{Record, store::Row};
use crate::{
    db::{DbConnection, DbResult, among, schema::records, statement},
    ids::{FieldId, ProjectId, RecordId},
    projects::fields::Field,
};

statement! {
    struct ByUniqueValue<'a> { project: &'a ProjectId, field: &'a FieldId, value_key: &'a str } -> RowSql;
    "SELECT r.id, r.project_id, r.field_values, r.is_active, r.is_in_trash, r.is_checked_in, r.is_in_print_queue, \
     r.color_code, r.inserted_at, r.modified_at, r.pictured_at, r.printed_at, r.version, r.signed_at FROM unique_values AS u \
     CROSS JOIN records AS r ON r.project_id = u.project_id AND r.id = u.record_id WHERE u.project_id = " [project: Text]
    " AND u.field_id = " [field: Text]
    " AND u.value_key = " [value_key: Text]
}

/// The columns of a [`Row`].
type RowSql = (Text, Text, Text, Bool, Bool, Bool, Bool, Integer, BigInt, BigInt, BigInt, BigInt, BigInt, BigInt);

/// No value has so many bytes, however it is written: it would only take long to be folded.
const LONGEST: usize = 64 * 1024;

/// The record of a project that has this value in a unique field.
pub fn find_by_unique_value(
    connection: &mut DbConnection,
    project: &ProjectId,
    field: &Field,
    value: &str,
) -> DbResult<Option<Record>> {
    if value.len() > LONGEST {
        return Ok(None);
    }
    let wanted = ByUniqueValue { project, field: &field.id, value_key: &field.key(value) };
    let row: Option<Row> = wanted.get_result(connection).optional()?;
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

/// Those of these records of a project that are there, in no order.
pub(super) fn find_all<'a>(
    connection: &mut DbConnection,
    project: &ProjectId,
    ids: impl IntoIterator<Item = &'a RecordId>,
) -> DbResult<Vec<Record>> {
    let wanted = among(records::id, ids.into_iter().map(RecordId::as_str));
    let there = records::table.filter(records::project_id.eq(project)).filter(wanted);
    let rows: Vec<Row> = there.select(Row::as_select()).load(connection)?;
    rows.into_iter().map(Row::into_record).collect()
}

/// The record of a project by its id.
pub fn find(connection: &mut DbConnection, project: &ProjectId, id: &RecordId) -> DbResult<Option<Record>> {
    let row: Option<Row> = records::table.find((project, id)).select(Row::as_select()).first(connection).optional()?;
    row.map(Row::into_record).transpose()
}
