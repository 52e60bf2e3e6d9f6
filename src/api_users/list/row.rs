//! A row of the list.

use diesel::prelude::*;

use super::spec::Column;
use crate::{
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::schema::api_users,
    ids::ApiUserId,
    input::{Organization, Username},
};

/// A row of the list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_users)]
pub struct Row {
    /// Whose row it is.
    pub id: ApiUserId,
    /// As it was typed.
    pub username: Username,
    username_key: String,
    /// Its role.
    pub role: ApiUserRole,
    /// Its status.
    pub status: Status,
    /// Empty for the main one.
    pub organization: Organization,
    organization_key: String,
    /// When it last logged in.
    pub last_login_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
}

impl Row {
    /// Whether nothing changed since it was made.
    #[must_use]
    pub fn is_as_inserted(&self) -> bool {
        self.modified_at == self.created_at
    }

    /// What the row is sorted by.
    #[must_use]
    pub fn key(&self, column: Column) -> String {
        match column {
            Column::Status => self.status.as_str().to_owned(),
            Column::Role => self.role.as_str().to_owned(),
            Column::Username => self.username_key.clone(),
            Column::Organization => self.organization_key.clone(),
            Column::LastLogin => self.last_login_at.micros().to_string(),
            Column::Modified => self.modified_at.micros().to_string(),
        }
    }
}
