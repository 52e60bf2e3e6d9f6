//! Writing fields and color codes.

use diesel::prelude::*;

use super::{ColorCode, Field, combine::Combined, store::insert_color_code, store::insert_field};
use crate::{
    db::{
        DbConnection, DbResult,
        schema::{project_color_codes, project_fields, records, unique_values},
    },
    ids::{FieldId, ProjectId},
};

/// Writes all fields of the project; those in use in this order.
pub(super) fn fields(
    connection: &mut DbConnection,
    project: &ProjectId,
    fields: &[Combined],
    order: &[FieldId],
) -> DbResult<()> {
    for Combined { before, after, .. } in fields {
        // Out of the way first, since two fields may change names.
        if before.as_ref().is_some_and(|before| before.name != after.name) {
            diesel::update(project_fields::table.find(&after.id))
                .set(project_fields::name.eq(after.id.as_str()))
                .execute(connection)?;
        }
    }
    for Combined { before, after, .. } in fields {
        let place = order.iter().position(|id| *id == after.id);
        match before {
            None => insert_field(connection, project, place.unwrap_or(order.len()), after)?,
            Some(before) => {
                update(connection, after)?;
                let was_kept = before.is_unique && !before.is_removed;
                if was_kept && (!after.is_unique || after.is_removed) {
                    forget_values(connection, project, &after.id)?;
                }
                if let Some(place) = place {
                    diesel::update(project_fields::table.find(&after.id))
                        .set(project_fields::position.eq(i32::try_from(place).unwrap_or(i32::MAX)))
                        .execute(connection)?;
                }
            }
        }
    }
    Ok(())
}

fn update(connection: &mut DbConnection, field: &Field) -> DbResult<()> {
    diesel::update(project_fields::table.find(&field.id))
        .set((
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

fn forget_values(connection: &mut DbConnection, project: &ProjectId, field: &FieldId) -> DbResult<()> {
    let of_field = unique_values::project_id.eq(project).and(unique_values::field_id.eq(field));
    diesel::delete(unique_values::table.filter(of_field)).execute(connection)?;
    Ok(())
}

/// Makes the color code of this number that, or none.
pub(super) fn color_code(
    connection: &mut DbConnection,
    project: &ProjectId,
    code: i32,
    after: Option<&ColorCode>,
) -> DbResult<()> {
    diesel::delete(project_color_codes::table.find((project, code))).execute(connection)?;
    match after {
        Some(after) => insert_color_code(connection, project, after),
        None => Ok(()),
    }
}

/// How many records bear the color code of this number.
pub(super) fn bearing(connection: &mut DbConnection, project: &ProjectId, code: i32) -> DbResult<u64> {
    let bearing = records::table.filter(records::project_id.eq(project).and(records::color_code.eq(code)));
    let count: i64 = bearing.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or_default())
}
