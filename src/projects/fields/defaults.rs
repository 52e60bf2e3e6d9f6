//! What a new project starts with: the usual fields of an ID card, and a few color codes.

use diesel::{dsl::exists, prelude::*};

use super::{
    ColorCode, Field, FieldKind, FieldName, Fields,
    store::{insert_color_code, insert_field},
};
use crate::{
    db::{
        Db, DbConnection, DbError, DbResult,
        schema::{project_fields, projects, record_counters},
    },
    ids::{FieldId, ProjectId},
};

/// The first number that a project gives to a card.
const FIRST_ID_NUMBER: i64 = 10_000;

const FIELDS: [(&str, &str, FieldKind, usize); 9] = [
    (FieldName::ID_NUMBER, "ID number", FieldKind::Text, 64),
    ("idc_firstname", "First name", FieldKind::Text, 100),
    ("idc_lastname", "Last name", FieldKind::Text, 100),
    ("idc_organization", "Organization", FieldKind::Text, 100),
    ("idc_title", "Title", FieldKind::Text, 100),
    ("idc_email", "E-mail", FieldKind::Email, 254),
    ("idc_mobile_phone", "Mobile phone", FieldKind::Text, 40),
    ("idc_expiration_date", "Expiration date", FieldKind::Date, 10),
    ("idc_notes", "Notes", FieldKind::Text, 2000),
];

const COLOR_CODES: [(&str, &str); 6] = [
    ("Red", "#c62828"),
    ("Orange", "#e07b00"),
    ("Yellow", "#f2c200"),
    ("Green", "#2e7d32"),
    ("Blue", "#1565c0"),
    ("Violet", "#6a3fb0"),
];

impl Fields {
    /// What the records of a new project hold.
    #[must_use]
    pub fn of_new(project: ProjectId) -> Self {
        Self::new(project, default_fields().collect())
    }
}

fn default_fields() -> impl Iterator<Item = Field> {
    let names = FIELDS.into_iter().filter_map(|(name, ..)| FieldName::parse(name));
    FIELDS.into_iter().zip(names).map(|((_, label, kind, max_length), name)| {
        let is_id_number = name.is_id_number();
        Field {
            id: FieldId::new(),
            name,
            label: label.to_owned(),
            kind,
            max_length,
            is_required: is_id_number,
            is_unique: is_id_number,
            default_value: String::new(),
            choices: Vec::new(),
            is_removed: false,
        }
    })
}

/// Gives a new project what it starts with.
pub(in crate::projects) fn insert_defaults(connection: &mut DbConnection, project: &ProjectId) -> DbResult<()> {
    for (position, field) in default_fields().enumerate() {
        insert_field(connection, project, position, &field)?;
    }
    for (code, (name, color)) in (1..).zip(COLOR_CODES) {
        insert_color_code(connection, project, &ColorCode { code, name: name.to_owned(), color: color.to_owned() })?;
    }
    diesel::insert_into(record_counters::table)
        .values((
            record_counters::project_id.eq(project),
            record_counters::next_id_number.eq(FIRST_ID_NUMBER),
            record_counters::active.eq(0),
            record_counters::inactive.eq(0),
            record_counters::trash.eq(0),
        ))
        .execute(connection)?;
    Ok(())
}

/// How many projects get their fields in one transaction.
const BATCH: i64 = 1_000;

/// Gives projects that were there before they had fields what a new one starts with; goes on where it was interrupted.
pub fn fill_fields(db: &Db) -> DbResult<()> {
    let fill_some = |connection: &mut DbConnection| -> Result<bool, DbError> {
        let own = project_fields::table.filter(project_fields::project_id.eq(projects::id));
        let without: Vec<ProjectId> = projects::table
            .filter(diesel::dsl::not(exists(own)))
            .order(projects::id)
            .limit(BATCH)
            .select(projects::id)
            .load(connection)?;
        for project in &without {
            insert_defaults(connection, project)?;
        }
        Ok(!without.is_empty())
    };
    while db.write_blocking(fill_some)? {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_field_has_a_name_that_is_allowed() {
        for (name, ..) in FIELDS {
            assert!(FieldName::parse(name).is_some(), "{name}");
        }
    }
}
