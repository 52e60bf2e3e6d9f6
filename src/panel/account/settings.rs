//! GET and POST /account: language, timezone and appearance.

use actix_web::{HttpResponse, ResponseError, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    audit::Subject,
    db::{DbConnection, DbResult},
    input::{FieldError, FormErrors},
    locale::{Locale, Timezone},
    merge::Clashes,
    panel::{
        ClashChoice, CurrentUser, Flash, PageContext, PageRequest, PanelError, ShownErrors, form_fields,
        meanwhile::{Meanwhile, ShownClash, ToldChange, merged, merged_link},
        paths, render, see_other,
    },
    texts::Text,
    users::{self, EditSettings, PanelUser, Refused, ServedSettings, Settings, Theme},
    web::{AppState, BadRequest, Fields, FormBody, QueryFields},
};

const SAVED: Flash = Flash::new("flash-account-saved");

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
    /// Where settings were changed elsewhere too, which.
    clashes: Option<Vec<ShownClash>>,
    /// What else was changed elsewhere, which came along.
    came_along: Vec<ToldChange>,
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
    /// What it was served with.
    served: ServedSettings,
}

/// The page.
pub(crate) async fn show(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let merged = merged(&query.0)?;
    let (page, (person, meanwhile)) = request
        .read(move |connection, user| {
            Ok((user.person.clone(), Meanwhile::load_some(connection, &subject(&user.person), merged)?))
        })
        .await?;
    let mut account = AccountPage::new(page, &person, AccountForm::of(&person), &FormErrors::default());
    account.came_along = meanwhile.tell(&account.page, &Clashes::default());
    render(StatusCode::OK, &account)
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
    let version = body.0.number("version")?;
    let edit = EditSettings { id: user.person.id.clone(), version, served: form.served.clone(), settings };
    match user.operate(&state.db, page.reader.now, move |tx| users::edit_settings(tx, &edit)).await {
        Ok(edited) => {
            let flash = if edited.is_changed { SAVED } else { Flash::NOTHING_CHANGED };
            let location = merged_link(paths::ACCOUNT, version, edited);
            Ok(see_other(&location, Some((flash, &state.cookies))))
        }
        Err(Refused::Clash(clashes)) => overtaken(&state, page, user, form, (version, clashes)).await,
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => {
                let notice = Some(error.texts(page.locale()));
                let account = AccountPage::new(page, &user.person, form, &FormErrors::default());
                render(error.status_code(), &AccountPage { notice, ..account })
            }
            error => Err(error),
        },
    }
}

/// Another window saved the same first: what to keep is chosen, and saved with the form.
async fn overtaken(
    state: &AppState,
    page: PageContext,
    user: CurrentUser,
    form: AccountForm,
    (seen, clashes): (i64, Clashes),
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        let Some(person) = users::find(connection, &user.person.id)? else { return Ok(None) };
        let meanwhile = Meanwhile::load(connection, &subject(&person), (seen, person.version))?;
        Ok(Some((person, meanwhile)))
    };
    let (person, meanwhile) = state.db.read(read).await?.ok_or(PanelError::SignInRequired)?;
    let form = form.rebased(&person);
    let shown = clashes.iter().map(|field| ShownClash::of_text(&page, &meanwhile, field, form.texts(field)));
    let (clashes, came_along) = (Some(shown.collect()), meanwhile.tell(&page, &clashes));
    let account = AccountPage::new(page, &person, form, &FormErrors::default());
    render(StatusCode::CONFLICT, &AccountPage { clashes, came_along, ..account })
}

fn subject(person: &PanelUser) -> Subject {
    Subject::PanelUser(person.id.clone(), person.username.to_string())
}

pub(super) fn answer(
    status: StatusCode,
    page: PageContext,
    person: &PanelUser,
    form: AccountForm,
    errors: &FormErrors<Field>,
) -> Result<HttpResponse, PanelError> {
    render(status, &AccountPage::new(page, person, form, errors))
}

impl AccountPage {
    fn new(page: PageContext, person: &PanelUser, form: AccountForm, errors: &FormErrors<Field>) -> Self {
        Self {
            errors: ShownErrors::of_form(errors, page.locale()),
            page,
            form,
            username: person.username.to_string(),
            clashes: None,
            came_along: Vec::new(),
            notice: None,
        }
    }
}

impl AccountForm {
    pub(super) fn of(person: &PanelUser) -> Self {
        Self {
            language: person.language.as_str().to_owned(),
            timezone: person.timezone.name().to_owned(),
            theme: person.theme.as_str().to_owned(),
            version: person.version.to_string(),
            served: ServedSettings::of(person),
        }
    }

    /// The form over what is saved by now: settings that were not changed here become that.
    fn rebased(self, saved: &PanelUser) -> Self {
        let now = ServedSettings::of(saved);
        let pick = |typed: String, served: &str, saved: &str| if typed == served { saved.to_owned() } else { typed };
        Self {
            language: pick(self.language, &self.served.language, &now.language),
            timezone: pick(self.timezone, &self.served.timezone, &now.timezone),
            theme: pick(self.theme, &self.served.theme, &now.theme),
            version: saved.version.to_string(),
            served: now,
        }
    }

    /// What is saved and what is typed of a setting.
    fn texts(&self, field: &str) -> (&str, &str) {
        match field {
            "language" => (&self.served.language, &self.language),
            "timezone" => (&self.served.timezone, &self.timezone),
            _ => (&self.served.theme, &self.theme),
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
            theme: typed("theme")?,
            version: fields.one("version")?,
            served: ServedSettings {
                language: fields.one("served.language")?,
                timezone: fields.one("served.timezone")?,
                theme: fields.one("served.theme")?,
            },
        })
    }

    fn settings(&self) -> (Option<Settings>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let language = match self.language.as_str() {
            "" => Some(None),
            tag => errors.check(Field::Language, Locale::parse(tag).ok_or(unknown)).map(Some),
        };
        let timezone =
            errors.check(Field::Timezone, Timezone::recognize(&self.timezone).ok_or(FieldError::UnknownTimezone));
        let theme = errors.check(Field::Theme, Theme::parse(&self.theme).ok_or(unknown));
        let settings = language.zip(timezone).zip(theme).map(|((language, timezone), theme)| Settings {
            language,
            timezone,
            theme,
        });
        (settings, errors)
    }
}
