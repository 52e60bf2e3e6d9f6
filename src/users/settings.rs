//! How a person reads the panel, which they change themselves.

use super::{PanelUser, Refused, Settings, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    ids::PanelUserId,
    locale::Locale,
};

/// How a person wants to read from now on.
#[derive(Clone, Debug)]
pub struct EditSettings {
    /// Whose settings.
    pub id: PanelUserId,
    /// The version that they saw.
    pub version: i64,
    /// The settings.
    pub settings: Settings,
}

/// Saves a person's settings; says whether there was anything to save.
///
/// # Errors
/// [`Refused::Conflict`] where the version is no longer that; [`Refused::Gone`].
pub fn edit_settings(tx: &mut Tx<'_>, edit: &EditSettings) -> Result<bool, Refused> {
    let before = store::find(tx.connection, &edit.id)?.ok_or(Refused::Gone)?;
    let changes = compare(&before, edit.settings);
    if changes.is_empty() {
        return Ok(false);
    }
    if before.version != edit.version {
        return Err(Refused::Conflict);
    }
    save(tx, &before, edit.settings, changes)
}

/// Changes a person's language alone, over whatever they changed elsewhere.
///
/// # Errors
/// [`Refused::Gone`].
pub fn set_language(tx: &mut Tx<'_>, id: &PanelUserId, language: Locale) -> Result<bool, Refused> {
    let before = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    let settings = Settings { language: Some(language), timezone: before.timezone, theme: before.theme };
    let changes = compare(&before, settings);
    if changes.is_empty() { Ok(false) } else { save(tx, &before, settings, changes) }
}

fn save(tx: &mut Tx<'_>, before: &PanelUser, settings: Settings, changes: Changes) -> Result<bool, Refused> {
    let version = store::update_settings(tx.connection, before, settings, tx.now)?;
    let subject = Subject::PanelUser(before.id.clone(), before.username.to_string());
    tx.record(Action::Changed, subject, version, changes);
    Ok(true)
}

fn compare(before: &PanelUser, settings: Settings) -> Changes {
    let mut changes = Changes::default();
    changes.compare("language", &before.language, settings.language.map_or("", Locale::tag));
    changes.compare("timezone", before.timezone.name(), settings.timezone.name());
    changes.compare("theme", before.theme.as_str(), settings.theme.as_str());
    changes
}
