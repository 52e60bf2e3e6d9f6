//! A panel user.

use diesel::prelude::*;

use super::Theme;
use crate::{
    authorization::PanelRole,
    clock::Timestamp,
    db::schema::panel_users,
    forms::Username,
    i18n::{Locale, Timezone},
    id_type,
    security::PasswordHash,
};

id_type! {
    /// The id of a panel user.
    PanelUserId
}

/// A person who may sign in to the panel.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = panel_users)]
pub struct PanelUser {
    /// Never changes.
    pub id: PanelUserId,
    /// As it was typed when the person was added.
    pub username: String,
    /// What the person may do.
    pub role: PanelRole,
    /// A language tag, or empty for whatever the browser asks for.
    pub language: String,
    /// In which zone times are shown.
    pub timezone: Timezone,
    /// In which colours.
    pub theme: Theme,
    /// The person's password.
    pub password_hash: PasswordHash,
    /// When the person last signed in.
    pub last_login_at: Timestamp,
    /// When the person was added.
    pub created_at: Timestamp,
    /// When anything but the sign-in last changed.
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}

/// What it takes to add a person.
#[derive(Clone, Debug)]
pub struct NewPanelUser {
    /// Unique among all accounts.
    pub username: Username,
    /// What the person may do.
    pub role: PanelRole,
    /// None for whatever the browser asks for.
    pub language: Option<Locale>,
    /// In which zone times are shown.
    pub timezone: Timezone,
    /// The person's password.
    pub password_hash: PasswordHash,
}

/// How a person reads the panel.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// None for whatever the browser asks for.
    pub language: Option<Locale>,
    /// In which zone times are shown.
    pub timezone: Timezone,
    /// In which colours.
    pub theme: Theme,
}

impl PanelUser {
    /// The language the person chose, where they chose one.
    #[must_use]
    pub fn locale(&self) -> Option<Locale> {
        Locale::parse(&self.language)
    }
}
