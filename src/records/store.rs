//! The queries of records; each write keeps the counters, the unique values and the index of the search in step, and
//! changes only what was read.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Text},
};

use super::{FieldValues, Project, Record, Refused, pictures, search};
use crate::{
    authorization::RecordState,
    clock::Timestamp,
    db::{
        DbConnection, DbError, DbResult,
        schema::{record_counters, records, unique_values},
        statement,
    },
    ids::{ProjectId, RecordId},
    projects::fields::Field,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = records)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own in the API")]
pub(super) struct Row {
    id: RecordId,
    #[diesel(column_name = project_id)]
    project: ProjectId,
    #[diesel(column_name = field_values)]
    values: String,
    is_active: bool,
    is_in_trash: bool,
    is_checked_in: bool,
    is_in_print_queue: bool,
    color_code: i32,
    inserted_at: Timestamp,
    modified_at: Timestamp,
    pictured_at: Timestamp,
    printed_at: Timestamp,
    version: i64,
    signed_at: Timestamp,
}

impl Row {
    pub(super) fn into_record(self) -> DbResult<Record> {
        let values = serde_json::from_str(&self.values)
            .map_err(|error| diesel::result::Error::DeserializationError(error.into()))?;
        Ok(Record {
            id: self.id,
            project: self.project,
            values,
            is_active: self.is_active,
            is_in_trash: self.is_in_trash,
            is_checked_in: self.is_checked_in,
            is_in_print_queue: self.is_in_print_queue,
            color_code: Some(self.color_code).filter(|&code| code != 0),
            inserted_at: self.inserted_at,
            modified_at: self.modified_at,
            pictured_at: self.pictured_at,
            signed_at: self.signed_at,
            printed_at: self.printed_at,
            version: self.version,
        })
    }
}

fn to_json(values: &FieldValues) -> DbResult<String> {
    serde_json::to_string(values).map_err(|error| diesel::result::Error::SerializationError(error.into()).into())
}

pub(super) fn insert(connection: &mut DbConnection, record: &Record, project: &Project) -> Result<(), Refused> {
    diesel::insert_into(records::table)
        .values((
            records::id.eq(&record.id),
            records::project_id.eq(&record.project),
            records::field_values.eq(to_json(&record.values)?),
            records::is_active.eq(record.is_active),
            records::is_in_trash.eq(record.is_in_trash),
            records::is_checked_in.eq(record.is_checked_in),
            records::is_in_print_queue.eq(record.is_in_print_queue),
            records::color_code.eq(record.color_code.unwrap_or(0)),
            records::inserted_at.eq(record.inserted_at),
            records::modified_at.eq(record.modified_at),
            records::pictured_at.eq(record.pictured_at),
            records::signed_at.eq(record.signed_at),
            records::printed_at.eq(record.printed_at),
            records::version.eq(record.version),
        ))
        .execute(connection)?;
    for field in project.fields.iter().filter(|field| field.is_unique) {
        if let Some(value) = record.values.get(&field.id) {
            claim(connection, record, field, value)?;
        }
    }
    search::insert(connection, record)?;
    Ok(count(connection, &record.project, record.state(), 1)?)
}

statement! {
    struct Update<'a> {
        values: &'a str, is_active: bool, is_in_trash: bool, is_checked_in: bool, is_in_print_queue: bool, color_code: i32,
        modified_at: Timestamp, pictured_at: Timestamp, signed_at: Timestamp, printed_at: Timestamp, version: i64,
        project: &'a ProjectId, id: &'a RecordId, version_before: i64
    } -> BigInt;
    "UPDATE records SET field_values = " [values: Text]
    ", is_active = " [is_active: Bool]
    ", is_in_trash = " [is_in_trash: Bool]
    ", is_checked_in = " [is_checked_in: Bool]
    ", is_in_print_queue = " [is_in_print_queue: Bool]
    ", color_code = " [color_code: Integer]
    ", modified_at = " [modified_at: BigInt]
    ", pictured_at = " [pictured_at: BigInt]
    ", signed_at = " [signed_at: BigInt]
    ", printed_at = " [printed_at: BigInt]
    ", version = " [version: BigInt]
    " WHERE project_id = " [project: Text]
    " AND id = " [id: Text]
    " AND version = " [version_before: BigInt]
}

/// Saves `after` in the place of `before`, as long as that is still what is saved.
pub(super) fn update(
    connection: &mut DbConnection,
    before: &Record,
    after: &Record,
    project: &Project,
) -> Result<(), Refused> {
    let row = Update {
        values: &to_json(&after.values)?,
        is_active: after.is_active,
        is_in_trash: after.is_in_trash,
        is_checked_in: after.is_checked_in,
        is_in_print_queue: after.is_in_print_queue,
        color_code: after.color_code.unwrap_or(0),
        modified_at: after.modified_at,
        pictured_at: after.pictured_at,
        signed_at: after.signed_at,
        printed_at: after.printed_at,
        version: after.version,
        project: &before.project,
        id: &before.id,
        version_before: before.version,
    };
    if row.execute(connection)? != 1 {
        return Err(Refused::Conflict);
    }
    for field in project.fields.iter().filter(|field| field.is_unique) {
        let (was, is) = (before.values.get(&field.id), after.values.get(&field.id));
        if was == is {
            continue;
        }
        if let Some(was) = was {
            release(connection, before, field, was)?;
        }
        if let Some(is) = is {
            claim(connection, after, field, is)?;
        }
    }
    if before.values != after.values {
        search::update(connection, after)?;
    }
    if before.state() != after.state() {
        count(connection, &before.project, before.state(), -1)?;
        count(connection, &before.project, after.state(), 1)?;
    }
    Ok(())
}

/// Deletes the row, as long as it is still what is saved.
pub(super) fn delete(connection: &mut DbConnection, record: &Record, project: &Project) -> Result<(), Refused> {
    let row = records::table.find((&record.project, &record.id)).filter(records::version.eq(record.version));
    if diesel::delete(row).execute(connection)? != 1 {
        return Err(Refused::Conflict);
    }
    for field in project.fields.iter().filter(|field| field.is_unique) {
        if let Some(value) = record.values.get(&field.id) {
            release(connection, record, field, value)?;
        }
    }
    pictures::remove(connection, &record.id)?;
    search::remove(connection, record)?;
    Ok(count(connection, &record.project, record.state(), -1)?)
}

/// Takes a unique value for a record. There is no look before it, so nobody can come in between.
fn claim(connection: &mut DbConnection, record: &Record, field: &Field, value: &str) -> Result<(), Refused> {
    const KEY: &str = "unique_values.project_id, unique_values.field_id, unique_values.value_key";
    let claimed = diesel::insert_into(unique_values::table)
        .values((
            unique_values::project_id.eq(&record.project),
            unique_values::field_id.eq(&field.id),
            unique_values::value_key.eq(field.key(value)),
            unique_values::record_id.eq(&record.id),
        ))
        .execute(connection);
    match claimed.map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(error) if error.violates(KEY) => Err(Refused::Duplicate(field.name.to_string())),
        Err(error) => Err(error.into()),
    }
}

fn release(connection: &mut DbConnection, record: &Record, field: &Field, value: &str) -> DbResult<()> {
    let row = unique_values::table.find((&record.project, &field.id, field.key(value)));
    diesel::delete(row).execute(connection)?;
    Ok(())
}

/// Moves the counter of a state; the database adds, so that writers at once lose nothing.
fn count(connection: &mut DbConnection, project: &ProjectId, state: RecordState, by: i64) -> DbResult<()> {
    use record_counters::{active, inactive, trash};
    let row = record_counters::table.find(project);
    let counted = match state {
        RecordState::Active => diesel::update(row).set(active.eq(active + by)).execute(connection)?,
        RecordState::Inactive => diesel::update(row).set(inactive.eq(inactive + by)).execute(connection)?,
        RecordState::Trash => diesel::update(row).set(trash.eq(trash + by)).execute(connection)?,
        RecordState::Absent => 1,
    };
    if counted == 1 { Ok(()) } else { Err(diesel::result::Error::NotFound.into()) }
}

/// Whether a record of the project has this value in a unique field.
pub(super) fn is_taken(
    connection: &mut DbConnection,
    project: &ProjectId,
    field: &Field,
    value: &str,
) -> DbResult<bool> {
    let row = unique_values::table.find((project, &field.id, field.key(value)));
    Ok(diesel::select(diesel::dsl::exists(row)).get_result(connection)?)
}

/// The record of the project that has this value in a unique field.
pub(super) fn owner(
    connection: &mut DbConnection,
    project: &ProjectId,
    field: &Field,
    value: &str,
) -> DbResult<Option<RecordId>> {
    let row = unique_values::table.find((project, &field.id, field.key(value)));
    Ok(row.select(unique_values::record_id).first(connection).optional()?)
}

/// The next number for a card of the project.
pub(super) fn next_id_number(connection: &mut DbConnection, project: &ProjectId) -> DbResult<i64> {
    Ok(record_counters::table.find(project).select(record_counters::next_id_number).first(connection)?)
}

/// Notes that a number was taken, where it would have been the next: else whoever takes the next one after many that were
/// said in their order would look at each of them.
pub(super) fn pass_id_number(connection: &mut DbConnection, project: &ProjectId, number: i64) -> DbResult<()> {
    let next = record_counters::table.find(project).filter(record_counters::next_id_number.eq(number));
    diesel::update(next).set(record_counters::next_id_number.eq(number.saturating_add(1))).execute(connection)?;
    Ok(())
}

/// Notes which number comes next.
pub(super) fn set_next_id_number(connection: &mut DbConnection, project: &ProjectId, next: i64) -> DbResult<()> {
    diesel::update(record_counters::table.find(project))
        .set(record_counters::next_id_number.eq(next))
        .execute(connection)?;
    Ok(())
}
