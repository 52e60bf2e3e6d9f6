//! How a person reads the panel, which they change themselves.

use super::{ChosenLanguage, PanelUser, Refused, Settings, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    ids::PanelUserId,
    locale::Locale,
    merge::{Clashes, Edited, can_have_been_served},
};

/// How a person wants to read from now on.
#[derive(Clone, Debug)]
pub struct EditSettings {
    /// Whose settings.
    pub id: PanelUserId,
    /// The version that they saw.
    pub version: i64,
    /// The settings that they saw.
    pub served: ServedSettings,
    /// The settings as they are to be; those that are as they were served stay as they are saved.
    pub settings: Settings,
}

/// The settings of a person as texts, as a form was served with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServedSettings {
    /// The text of [`Settings::language`]; so for the others.
    pub language: String,
    pub timezone: String,
    pub theme: String,
}

impl ServedSettings {
    /// What a form of this person is served with.
    #[must_use]
    pub fn of(person: &PanelUser) -> Self {
        Self {
            language: person.language.as_str().to_owned(),
            timezone: person.timezone.name().to_owned(),
            theme: person.theme.as_str().to_owned(),
        }
    }
}

/// Saves what a person changed of their settings, and leaves alone what they changed elsewhere meanwhile.
///
/// # Errors
/// [`Refused::Clash`] where the same was changed elsewhere; [`Refused::NeverServed`]; [`Refused::Forbidden`] where they
/// are another person's; [`Refused::Gone`].
pub fn edit_settings(tx: &mut Tx<'_>, edit: &EditSettings) -> Result<Edited, Refused> {
    tx.require_self(&edit.id)?;
    let before = store::find(tx.connection, &edit.id)?.ok_or(Refused::Gone)?;
    if !can_have_been_served(edit.version, before.version, edit.served == ServedSettings::of(&before)) {
        return Err(Refused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let EditSettings { served, settings, .. } = edit;
    let settings = Settings {
        language: clashes.merge("language", &served.language, &settings.language, &before.locale(), |language| {
            ChosenLanguage(*language).as_str().to_owned()
        }),
        timezone: clashes
            .merge("timezone", &served.timezone, &settings.timezone, &before.timezone, |zone| zone.name().to_owned()),
        theme: clashes.merge("theme", &served.theme, &settings.theme, &before.theme, |theme| theme.as_str().to_owned()),
    };
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    let changes = compare(&before, settings);
    let edited = Edited { is_changed: !changes.is_empty(), found: before.version };
    if edited.is_changed {
        save(tx, &before, settings, changes)?;
    }
    Ok(edited)
}

/// Changes a person's language alone, over whatever they changed elsewhere.
///
/// # Errors
/// [`Refused::Forbidden`] where it is another person's; [`Refused::Gone`].
pub fn set_language(tx: &mut Tx<'_>, id: &PanelUserId, language: Locale) -> Result<bool, Refused> {
    tx.require_self(id)?;
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
    changes.compare("language", before.language.as_str(), ChosenLanguage(settings.language).as_str());
    changes.compare("timezone", before.timezone.name(), settings.timezone.name());
    changes.compare("theme", before.theme.as_str(), settings.theme.as_str());
    changes
}
