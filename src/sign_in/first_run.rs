//! GET and POST /first-run/{token}: the one-time link by which the first Administrator is made.

use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};
use askama::Template;
use uuid::Uuid;

use super::session;
use crate::{
    app::AppState,
    audit::{self, Action, Author, Changes, Subject},
    authorization::PanelRole,
    db::{Db, DbConnection, DbResult},
    error::AppError,
    form_fields,
    forms::{FieldError, FormErrors, ShownErrors, Username},
    i18n::{Locale, Regions, Timezone},
    names::NameError,
    security::{is_first_run_token, set_first_run_token},
    users::{self, NewPanelUser, PanelUser},
    web::{Fields, FormBody, Page, Visitor, page, see_other},
};

form_fields! {
    enum Field {
        Username = "username", "field-username";
        Language = "language", "field-language";
        Timezone = "timezone", "field-timezone";
        Password = "new_password", "field-new-password";
        PasswordAgain = "new_password_again", "field-new-password-again";
    }
}

#[derive(Template)]
#[template(path = "sign_in/first_run.html")]
struct FirstRunPage {
    page: Page,
    regions: Regions,
    errors: ShownErrors,
    form: Typed,
}

/// The form as typed, but for passwords.
struct Typed {
    username: String,
    language: String,
    timezone: String,
}

struct Draft {
    username: Username,
    language: Locale,
    timezone: Timezone,
}

/// A token for the link, which makes all earlier ones useless; none where there is a panel user already.
///
/// # Errors
/// When the database can't be changed.
pub async fn open(db: &Db) -> DbResult<Option<String>> {
    db.write(|connection| {
        let token = (!users::any(connection)?).then(|| Uuid::new_v4().simple().to_string());
        set_first_run_token(connection, token.as_deref())?;
        Ok(token)
    })
    .await
}

/// The form.
///
/// # Errors
/// Not found, when the link was used or replaced.
pub async fn show(state: Data<AppState>, frame: Page, token: Path<String>) -> Result<HttpResponse, AppError> {
    check(&state, token.into_inner()).await?;
    let form = Typed { username: String::new(), language: frame.locale().tag().to_owned(), timezone: "UTC".to_owned() };
    answer(StatusCode::OK, frame, form, &FormErrors::default())
}

/// Makes the first Administrator, signs them in, and uses up the link.
///
/// # Errors
/// Not found, when the link was used or replaced.
pub async fn submit(
    state: Data<AppState>,
    frame: Page,
    visitor: Visitor,
    session: Session,
    token: Path<String>,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    let token = token.into_inner();
    check(&state, token.clone()).await?;
    let _place = state.hasher.place()?;
    let typed = Typed::parse(&body.0)?;
    let (password, again) = (body.0.one("new_password")?, body.0.one("new_password_again")?);
    let (draft, mut errors) = typed.draft();
    let accepted = state.hasher.accept(password, again, typed.username.clone()).await?;
    let accepted =
        accepted.map_err(|error| errors.add(error.of_new_password(Field::Password, Field::PasswordAgain), error)).ok();
    let (Some(draft), Some(password)) = (draft, accepted) else {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, frame, typed, &errors);
    };
    let password_hash = state.hasher.hash(password).await?;
    let new = NewPanelUser {
        username: draft.username,
        role: PanelRole::Administrator,
        language: Some(draft.language),
        timezone: draft.timezone,
        password_hash,
    };
    match state.db.write(move |connection| create(connection, &token, new, &visitor)).await {
        Ok(user) => {
            let mut answer = see_other("/api-users", None);
            session::begin(&state, &session, &user.id, &mut answer)?;
            Ok(answer)
        }
        Err(NameError::Taken) => {
            let errors = FormErrors::one(Field::Username, FieldError::UsernameTaken);
            answer(StatusCode::UNPROCESSABLE_ENTITY, frame, typed, &errors)
        }
        Err(NameError::Db(error)) => Err(error.into()),
    }
}

async fn check(state: &AppState, token: String) -> Result<(), AppError> {
    let open = state.db.read(move |connection| is_open(connection, &token)).await?;
    if open { Ok(()) } else { Err(AppError::NotFound) }
}

/// Somebody may have been added by the command line while the link was open.
fn is_open(connection: &mut DbConnection, token: &str) -> DbResult<bool> {
    Ok(is_first_run_token(connection, token)? && !users::any(connection)?)
}

fn create(
    connection: &mut DbConnection,
    token: &str,
    new: NewPanelUser,
    visitor: &Visitor,
) -> Result<PanelUser, NameError> {
    if !is_open(connection, token)? {
        return Err(NameError::Db(diesel::result::Error::NotFound.into()));
    }
    set_first_run_token(connection, None)?;
    let user = users::insert(connection, new, visitor.reader.now)?;
    let author = Author::FirstRun { address: visitor.address.to_string() };
    let subject = Subject::PanelUser(user.id.as_str(), &user.username);
    let mut changes = Changes::default();
    changes.start("role", user.role.as_str());
    audit::record(connection, &author, Action::Created, subject, &changes, visitor.reader.now)?;
    Ok(user)
}

impl Typed {
    fn parse(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            username: fields.one("username")?,
            language: fields.one("language")?,
            timezone: fields.one("timezone")?,
        })
    }

    fn draft(&self) -> (Option<Draft>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let username = errors.check(Field::Username, Username::parse(&self.username));
        let language = errors.check(Field::Language, Locale::parse(&self.language).ok_or(unknown));
        let timezone = errors.check(Field::Timezone, Timezone::parse(&self.timezone).ok_or(unknown));
        let draft = username.zip(language).zip(timezone).map(|((username, language), timezone)| Draft {
            username,
            language,
            timezone,
        });
        (draft, errors)
    }
}

fn answer(status: StatusCode, frame: Page, form: Typed, errors: &FormErrors<Field>) -> Result<HttpResponse, AppError> {
    let (regions, errors) = (Timezone::regions(frame.reader.now), errors.shown(frame.locale()));
    let mut answer = page(status, &FirstRunPage { page: frame, regions, errors, form })?;
    // The link is in this page's address, which must not be told to any other.
    answer.headers_mut().insert(header::REFERRER_POLICY, header::HeaderValue::from_static("no-referrer"));
    Ok(answer)
}
