//! Asking people to sign in, with what they had typed kept in their own browser, sealed to them.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use askama::Template;

use super::show::SignInPage;
use crate::{
    app::AppState,
    error::AppError,
    i18n::Text,
    users::PanelUserId,
    web::{Fields, Page, local_path, page, page_of_action},
};

/// A form that waits for its person to sign in again.
#[derive(Debug, PartialEq, Eq)]
pub struct WaitingForm {
    /// Where it was sent.
    pub path: String,
    /// What it held, without passwords.
    pub fields: Fields,
}

#[derive(Template)]
#[template(path = "sign_in/resume.html")]
struct ResumePage {
    page: Page,
    form: WaitingForm,
}

/// The sign-in page that comes back to this page.
#[must_use]
pub fn path_back_to(request: &HttpRequest) -> String {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("/sign-in?next={next}")
}

/// 401 with the sign-in page, which carries what the form held.
///
/// # Errors
/// When it can't be sealed or written.
pub fn ask_again(state: &AppState, request: &HttpRequest, typed: &Fields) -> Result<HttpResponse, AppError> {
    let frame = Page::of(request);
    let path = request.uri().path();
    let form = WaitingForm { path: path.to_owned(), fields: typed.without(is_password_or_intent) };
    // Only forms that name their author can stand there unsaved; for the others their page is enough.
    let author = typed.optional("author")?.and_then(|author| PanelUserId::parse(&author));
    let typed = match author {
        Some(author) if stands_again(path) => form.seal(state, &author)?,
        _ => String::new(),
    };
    let notice = Some(frame.text("sign-in-session-over"));
    let next = page_of_action(path).to_owned();
    page(
        StatusCode::UNAUTHORIZED,
        &SignInPage { page: frame, username: String::new(), next, typed, error: None::<Text>, notice },
    )
}

/// The page with the waiting form's button, for the person who just signed in; none where there is no form of theirs.
pub fn resume(
    state: &AppState,
    frame: Page,
    person: &PanelUserId,
    sealed: &str,
) -> Option<Result<HttpResponse, AppError>> {
    let form = WaitingForm::open(state, person, sealed)?;
    Some(page(StatusCode::OK, &ResumePage { page: frame, form }))
}

impl WaitingForm {
    fn seal(&self, state: &AppState, person: &PanelUserId) -> Result<String, AppError> {
        let text = format!("{}\n{}", self.path, self.fields.encode());
        Ok(state.seal.close(person.as_str(), &text)?)
    }

    fn open(state: &AppState, person: &PanelUserId, sealed: &str) -> Option<Self> {
        let text = state.seal.open(person.as_str(), sealed)?;
        let (path, fields) = text.split_once('\n')?;
        Some(Self {
            path: local_path(path).filter(|path| stands_again(path))?.to_owned(),
            fields: Fields::decode(fields.as_bytes()).ok()?,
        })
    }
}

/// Whether the path takes a form that can be shown again: a deed without one must not be done later.
fn stands_again(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    matches!(parts.as_slice(), ["api-users" | "projects" | "account"] | ["api-users" | "projects", _])
}

fn is_password_or_intent(name: &str) -> bool {
    name.contains("password") || name == "intent"
}
