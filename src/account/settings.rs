//! GET and POST /account: language, timezone and colours.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    app::AppState,
    audit::{self, Action, Changes, Subject},
    error::AppError,
    form_fields,
    forms::{FieldError, FormErrors, ShownErrors},
    i18n::{Locale, Regions, Timezone},
    users::{self, PanelUser, Theme},
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
}

/// The settings as typed.
pub(super) struct Typed {
    language: String,
    timezone: String,
    theme: String,
}

struct Draft {
    language: Option<Locale>,
    timezone: Timezone,
    theme: Theme,
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
    let now = frame.reader.now;
    let changes = draft.changes(&actor.person);
    let flash = if changes.is_empty() { Flash::NothingChanged } else { Flash::AccountSaved };
    state
        .db
        .write(move |connection| {
            if changes.is_empty() {
                return Ok(());
            }
            let person = &actor.person;
            users::update_settings(connection, &person.id, draft.language, draft.timezone, draft.theme, now)?;
            let subject = Subject::PanelUser(person.id.as_str(), &person.username);
            audit::record(connection, &(&actor).into(), Action::Changed, subject, &changes, now)
        })
        .await?;
    Ok(see_other("/account", Some((flash, &state.cookies))))
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
    page(status, &AccountPage { page: frame, regions, errors, form, username })
}

impl Typed {
    pub(super) fn of(person: &PanelUser) -> Self {
        Self {
            language: person.language.clone(),
            timezone: person.timezone.name().to_owned(),
            theme: person.theme.as_str().to_owned(),
        }
    }

    fn parse(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { language: fields.one("language")?, timezone: fields.one("timezone")?, theme: fields.one("theme")? })
    }

    fn draft(&self) -> (Option<Draft>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let language = match self.language.as_str() {
            "" => Some(None),
            tag => errors.check(Field::Language, Locale::parse(tag).ok_or(unknown)).map(Some),
        };
        let timezone = errors.check(Field::Timezone, Timezone::parse(&self.timezone).ok_or(unknown));
        let theme = errors.check(Field::Theme, Theme::parse(&self.theme).ok_or(unknown));
        let draft =
            language.zip(timezone).zip(theme).map(|((language, timezone), theme)| Draft { language, timezone, theme });
        (draft, errors)
    }
}

impl Draft {
    fn changes(&self, person: &PanelUser) -> Changes {
        let mut changes = Changes::default();
        changes.compare("language", &person.language, self.language.map_or("", Locale::tag));
        changes.compare("timezone", person.timezone.name(), self.timezone.name());
        changes.compare("theme", person.theme.as_str(), self.theme.as_str());
        changes
    }
}
