//! An API user.

use diesel::prelude::*;

use crate::{
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::schema::api_users,
    i18n::{Locale, Timezone},
    id_type,
    security::PasswordHash,
};

id_type! {
    /// The id of an API user.
    ApiUserId
}

/// A machine account. Its texts were parsed before they were stored, as the types in `forms` say.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = api_users)]
pub struct ApiUser {
    /// Never changes.
    pub id: ApiUserId,
    /// As it was typed.
    pub username: String,
    /// The username folded: sorted and searched; unique in `account_names`.
    pub username_key: String,
    /// What it may do with trashed records.
    pub role: ApiUserRole,
    /// Whether it can log in.
    pub status: Status,
    /// Empty for the main organization.
    pub organization: String,
    /// The organization folded.
    pub organization_key: String,
    /// In which language the API answers it.
    pub language: Locale,
    /// In which zone the API tells it the time.
    pub timezone: Timezone,
    /// Its own password.
    pub password_hash: PasswordHash,
    /// When it last logged in.
    pub last_login_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything but the login last changed.
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
    /// For Administrators only.
    pub private_note: String,
    /// The note folded.
    pub private_note_key: String,
}
