//! A project.

use diesel::prelude::*;

use crate::{authorization::Status, clock::Timestamp, db::schema::projects, forms::ProjectName, id_type};

id_type! {
    /// The id of a project.
    ProjectId
}

/// A set of cards with its own secret key.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = projects)]
pub struct Project {
    /// Never changes.
    pub id: ProjectId,
    /// As it was typed.
    pub name: String,
    /// The name folded: unique, sorted and searched.
    pub name_key: String,
    /// Whether it can be reached.
    pub status: Status,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}

impl Project {
    /// A new one, Inactive until somebody moves it.
    #[must_use]
    pub fn new(name: &ProjectName, now: Timestamp) -> Self {
        Self {
            id: ProjectId::new(),
            name: name.to_string(),
            name_key: name.key(),
            status: Status::Inactive,
            created_at: now,
            modified_at: now,
            version: 1,
        }
    }
}
