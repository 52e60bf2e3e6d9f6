//! A project.

use diesel::prelude::*;

use crate::{authorization::Status, clock::Timestamp, db::schema::projects, ids::ProjectId, input::ProjectName};

/// A set of cards with its own secret key.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = projects)]
pub struct Project {
    /// Never changes.
    pub id: ProjectId,
    /// Unique among all projects.
    pub name: ProjectName,
    /// Whether it can be reached.
    pub status: Status,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}
