//! A panel user.

use diesel::prelude::*;

use super::Theme;
use crate::{
    authorization::PanelRole,
    clock::Timestamp,
    db::schema::panel_users,
    ids::PanelUserId,
    input::Username,
    locale::{Locale, Timezone},
    security::PasswordHash,
    text_enum,
};

text_enum! {
    /// Whether a person may sign in.
    pub enum PanelUserStatus {
        /// They may.
        Active = "active",
        /// They may not; everything about them is kept.
        Disabled = "disabled",
    }
}

/// A person who may sign in to the panel.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = panel_users)]
pub struct PanelUser {
    /// Never changes.
    pub id: PanelUserId,
    /// Unique among all accounts.
    pub username: Username,
    /// What the person may do.
    pub role: PanelRole,
    /// A language tag, or empty for whatever the browser asks for.
    pub language: String,
    /// In which zone times are shown.
    pub timezone: Timezone,
    /// In which colors.
    pub theme: Theme,
    /// The person's password.
    pub password_hash: PasswordHash,
    /// Counts the passwords, from 1; sessions that began with an earlier one are over.
    pub password_version: i64,
    /// Whether the person may sign in.
    pub status: PanelUserStatus,
    /// When the person last signed in.
    pub last_login_at: Timestamp,
    /// When the person was added.
    pub created_at: Timestamp,
    /// When anything but the sign-in last changed.
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}

/// How a person reads the panel.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// None for whatever the browser asks for.
    pub language: Option<Locale>,
    /// In which zone times are shown.
    pub timezone: Timezone,
    /// In which colors.
    pub theme: Theme,
}

impl PanelUser {
    /// The language the person chose, where they chose one.
    #[must_use]
    pub fn locale(&self) -> Option<Locale> {
        Locale::parse(&self.language)
    }
}
