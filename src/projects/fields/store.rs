//! The queries of fields and color codes.

use diesel::prelude::*;

use super::{ColorCode, Field, FieldKind, FieldName, Fields};
use crate::{
    db::{
        DbConnection, DbResult,
        schema::{project_color_codes, project_fields},
    },
    ids::{FieldId, ProjectId},
};

#[derive(Queryable)]
struct Row {
    id: FieldId,
    name: FieldName,
    label: String,
    kind: FieldKind,
    max_length: i32,
    is_required: bool,
    is_unique: bool,
    default_value: String,
    choices: String,
    is_removed: bool,
}

impl From<Row> for Field {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            label: row.label,
            kind: row.kind,
            max_length: usize::try_from(row.max_length).unwrap_or_default(),
            is_required: row.is_required,
            is_unique: row.is_unique,
            default_value: row.default_value,
            choices: row.choices.lines().map(str::to_owned).collect(),
            is_removed: row.is_removed,
        }
    }
}

/// The fields of a project, also those that were removed.
pub fn fields(connection: &mut DbConnection, project: &ProjectId) -> DbResult<Fields> {
    let rows: Vec<Row> = project_fields::table
        .filter(project_fields::project_id.eq(project))
        .order((project_fields::position, project_fields::id))
        .select((
            project_fields::id,
            project_fields::name,
            project_fields::label,
            project_fields::kind,
            project_fields::max_length,
            project_fields::is_required,
            project_fields::is_unique,
            project_fields::default_value,
            project_fields::choices,
            project_fields::is_removed,
        ))
        .load(connection)?;
    Ok(Fields::new(project.clone(), rows.into_iter().map(Field::from).collect()))
}

pub(super) fn insert_field(
    connection: &mut DbConnection,
    project: &ProjectId,
    position: usize,
    field: &Field,
) -> DbResult<()> {
    diesel::insert_into(project_fields::table)
        .values((
            project_fields::id.eq(&field.id),
            project_fields::project_id.eq(project),
            project_fields::position.eq(i32::try_from(position).unwrap_or(i32::MAX)),
            project_fields::name.eq(&field.name),
            project_fields::label.eq(&field.label),
            project_fields::kind.eq(field.kind),
            project_fields::max_length.eq(i32::try_from(field.max_length).unwrap_or(i32::MAX)),
            project_fields::is_required.eq(field.is_required),
            project_fields::is_unique.eq(field.is_unique),
            project_fields::default_value.eq(&field.default_value),
            project_fields::choices.eq(field.choices.join("\n")),
            project_fields::is_removed.eq(field.is_removed),
        ))
        .execute(connection)?;
    Ok(())
}

/// The color codes of a project, by their numbers.
pub fn color_codes(connection: &mut DbConnection, project: &ProjectId) -> DbResult<Vec<ColorCode>> {
    let rows: Vec<(i32, String, String)> = project_color_codes::table
        .filter(project_color_codes::project_id.eq(project))
        .order(project_color_codes::code)
        .select((project_color_codes::code, project_color_codes::name, project_color_codes::color))
        .load(connection)?;
    Ok(rows.into_iter().map(|(code, name, color)| ColorCode { code, name, color }).collect())
}

pub(super) fn insert_color_code(connection: &mut DbConnection, project: &ProjectId, code: &ColorCode) -> DbResult<()> {
    diesel::insert_into(project_color_codes::table)
        .values((
            project_color_codes::project_id.eq(project),
            project_color_codes::code.eq(code.code),
            project_color_codes::name.eq(&code.name),
            project_color_codes::color.eq(&code.color),
        ))
        .execute(connection)?;
    Ok(())
}
