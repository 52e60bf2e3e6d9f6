//! A record.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    authorization::RecordState,
    clock::Timestamp,
    ids::{FieldId, ProjectId, RecordId},
    projects::fields::{ColorCode, Field, Fields},
};

/// What a project says of its records.
#[derive(Clone, Debug)]
pub struct Project {
    /// Which one.
    pub id: ProjectId,
    /// Its name at the time, for the trail.
    pub name: String,
    /// What its records hold.
    pub fields: Arc<Fields>,
    /// What they may be marked with.
    pub color_codes: Arc<[ColorCode]>,
}

/// A card of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own in the API")]
pub struct Record {
    /// Never changes; the API calls it the record's key.
    pub id: RecordId,
    /// Whose it is.
    pub project: ProjectId,
    /// What it holds in the fields of its project.
    pub values: FieldValues,
    /// Whether its card is in use.
    pub is_active: bool,
    /// Whether it is in Trash, whatever it was before.
    pub is_in_trash: bool,
    /// Whether its holder has checked in.
    pub is_checked_in: bool,
    /// Whether its card waits to be printed.
    pub is_in_print_queue: bool,
    /// The number of its color code.
    pub color_code: Option<i32>,
    /// When it was made.
    pub inserted_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// When its photo was stored; [`Timestamp::NEVER`] where it has none.
    pub pictured_at: Timestamp,
    /// When its signature was stored; [`Timestamp::NEVER`] where it has none.
    pub signed_at: Timestamp,
    /// When its card was printed.
    pub printed_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}

/// Values by the ids of their fields, so that a field may be renamed or removed and come back. None is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct FieldValues(BTreeMap<String, String>);

impl Record {
    /// Its state as [`crate::authorization::decide`] judges it.
    #[must_use]
    pub const fn state(&self) -> RecordState {
        match (self.is_in_trash, self.is_active) {
            (true, _) => RecordState::Trash,
            (false, true) => RecordState::Active,
            (false, false) => RecordState::Inactive,
        }
    }

    /// The number on its card; none only where the database lost it.
    #[must_use]
    pub fn id_number(&self, fields: &Fields) -> Option<&str> {
        fields.id_number().and_then(|field| self.values.get(&field.id))
    }
}

impl FieldValues {
    /// The value in a field.
    #[must_use]
    pub fn get(&self, field: &FieldId) -> Option<&str> {
        self.0.get(field.as_str()).map(String::as_str)
    }

    /// All of them, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// How many bytes all values have.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.values().map(String::len).sum()
    }

    /// Puts a value into a field, or takes it out where there is none.
    pub fn set(&mut self, field: &Field, value: Option<String>) {
        match value.filter(|value| !value.is_empty()) {
            Some(value) => self.0.insert(field.id.to_string(), value),
            None => self.0.remove(field.id.as_str()),
        };
    }
}
