//! GET and POST /account: language, timezone and appearance.

use actix_web::{HttpResponse, ResponseError, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    db::DbConnection,
    input::{FieldError, FormErrors},
    locale::{Locale, Timezone},
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError, ShownErrors, form_fields, paths, render, see_other,
    },
    texts::Text,
    users::{self, EditSettings, PanelUser, Refused, Settings, Theme},
    web::{AppState, BadRequest, Fields, FormBody},
};

const SAVED: Flash = Flash("flash-account-saved");

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
    page: PageContext,
    errors: ShownErrors,
    form: AccountForm,
    username: String,
    /// Why it was not saved.
    notice: Option<(Text, Text)>,
}

/// The settings as typed.
pub(super) struct AccountForm {
    language: String,
    timezone: String,
    theme: String,
    /// The version that the form was served with.
    version: String,
}

/// The page.
pub(crate) async fn show(request: PageRequest) -> Result<HttpResponse, PanelError> {
    let (page, person) = request.read(|_, user| Ok(user.person.clone())).await?;
    answer(StatusCode::OK, page, &person, AccountForm::of(&person), &FormErrors::default())
}

/// Saves language, timezone and appearance.
pub(crate) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let form = AccountForm::parse(&body.0)?;
    if body.0.optional("intent")?.as_deref() == Some("resume") {
        return answer(StatusCode::OK, page, &user.person, form, &FormErrors::default());
    }
    let (settings, errors) = form.settings();
    let Some(settings) = settings else {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, page, &user.person, form, &errors);
    };
    let version = form.version.parse().map_err(|_| BadRequest::UnknownValue("version"))?;
    let edit = EditSettings { id: user.person.id.clone(), version, settings };
    match user.operate(&state.db, page.reader.now, move |tx| users::edit_settings(tx, &edit)).await {
        Ok(is_changed) => {
            let flash = if is_changed { SAVED } else { Flash::NOTHING_CHANGED };
            Ok(see_other(paths::ACCOUNT, Some((flash, &state.cookies))))
        }
        Err(Refused::Conflict) => overtaken(&state, page, user, form).await,
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => {
                let notice = Some(error.texts(page.locale()));
                show_form(error.status_code(), page, &user.person, form, &FormErrors::default(), notice)
            }
            error => Err(error),
        },
    }
}

/// Another window saved first: to save it again is one click.
async fn overtaken(
    state: &AppState,
    page: PageContext,
    user: CurrentUser,
    form: AccountForm,
) -> Result<HttpResponse, PanelError> {
    let find = move |connection: &mut DbConnection| users::find(connection, &user.person.id);
    let person = state.db.read(find).await?.ok_or(PanelError::SignInRequired)?;
    let form = AccountForm { version: person.version.to_string(), ..form };
    let notice = Some((page.text("account-conflict-title"), page.text("account-conflict-text")));
    show_form(StatusCode::CONFLICT, page, &person, form, &FormErrors::default(), notice)
}

pub(super) fn answer(
    status: StatusCode,
    page: PageContext,
    person: &PanelUser,
    form: AccountForm,
    errors: &FormErrors<Field>,
) -> Result<HttpResponse, PanelError> {
    show_form(status, page, person, form, errors, None)
}

fn show_form(
    status: StatusCode,
    page: PageContext,
    person: &PanelUser,
    form: AccountForm,
    errors: &FormErrors<Field>,
    notice: Option<(Text, Text)>,
) -> Result<HttpResponse, PanelError> {
    let errors = ShownErrors::of_form(errors, page.locale());
    let username = person.username.to_string();
    render(status, &AccountPage { page, errors, form, username, notice })
}

impl AccountForm {
    pub(super) fn of(person: &PanelUser) -> Self {
        Self {
            language: person.language.clone(),
            timezone: person.timezone.name().to_owned(),
            theme: person.theme.as_str().to_owned(),
            version: person.version.to_string(),
        }
    }

    fn parse(fields: &Fields) -> Result<Self, PanelError> {
        Ok(Self {
            language: fields.one("language")?,
            timezone: fields.one("timezone")?,
            theme: fields.one("theme")?,
            version: fields.one("version")?,
        })
    }

    fn settings(&self) -> (Option<Settings>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let language = match self.language.as_str() {
            "" => Some(None),
            tag => errors.check(Field::Language, Locale::parse(tag).ok_or(unknown)).map(Some),
        };
        let timezone = errors.check(Field::Timezone, Timezone::parse(&self.timezone).ok_or(unknown));
        let theme = errors.check(Field::Theme, Theme::parse(&self.theme).ok_or(unknown));
        let settings = language.zip(timezone).zip(theme).map(|((language, timezone), theme)| Settings {
            language,
            timezone,
            theme,
        });
        (settings, errors)
    }
}
