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
    audit::{Actor, operate},
    authentication::{SessionId, is_first_run_token, set_first_run_token},
    authorization::PanelRole,
    db::{Db, DbConnection, DbResult},
    input::{FieldError, FormErrors, NewPassword, Username},
    locale::{Locale, Timezone},
    login::{Account, begin_session},
    panel::{PageContext, PageRequest, PanelError, RequestContext, ShownErrors, form_fields, paths, render, see_other},
    security::HashingQueue,
    users::{self, NewPanelUser, Refused},
    web::{AppState, Fields, FormBody},
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
    page: PageContext,
    errors: ShownErrors,
    form: FirstRunForm,
}

/// The form as typed, but for passwords.
struct FirstRunForm {
    username: String,
    language: String,
    timezone: String,
}

struct Parsed {
    username: Username,
    language: Locale,
    timezone: Timezone,
}

/// A token for the link, which makes all earlier ones useless; none where there is a panel user already.
pub(crate) async fn open(db: &Db) -> DbResult<Option<String>> {
    db.write(|connection| {
        let token = (!users::any(connection)?).then(|| Uuid::new_v4().simple().to_string());
        set_first_run_token(connection, token.as_deref())?;
        Ok(token)
    })
    .await
}

/// The form; not found, when the link was used or replaced.
pub(crate) async fn show(
    state: Data<AppState>,
    request: PageRequest,
    token: Path<String>,
) -> Result<HttpResponse, PanelError> {
    check(&state, token.into_inner()).await?;
    let page = request.public().await?;
    let language = page.locale().tag().to_owned();
    let form = FirstRunForm { username: String::new(), language, timezone: "UTC".to_owned() };
    answer(StatusCode::OK, page, form, &FormErrors::default())
}

/// Makes the first Administrator, signs them in, and uses up the link.
pub(crate) async fn submit(
    state: Data<AppState>,
    page: PageContext,
    context: RequestContext,
    session: Session,
    token: Path<String>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let token = token.into_inner();
    check(&state, token.clone()).await?;
    let form = FirstRunForm::parse(&body.0)?;
    let (password, again) = (body.0.one("new_password")?, body.0.one("new_password_again")?);
    // What is not needed must not wait for a turn.
    drop(body);
    let (parsed, mut errors) = form.parsed();
    let username = form.username.clone();
    let accepted = NewPassword::accept(&state.hasher, HashingQueue::Stranger, password, again, username).await?;
    let accepted =
        accepted.map_err(|error| errors.add(error.of_new_password(Field::Password, Field::PasswordAgain), error)).ok();
    let (Some(parsed), Some(password)) = (parsed, accepted) else {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, page, form, &errors);
    };
    let new = NewPanelUser {
        username: parsed.username,
        role: PanelRole::Administrator,
        language: Some(parsed.language),
        timezone: parsed.timezone,
        password_hash: state.hasher.hash(HashingQueue::Stranger, password.plain().clone()).await?,
    };
    let (actor, now) = (Actor::FirstRun { address: context.address.to_string() }, context.now);
    let (new_session, before) = (SessionId::generate()?, context.session);
    let begun = new_session.clone();
    let created = operate(&state.db, actor, now, move |tx| -> Result<_, Refused> {
        let person = users::create_first(tx, &token, &new)?;
        let account = Account::PanelUser(person);
        begin_session(tx.connection, &begun, &account, before.as_ref(), now)?;
        Ok(account.id())
    });
    match created.await {
        Ok(account) => {
            let mut answer = see_other(paths::API_USERS, None);
            session::carry(&state, &session, &new_session, &account, &mut answer)?;
            Ok(answer)
        }
        Err(Refused::UsernameTaken) => {
            let errors = FormErrors::one(Field::Username, FieldError::UsernameTaken);
            answer(StatusCode::UNPROCESSABLE_ENTITY, page, form, &errors)
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn check(state: &AppState, token: String) -> Result<(), PanelError> {
    let open = state.db.read(move |connection| is_open(connection, &token)).await?;
    if open { Ok(()) } else { Err(PanelError::NotFound) }
}

/// Somebody may have been added by the command line while the link was open.
fn is_open(connection: &mut DbConnection, token: &str) -> DbResult<bool> {
    Ok(is_first_run_token(connection, token)? && !users::any(connection)?)
}

impl FirstRunForm {
    fn parse(fields: &Fields) -> Result<Self, PanelError> {
        Ok(Self {
            username: fields.one("username")?,
            language: fields.one("language")?,
            timezone: fields.one("timezone")?,
        })
    }

    fn parsed(&self) -> (Option<Parsed>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let username = errors.check(Field::Username, Username::parse(&self.username));
        let language = errors.check(Field::Language, Locale::parse(&self.language).ok_or(unknown));
        let timezone =
            errors.check(Field::Timezone, Timezone::recognize(&self.timezone).ok_or(FieldError::UnknownTimezone));
        let parsed = username.zip(language).zip(timezone).map(|((username, language), timezone)| Parsed {
            username,
            language,
            timezone,
        });
        (parsed, errors)
    }
}

fn answer(
    status: StatusCode,
    page: PageContext,
    form: FirstRunForm,
    errors: &FormErrors<Field>,
) -> Result<HttpResponse, PanelError> {
    let errors = ShownErrors::of_form(errors, page.locale());
    let mut answer = render(status, &FirstRunPage { page, errors, form })?;
    // The link is in this page's address, which must not be told to any other.
    answer.headers_mut().insert(header::REFERRER_POLICY, header::HeaderValue::from_static("no-referrer"));
    Ok(answer)
}
