//! The fields of a project's records.

use std::collections::HashMap;

use super::FieldName;
use crate::{
    ids::{FieldId, ProjectId},
    text_enum,
};

text_enum! {
    /// What values of a field look like.
    pub enum FieldKind {
        /// Any text on one or more lines.
        Text = "text",
        /// A decimal number such as -12.50.
        Number = "number",
        /// A day as YYYY-MM-DD.
        Date = "date",
        /// An e-mail address.
        Email = "email",
        /// One of a list.
        Choice = "choice",
    }
}

/// A field of a project's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Never changes; values stand by it.
    pub id: FieldId,
    /// By which the API knows it.
    pub name: FieldName,
    /// By which people know it.
    pub label: String,
    /// What its values look like.
    pub kind: FieldKind,
    /// The most code points of a value.
    pub max_length: usize,
    /// Whether every record must have a value.
    pub is_required: bool,
    /// Whether no two records may have the same value.
    pub is_unique: bool,
    /// What a new record has where nothing else is said; empty for nothing.
    pub default_value: String,
    /// The values that a choice offers; empty for the other kinds.
    pub choices: Vec<String>,
    /// Removed from the project; values are kept for when it comes back.
    pub is_removed: bool,
}

/// The fields of a project, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Whose they are.
    pub project: ProjectId,
    all: Vec<Field>,
}

/// A color that a record may be marked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorCode {
    /// 1 to 15.
    pub code: i32,
    /// What it stands for.
    pub name: String,
    /// As in CSS, `#rrggbb`.
    pub color: String,
}

impl Fields {
    /// The most that a project may have at a time.
    pub const MOST: usize = 50;

    pub(super) const fn new(project: ProjectId, all: Vec<Field>) -> Self {
        Self { project, all }
    }

    /// All of them, also those that were removed.
    pub(super) fn into_all(self) -> Vec<Field> {
        self.all
    }

    /// Those in use, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.all.iter().filter(|field| !field.is_removed)
    }

    /// Those that were removed, in no order.
    pub fn removed(&self) -> impl Iterator<Item = &Field> {
        self.all.iter().filter(|field| field.is_removed)
    }

    /// The one in use that has this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.iter().find(|field| field.name.as_str() == name)
    }

    /// What people call each, also those that were removed.
    #[must_use]
    pub fn labels(&self) -> HashMap<FieldId, String> {
        self.all.iter().map(|field| (field.id.clone(), field.label.clone())).collect()
    }

    /// The number on the card; none only where the database lost it.
    #[must_use]
    pub fn id_number(&self) -> Option<&Field> {
        self.get(FieldName::ID_NUMBER)
    }
}

impl ColorCode {
    /// The most that a project may have.
    pub const MOST: usize = 15;
}
