//! POST /my/account: language and timezone.

use actix_web::{HttpResponse, ResponseError, http::StatusCode, web::Data};

use super::account::{AccountPage, Facts, Field, answer, meanwhile};
use crate::{
    api_users::{self, EditSettings, OwnAccount, Refused, ServedSettings, Settings, find_own},
    db::{DbConnection, DbResult},
    input::{FieldError, FormErrors},
    locale::{Locale, Timezone},
    merge::Clashes,
    panel::{
        ClashChoice, CurrentApiUser, Flash, PageContext, PanelError,
        meanwhile::{ShownClash, merged_link},
        paths, render, see_other,
    },
    web::{AppState, BadRequest, Fields, FormBody},
};

const SAVED: Flash = Flash::new("flash-account-saved");

/// The settings as typed.
pub(super) struct SettingsForm {
    pub(super) language: String,
    pub(super) timezone: String,
    /// The version that the form was served with.
    pub(super) version: String,
    /// What it was served with.
    pub(super) served: ServedSettings,
}

/// Saves language and timezone.
pub(crate) async fn save(
    state: Data<AppState>,
    user: CurrentApiUser,
    page: PageContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let form = SettingsForm::parse(&body.0)?;
    if body.0.optional("intent")?.as_deref() == Some("resume") {
        return answer(&state, StatusCode::OK, page, user.account, (form, &FormErrors::default())).await;
    }
    let (settings, errors) = form.settings();
    let Some(settings) = settings else {
        return answer(&state, StatusCode::UNPROCESSABLE_ENTITY, page, user.account, (form, &errors)).await;
    };
    let version = body.0.number("version")?;
    let edit = EditSettings { id: user.account.id.clone(), version, served: form.served.clone(), settings };
    match user.operate(&state.db, page.reader.now, move |tx| api_users::edit_settings(tx, &edit)).await {
        Ok(edited) => {
            let flash = if edited.is_changed { SAVED } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&merged_link(paths::MY_ACCOUNT, version, edited), Some((flash, &state.cookies))))
        }
        Err(Refused::Clash(clashes)) => overtaken(&state, page, user, form, (version, clashes)).await,
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => put_off(&state, page, user, form, &error).await,
            error => Err(error),
        },
    }
}

/// The same was changed elsewhere first: what to keep is chosen, and saved with the form.
async fn overtaken(
    state: &AppState,
    page: PageContext,
    user: CurrentApiUser,
    form: SettingsForm,
    (seen, clashes): (i64, Clashes),
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        let Some(account) = find_own(connection, &user.account.id)? else { return Ok(None) };
        let meanwhile = meanwhile(connection, &account, (seen, account.version))?;
        Ok(Some((Facts::load(connection, &account.id)?, account, meanwhile)))
    };
    let (facts, account, meanwhile) = state.db.read(read).await?.ok_or(PanelError::SignInRequired)?;
    let form = form.rebased(&account);
    let shown = clashes.iter().map(|field| ShownClash::of_text(&page, &meanwhile, field, form.texts(field)));
    let (clashes, came_along) = (Some(shown.collect()), meanwhile.tell(&page, &clashes));
    let mut shown = AccountPage::new(page, account, facts, form, &FormErrors::default());
    (shown.clashes, shown.came_along) = (clashes, came_along);
    render(StatusCode::CONFLICT, &shown)
}

/// It could not be saved now; what was typed stays.
async fn put_off(
    state: &AppState,
    page: PageContext,
    user: CurrentApiUser,
    form: SettingsForm,
    error: &PanelError,
) -> Result<HttpResponse, PanelError> {
    let notice = Some(error.texts(page.locale()));
    let id = user.account.id.clone();
    let facts = state.db.read_even_if_gone(move |connection| Facts::load(connection, &id)).await?;
    let mut shown = AccountPage::new(page, user.account, facts, form, &FormErrors::default());
    shown.notice = notice;
    render(error.status_code(), &shown)
}

impl SettingsForm {
    pub(super) fn of(account: &OwnAccount) -> Self {
        let served = ServedSettings::of(account.language, account.timezone);
        let (language, timezone) = (served.language.clone(), served.timezone.clone());
        Self { language, timezone, version: account.version.to_string(), served }
    }

    /// The form over what is saved by now: settings that were not changed here become that.
    fn rebased(self, saved: &OwnAccount) -> Self {
        let now = Self::of(saved);
        let pick = |typed: String, served: &str, saved: String| if typed == served { saved } else { typed };
        Self {
            language: pick(self.language, &self.served.language, now.language),
            timezone: pick(self.timezone, &self.served.timezone, now.timezone),
            version: now.version,
            served: now.served,
        }
    }

    /// What is saved and what is typed of a setting.
    fn texts(&self, field: &str) -> (&str, &str) {
        match field {
            "language" => (&self.served.language, &self.language),
            _ => (&self.served.timezone, &self.timezone),
        }
    }

    fn parse(fields: &Fields) -> Result<Self, PanelError> {
        let typed = |name| -> Result<String, BadRequest> {
            match ClashChoice::theirs(fields, name)? {
                Some(theirs) => Ok(theirs),
                None => fields.one(name),
            }
        };
        Ok(Self {
            language: typed("language")?,
            timezone: typed("timezone")?,
            version: fields.one("version")?,
            served: ServedSettings {
                language: fields.one("served.language")?,
                timezone: fields.one("served.timezone")?,
            },
        })
    }

    fn settings(&self) -> (Option<Settings>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let language = errors.check(Field::Language, Locale::parse(&self.language).ok_or(FieldError::UnknownChoice));
        let timezone =
            errors.check(Field::Timezone, Timezone::recognize(&self.timezone).ok_or(FieldError::UnknownTimezone));
        (language.zip(timezone).map(|(language, timezone)| Settings { language, timezone }), errors)
    }
}
