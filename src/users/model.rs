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
    text_column, text_enum,
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

/// The language that a person chose; none for whatever the browser asks for. Its column is empty then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct ChosenLanguage(pub Option<Locale>);

text_column!(ChosenLanguage, ChosenLanguage::stored);

impl ChosenLanguage {
    /// The tag of the language, or nothing.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0.map_or("", Locale::tag)
    }

    /// A language that is no longer spoken here is none; nobody must be kept out by it.
    #[expect(clippy::unnecessary_wraps, reason = "so columns want it")]
    fn stored(tag: &str) -> Option<Self> {
        Some(Self(Locale::parse(tag)))
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
    /// In which language they read.
    pub language: ChosenLanguage,
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
    pub const fn locale(&self) -> Option<Locale> {
        self.language.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_language_is_stored_as_its_tag() {
        for (tag, language) in [("", None), ("en", Some(Locale::En)), ("fr", Some(Locale::Fr))] {
            assert_eq!(ChosenLanguage::stored(tag), Some(ChosenLanguage(language)));
            assert_eq!(ChosenLanguage(language).as_str(), tag);
        }
        assert_eq!(ChosenLanguage::stored("xx"), Some(ChosenLanguage(None)));
    }
}
