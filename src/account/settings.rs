//! GET and POST /account: language, timezone and colours.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    app::AppState,
    audit::{self, Action, Changes, Subject},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    error::{AppError, BadRequest},
    form_fields,
    forms::{FieldError, FormErrors, ShownErrors},
    i18n::{Locale, Regions, Timezone},
    users::{self, PanelUser, Settings, Theme},
    web::{Actor, Fields, Flash, FormBody, Page, page, see_other},
};

form_fields! {
    pub(super) enum Field {
        Language = "language", "field-language";
        Timezone = "timezone", "field-timezone";
        Theme = "theme", "field-theme";
        CurrentPassword = "current_password", "field-current-password";
        NewPassword = "new_password", "field-new-password";
        NewPasswordAgain = "new_password_again", "field-new-password-again";
    }
}

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    page: Page,
    regions: Regions,
    errors: ShownErrors,
    form: Typed,
    username: String,
    is_conflict: bool,
}

/// The settings as typed.
pub(super) struct Typed {
    language: String,
    timezone: String,
    theme: String,
    /// The version that the form was served with.
    version: String,
}

/// The page.
///
/// # Errors
/// When it can't be written.
pub async fn show(actor: Actor, frame: Page) -> Result<HttpResponse, AppError> {
    let typed = Typed::of(&actor.person);
    answer(StatusCode::OK, frame, &actor, typed, &FormErrors::default())
}

/// Saves language, timezone and colours.
///
/// # Errors
/// When the form is none of ours or the database can't be changed.
pub async fn save(state: Data<AppState>, actor: Actor, frame: Page, body: FormBody) -> Result<HttpResponse, AppError> {
    let typed = Typed::parse(&body.0)?;
    if body.0.optional("intent")?.as_deref() == Some("resume") {
        return answer(StatusCode::OK, frame, &actor, typed, &FormErrors::default());
    }
    let (draft, errors) = typed.draft();
    let Some(draft) = draft else {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, frame, &actor, typed, &errors);
    };
    let version: i64 = typed.version.parse().map_err(|_| BadRequest::UnknownValue("version"))?;
    let (author, now) = (actor.clone(), frame.reader.now);
    let saved = state.db.write(move |connection| write(connection, &author, version, draft, now)).await?;
    if let Some(flash) = saved {
        return Ok(see_other("/account", Some((flash, &state.cookies))));
    }
    // Saving again is one click.
    let typed = Typed { version: actor.person.version.to_string(), ..typed };
    answer(StatusCode::CONFLICT, frame, &actor, typed, &FormErrors::default())
}

/// None where the settings were changed in another window.
fn write(
    connection: &mut DbConnection,
    actor: &Actor,
    version: i64,
    settings: Settings,
    now: Timestamp,
) -> DbResult<Option<Flash>> {
    let person = &actor.person;
    let changes = changes(settings, person);
    if changes.is_empty() {
        return Ok(Some(Flash::NothingChanged));
    }
    if !users::update_settings(connection, &person.id, version, settings, now)? {
        return Ok(None);
    }
    let subject = Subject::PanelUser(person.id.as_str(), &person.username);
    audit::record(connection, &actor.into(), Action::Changed, subject, &changes, now)?;
    Ok(Some(Flash::AccountSaved))
}

fn changes(settings: Settings, person: &PanelUser) -> Changes {
    let mut changes = Changes::default();
    changes.compare("language", &person.language, settings.language.map_or("", Locale::tag));
    changes.compare("timezone", person.timezone.name(), settings.timezone.name());
    changes.compare("theme", person.theme.as_str(), settings.theme.as_str());
    changes
}

pub(super) fn answer(
    status: StatusCode,
    frame: Page,
    actor: &Actor,
    form: Typed,
    errors: &FormErrors<Field>,
) -> Result<HttpResponse, AppError> {
    let (regions, errors) = (Timezone::regions(frame.reader.now), errors.shown(frame.locale()));
    let username = actor.person.username.clone();
    let is_conflict = status == StatusCode::CONFLICT;
    page(status, &AccountPage { page: frame, regions, errors, form, username, is_conflict })
}

impl Typed {
    pub(super) fn of(person: &PanelUser) -> Self {
        Self {
            language: person.language.clone(),
            timezone: person.timezone.name().to_owned(),
            theme: person.theme.as_str().to_owned(),
            version: person.version.to_string(),
        }
    }

    fn parse(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            language: fields.one("language")?,
            timezone: fields.one("timezone")?,
            theme: fields.one("theme")?,
            version: fields.one("version")?,
        })
    }

    fn draft(&self) -> (Option<Settings>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let language = match self.language.as_str() {
            "" => Some(None),
            tag => errors.check(Field::Language, Locale::parse(tag).ok_or(unknown)).map(Some),
        };
        let timezone = errors.check(Field::Timezone, Timezone::parse(&self.timezone).ok_or(unknown));
        let theme = errors.check(Field::Theme, Theme::parse(&self.theme).ok_or(unknown));
        let draft = language.zip(timezone).zip(theme).map(|((language, timezone), theme)| Settings {
            language,
            timezone,
            theme,
        });
        (draft, errors)
    }
}
