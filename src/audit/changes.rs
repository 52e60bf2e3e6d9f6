//! What a change changed, field by field. It never holds a secret, and of a private note only that it changed.

use serde::{Deserialize, Serialize};

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The name of the field as in the form; of privileges `privileges.{project id}`, of the fields of a project
    /// `fields.{field id}.{property}`.
    pub field: String,
    /// None where there was nothing, or where it is not told.
    pub before: Option<String>,
    /// None where there is nothing now, or where it is not told.
    pub after: Option<String>,
}

/// All fields that a change changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// Notes a field where it differs.
    pub fn compare(&mut self, field: impl Into<String>, before: &str, after: &str) {
        if before != after {
            self.0.push(Change { field: field.into(), before: Some(before.to_owned()), after: Some(after.to_owned()) });
        }
    }

    /// Notes what a new thing starts with.
    pub fn start(&mut self, field: impl Into<String>, after: &str) {
        self.0.push(Change { field: field.into(), before: None, after: Some(after.to_owned()) });
    }

    /// Notes what goes with a deletion.
    pub fn end(&mut self, field: impl Into<String>, before: &str) {
        self.0.push(Change { field: field.into(), before: Some(before.to_owned()), after: None });
    }

    /// Notes that a field changed, but not from what to what.
    pub fn redacted(&mut self, field: impl Into<String>) {
        self.0.push(Change { field: field.into(), before: None, after: None });
    }

    /// Leaves out the fields that are not among these.
    pub(crate) fn retain(&mut self, fields: &[&str]) {
        self.0.retain(|change| fields.contains(&change.field.as_str()));
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.0.iter()
    }
}
