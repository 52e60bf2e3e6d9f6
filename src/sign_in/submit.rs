//! POST /sign-in

use actix_session::Session;
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Data,
};

use super::{
    again,
    device::{self, Device},
    session,
    show::SignInPage,
};
use crate::{
    app::AppState,
    clock::Timestamp,
    db::{DbConnection, DbError, DbResult},
    error::AppError,
    forms::{Username, fold},
    security::{Attempt, NewPassword, Verdict, Waiting},
    users::{self, PanelUser},
    web::{Fields, Flash, FormBody, Page, Visitor, local_path, page, see_other},
};

struct SignInForm {
    username: String,
    password: String,
    next: String,
    typed: String,
}

/// What counts against whoever tries, and the account of that name.
struct Started {
    attempts: Vec<Attempt>,
    account: Option<PanelUser>,
}

/// Signs in, with the same work and the same words whether or not there is such a username.
///
/// # Errors
/// When the form is none of ours or the database can't say.
pub async fn submit(
    state: Data<AppState>,
    request: HttpRequest,
    frame: Page,
    session: Session,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    let form = SignInForm::parse(&body.0)?;
    let _place = state.hasher.place()?;
    let started = match begin(&state, &request, &form).await? {
        Ok(started) => started,
        Err(waiting) => return too_soon(frame, form, waiting),
    };
    let stored = started.account.as_ref().map(|account| account.password_hash.clone());
    let verdict = state.hasher.verify(&form.password, stored).await?;
    let Some(account) = started.account.filter(|_| verdict != Verdict::Wrong) else {
        return wrong(frame, form);
    };
    if !succeed(&state, started.attempts, &account, verdict, &form.password).await? {
        return wrong(frame, form);
    }
    let mut frame = frame;
    frame.reader.locale = account.locale().unwrap_or(frame.reader.locale);
    let mut answer = match again::resume(&state, frame, &account.id, &form.typed) {
        Some(page) => page?,
        None if form.typed.is_empty() => see_other(&form.next, None),
        None => see_other(&form.next, Some((Flash::TypedDropped, &state.cookies))),
    };
    session::begin(&state, &session, &account.id, &mut answer)?;
    Ok(answer)
}

impl SignInForm {
    fn parse(fields: &Fields) -> Result<Self, AppError> {
        let next = fields.optional("next")?.unwrap_or_default();
        Ok(Self {
            username: fields.one("username")?,
            password: fields.one("password")?,
            next: local_path(&next).unwrap_or("/").to_owned(),
            typed: fields.optional("typed")?.unwrap_or_default(),
        })
    }
}

async fn begin(
    state: &AppState,
    request: &HttpRequest,
    form: &SignInForm,
) -> Result<Result<Started, Waiting>, AppError> {
    let username = Username::parse(&form.username);
    let key = username.as_ref().map_or_else(|_| fold(form.username.trim()), Username::key);
    let (device, visitor) = (device::of(state, request), Visitor::of(request));
    let network = visitor.address.network();
    let started = state.db.write(move |connection| {
        let account = users::find_by_username_key(connection, &key)?;
        let attempts = match device_of(account.as_ref(), device) {
            Some(device) => vec![Attempt::Device(device.proof)],
            None => vec![Attempt::SignIn { username_key: key, network: network.clone() }, Attempt::Network(network)],
        };
        let begun = Attempt::begin(&attempts, connection, visitor.reader.now)?;
        Ok::<_, DbError>(begun.map(|()| Started { attempts, account }))
    });
    Ok(started.await?)
}

/// The browser's proof counts for its own person's name only.
fn device_of(account: Option<&PanelUser>, device: Option<Device>) -> Option<Device> {
    device.filter(|device| account.is_some_and(|account| account.id == device.person))
}

/// False where the password was changed while it was being verified.
async fn succeed(
    state: &AppState,
    attempts: Vec<Attempt>,
    account: &PanelUser,
    verdict: Verdict,
    password: &str,
) -> Result<bool, AppError> {
    let fresh = match verdict {
        Verdict::RightButOutdated => match NewPassword::verified(password) {
            Some(password) => Some(state.hasher.hash(password).await?),
            None => None,
        },
        _ => None,
    };
    let account = account.clone();
    let noted = state.db.write(move |connection: &mut DbConnection| -> DbResult<bool> {
        Attempt::forgive(&attempts, connection)?;
        users::note_sign_in(connection, &account, fresh.as_ref(), Timestamp::now())
    });
    Ok(noted.await?)
}

fn wrong(frame: Page, form: SignInForm) -> Result<HttpResponse, AppError> {
    let error = Some(frame.text("sign-in-wrong"));
    let again =
        SignInPage { page: frame, username: form.username, next: form.next, typed: form.typed, error, notice: None };
    page(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

fn too_soon(frame: Page, form: SignInForm, waiting: Waiting) -> Result<HttpResponse, AppError> {
    let error = Some(frame.text("sign-in-wait").arg("seconds", waiting.seconds()));
    let again =
        SignInPage { page: frame, username: form.username, next: form.next, typed: form.typed, error, notice: None };
    let mut answer = page(StatusCode::TOO_MANY_REQUESTS, &again)?;
    answer.headers_mut().insert(header::RETRY_AFTER, waiting.seconds().into());
    Ok(answer)
}
