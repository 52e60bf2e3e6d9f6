//! The language and the timezone of an API user, as it changes them itself.

use super::{ApiUser, Refused, store};
use crate::{
    audit::{Action, Changes, Forbidden, Subject, Tx},
    authorization::Status,
    ids::ApiUserId,
    locale::{Locale, Timezone},
    merge::{Clashes, Edited, can_have_been_served},
};

/// How an API user reads.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// In which language its pages are, and the API answers it.
    pub language: Locale,
    /// In which zone it is told the time.
    pub timezone: Timezone,
}

/// How an API user wants to read from now on.
#[derive(Clone, Debug)]
pub struct EditSettings {
    /// Whose settings.
    pub id: ApiUserId,
    /// The version that it saw.
    pub version: i64,
    /// The settings that it saw.
    pub served: ServedSettings,
    /// The settings as they are to be; those that are as they were served stay as they are saved.
    pub settings: Settings,
}

/// The settings of an API user as texts, as a form was served with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServedSettings {
    /// The text of [`Settings::language`]; so for the other.
    pub language: String,
    pub timezone: String,
}

impl ServedSettings {
    /// What a form of these settings is served with.
    #[must_use]
    pub fn of(language: Locale, timezone: Timezone) -> Self {
        Self { language: language.tag().to_owned(), timezone: timezone.name().to_owned() }
    }
}

/// Saves what an API user changed of its settings, and leaves alone what others changed meanwhile.
///
/// # Errors
/// [`Refused::Clash`] where the same was changed elsewhere; [`Refused::NeverServed`]; [`Refused::Forbidden`] where they
/// are another's, or it is Active no longer; [`Refused::Gone`].
pub fn edit_settings(tx: &mut Tx<'_>, edit: &EditSettings) -> Result<Edited, Refused> {
    let before = find_self(tx, &edit.id)?;
    let saved = ServedSettings::of(before.language, before.timezone);
    if !can_have_been_served(edit.version, before.version, edit.served == saved) {
        return Err(Refused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let EditSettings { served, settings, .. } = edit;
    let settings = Settings {
        language: clashes.merge("language", &served.language, &settings.language, &before.language, |language| {
            language.tag().to_owned()
        }),
        timezone: clashes
            .merge("timezone", &served.timezone, &settings.timezone, &before.timezone, |zone| zone.name().to_owned()),
    };
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    Ok(Edited { is_changed: save(tx, &before, settings)?, found: before.version })
}

/// Changes an API user's language alone, over whatever was changed elsewhere; false where it is that already.
///
/// # Errors
/// [`Refused::Forbidden`] where it is another's, or it is Active no longer; [`Refused::Gone`].
pub fn set_language(tx: &mut Tx<'_>, id: &ApiUserId, language: Locale) -> Result<bool, Refused> {
    let before = find_self(tx, id)?;
    save(tx, &before, Settings { language, timezone: before.timezone })
}

/// The API user, where it is the actor itself and Active still.
pub(super) fn find_self(tx: &mut Tx<'_>, id: &ApiUserId) -> Result<ApiUser, Refused> {
    tx.require_own_api_user(id)?;
    let user = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    if user.status == Status::Active { Ok(user) } else { Err(Forbidden.into()) }
}

fn save(tx: &mut Tx<'_>, before: &ApiUser, Settings { language, timezone }: Settings) -> Result<bool, Refused> {
    let mut changes = Changes::default();
    changes.compare("language", before.language.tag(), language.tag());
    changes.compare("timezone", before.timezone.name(), timezone.name());
    if changes.is_empty() {
        return Ok(false);
    }
    let version = before.version.saturating_add(1);
    let after = ApiUser { language, timezone, modified_at: tx.now, version, ..before.clone() };
    store::update(tx.connection, before, &after)?;
    tx.record(Action::Changed, Subject::ApiUser(after.id, after.username.to_string()), version, changes);
    Ok(true)
}
