//! The project of the examples, and its record.

use std::sync::Arc;

use crate::{
    clock::Timestamp,
    ids::{ProjectId, RecordId},
    projects::fields::Fields,
    records::{FieldValues, Project, Record},
};

/// 2026-01-23 06:53:55 in UTC.
const INSERTED: Timestamp = Timestamp::from_micros(1_769_151_235_000_000);
/// 2026-01-23 14:53:16 in UTC.
const MODIFIED: Timestamp = Timestamp::from_micros(1_769_179_996_000_000);

/// A project as it is when it is new.
pub(super) fn project() -> Project {
    let id = ProjectId::parse("019be95f-5c00-7a2e-9d41-6f0c8b7e5a13").unwrap_or_else(ProjectId::new);
    Project { fields: Arc::new(Fields::of_new(id.clone())), id, name: String::new(), color_codes: Arc::from([]) }
}

/// A record that was made with these data, then changed by these.
pub(super) fn record(project: &Project, data: &[(&str, &str)], changes: &[(&str, &str)]) -> Record {
    let mut record = Record {
        id: RecordId::parse("019be960-1b78-7c05-8a3f-2d94e17b60cc").unwrap_or_else(RecordId::new),
        project: project.id.clone(),
        values: FieldValues::default(),
        is_active: true,
        is_in_trash: false,
        is_checked_in: false,
        is_in_print_queue: false,
        color_code: None,
        inserted_at: INSERTED,
        modified_at: if changes.is_empty() { INSERTED } else { MODIFIED },
        pictured_at: Timestamp::NEVER,
        signed_at: Timestamp::NEVER,
        printed_at: Timestamp::NEVER,
        version: 1,
    };
    for (name, value) in data.iter().chain(changes) {
        set(&mut record, project, name, value);
    }
    record
}

fn set(record: &mut Record, project: &Project, name: &str, value: &str) {
    let is_set = value == "1";
    match name {
        "idc_active" => record.is_active = is_set,
        "idc_trash" => record.is_in_trash = is_set,
        "idc_check_in" => record.is_checked_in = is_set,
        "idc_print_queue" => record.is_in_print_queue = is_set,
        "idc_photo" => record.pictured_at = record.modified_at,
        "idc_printdate" => record.printed_at = record.modified_at,
        "idc_colorcode" => record.color_code = value.parse().ok(),
        _ => {
            if let Some(field) = project.fields.get(name) {
                record.values.set(field, Some(value.to_owned()));
            }
        }
    }
}
