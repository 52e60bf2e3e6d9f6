//! An API user.

use diesel::prelude::*;

use crate::{
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::schema::api_users,
    ids::ApiUserId,
    input::{Organization, PrivateNote, Username},
    locale::{Locale, Timezone},
    security::PasswordHash,
};

/// A machine account.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_users)]
pub struct ApiUser {
    /// Never changes.
    pub id: ApiUserId,
    /// Unique among all accounts.
    pub username: Username,
    /// What it may do with trashed records.
    pub role: ApiUserRole,
    /// Whether it can log in.
    pub status: Status,
    /// Empty for the main organization.
    pub organization: Organization,
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
    pub private_note: PrivateNote,
}

/// An API user as it sees itself: all but the private note, which it must never be shown.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_users)]
pub struct OwnAccount {
    /// As of [`ApiUser`]; so for the others.
    pub id: ApiUserId,
    pub username: Username,
    pub role: ApiUserRole,
    pub status: Status,
    pub organization: Organization,
    pub language: Locale,
    pub timezone: Timezone,
    pub password_hash: PasswordHash,
    pub last_login_at: Timestamp,
    pub created_at: Timestamp,
    pub modified_at: Timestamp,
    pub version: i64,
}

/// What an administrator types of an API user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Unique among all accounts.
    pub username: Username,
    /// What it may do with trashed records.
    pub role: ApiUserRole,
    /// Empty for the main organization.
    pub organization: Organization,
    /// In which language the API answers it.
    pub language: Locale,
    /// In which zone the API tells it the time.
    pub timezone: Timezone,
    /// None where the actor may not see it: then it stays as it is.
    pub private_note: Option<PrivateNote>,
}
