//! POST /sign-in

use actix_session::Session;
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Data,
};

use super::{known_browser, reauthentication, session, show::SignInPage};
use crate::{
    authentication::Waiting,
    login::{Account, Credentials, Refused, sign_in},
    panel::{Flash, PageContext, PanelError, RequestContext, local_path, paths, render, see_other},
    web::{AppState, Fields, FormBody},
};

const TYPED_DROPPED: Flash = Flash::new("flash-typed-dropped");

struct SignInForm {
    username: String,
    password: String,
    next: String,
    typed: String,
}

/// Signs in, with the same work and the same words whether or not there is such a username.
pub(crate) async fn submit(
    state: Data<AppState>,
    request: HttpRequest,
    context: RequestContext,
    mut page: PageContext,
    session: Session,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let form = SignInForm::parse(&body.0)?;
    // A try may have to wait for its turn; what it doesn’t need must not wait with it.
    drop(body);
    let known_browser = known_browser::of(&state, &request);
    let credentials = Credentials {
        username: form.username.clone(),
        password: form.password.clone(),
        networks: context.address.networks(),
        session_before: context.session,
        known_browser: known_browser.clone().map(|browser| (browser.account, browser.proof)),
        now: context.now,
    };
    let signed_in = match sign_in(&state.db, &state.hasher, &credentials).await {
        Ok(signed_in) => signed_in,
        Err(Refused::Wrong) => return wrong(page, form),
        Err(Refused::TooSoon(waiting)) => return too_soon(page, form, waiting),
        Err(Refused::Db(error)) => return Err(error.into()),
        Err(Refused::Hashing(error)) => return Err(error.into()),
        Err(Refused::Randomness(error)) => return Err(error.into()),
    };
    let account = signed_in.account;
    let (next, owner) = (next_of(&account, &form.next), account.id());
    page.reader.locale = account.locale().unwrap_or(page.reader.locale);
    let is_theirs = known_browser.is_some_and(|browser| browser.account == owner);
    let waiting = if is_theirs { form.typed.as_str() } else { "" };
    let mut answer = match reauthentication::resume(&state, page, &owner, waiting) {
        Some(page) => page?,
        None if form.typed.is_empty() => see_other(next, None),
        None => see_other(next, Some((TYPED_DROPPED, &state.cookies))),
    };
    session::carry(&state, &session, &signed_in.session, &owner, &mut answer)?;
    Ok(answer)
}

/// Where they wanted to go, else their first page: somebody else may have asked for it in this browser before. Not by way
/// of the home page, which would use up what is to be said next.
fn next_of<'a>(account: &Account, next: &'a str) -> &'a str {
    let (is_theirs, first) = match account {
        Account::PanelUser(_) => (!paths::is_of_api_users(next), paths::API_USERS),
        Account::ApiUser(_) => {
            let is_theirs = paths::is_of_api_users(next) || paths::is_of_records(next) || next.starts_with(paths::HELP);
            (is_theirs, paths::MY_PROJECTS)
        }
    };
    if is_theirs && next != paths::HOME { next } else { first }
}

impl SignInForm {
    fn parse(fields: &Fields) -> Result<Self, PanelError> {
        let next = fields.optional("next")?.unwrap_or_default();
        Ok(Self {
            username: fields.one("username")?,
            password: fields.one("password")?,
            next: local_path(&next).unwrap_or("/").to_owned(),
            typed: fields.optional("typed")?.unwrap_or_default(),
        })
    }

    fn again(self, page: PageContext, error: crate::texts::Text) -> SignInPage {
        let Self { username, next, typed, .. } = self;
        SignInPage { page, username, next, typed, error: Some(error), notice: None }
    }
}

fn wrong(page: PageContext, form: SignInForm) -> Result<HttpResponse, PanelError> {
    let error = page.text("sign-in-wrong");
    render(StatusCode::UNPROCESSABLE_ENTITY, &form.again(page, error))
}

fn too_soon(page: PageContext, form: SignInForm, waiting: Waiting) -> Result<HttpResponse, PanelError> {
    let error = page.text("sign-in-wait").arg("seconds", waiting.seconds());
    let mut answer = render(StatusCode::TOO_MANY_REQUESTS, &form.again(page, error))?;
    answer.headers_mut().insert(header::RETRY_AFTER, waiting.seconds().into());
    Ok(answer)
}
