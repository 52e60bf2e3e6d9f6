//! Asking people to sign in, with what they had typed kept in their own browser, encrypted for them.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, cookie::Key, http::StatusCode};
use askama::Template;

use super::{known_browser::KnownBrowser, show::SignInPage};
use crate::{
    account_names::AccountId,
    clock::Timestamp,
    panel::{
        PageContext, PanelError,
        actions::{is_shown_again, page_of_action},
        local_path, paths, render,
    },
    texts::Text,
    web::{AppState, Fields, decrypt, encrypt},
};

/// How long what was typed waits.
const LIFE: Duration = Duration::from_hours(12);

/// A form that waits for its author to sign in again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WaitingForm {
    /// Where it was sent.
    pub path: String,
    /// What it held, without passwords.
    pub fields: Fields,
}

#[derive(Template)]
#[template(path = "sign_in/resume.html")]
struct ResumePage {
    page: PageContext,
    form: WaitingForm,
}

/// The sign-in page that comes back to this page.
#[must_use]
pub(crate) fn path_back_to(request: &HttpRequest) -> String {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("{}?next={next}", paths::SIGN_IN)
}

/// 401 with the sign-in page, which carries what the form held.
pub(crate) fn ask_again(
    state: &AppState,
    request: &HttpRequest,
    typed: &Fields,
    known_browser: Option<&KnownBrowser>,
) -> Result<HttpResponse, PanelError> {
    let page = PageContext::of(request);
    let path = request.uri().path();
    let form = WaitingForm { path: path.to_owned(), fields: typed.without(is_password_or_intent) };
    // Only forms that name their author, who signed in here before, can stand there unsaved; for the others their page
    // is enough.
    let author = typed.optional("author")?.and_then(|author| AccountId::parse(&author));
    let author = author.filter(|_| is_shown_again(path));
    let is_theirs = |author: &AccountId| known_browser.is_some_and(|browser| browser.account == *author);
    let (typed, notice) = match author {
        None => (String::new(), "sign-in-session-over"),
        Some(author) if is_theirs(&author) => {
            (form.encrypt(&state.key, &author, page.reader.now), "sign-in-session-over")
        }
        Some(_) => (String::new(), "sign-in-session-over-dropped"),
    };
    let notice = Some(page.text(notice));
    let next = page_of_action(path);
    render(
        StatusCode::UNAUTHORIZED,
        &SignInPage { page, username: String::new(), next, typed, error: None::<Text>, notice },
    )
}

/// The page with the waiting form's button, for who just signed in; none where there is no form of theirs.
pub(super) fn resume(
    state: &AppState,
    page: PageContext,
    account: &AccountId,
    encrypted: &str,
) -> Option<Result<HttpResponse, PanelError>> {
    let form = WaitingForm::decrypt(&state.key, account, encrypted, page.reader.now)?;
    Some(render(StatusCode::OK, &ResumePage { page, form }))
}

impl WaitingForm {
    fn encrypt(&self, key: &Key, account: &AccountId, now: Timestamp) -> String {
        let text = format!("{}\n{}\n{}", now.micros(), self.path, self.fields.encode());
        encrypt(key, &purpose(account), &text)
    }

    /// None where it is another's, too old, or no form that can be shown again.
    fn decrypt(key: &Key, account: &AccountId, encrypted: &str, now: Timestamp) -> Option<Self> {
        let text = decrypt(key, &purpose(account), encrypted)?;
        let mut parts = text.splitn(3, '\n');
        let typed_at = Timestamp::from_micros(parts.next()?.parse().ok()?);
        let path = local_path(parts.next()?).filter(|path| is_shown_again(path))?;
        let fields = Fields::decode(parts.next()?.as_bytes()).ok()?;
        (now.since(typed_at) < LIFE).then(|| Self { path: path.to_owned(), fields })
    }
}

fn purpose(account: &AccountId) -> String {
    format!("typed by {account}")
}

fn is_password_or_intent(name: &str) -> bool {
    const PASSWORDS: [&str; 5] = ["password", "current_password", "own_password", "new_password", "new_password_again"];
    PASSWORDS.contains(&name) || name == "intent"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ApiUserId, PanelUserId};

    #[test]
    fn a_form_waits_for_its_author_and_not_for_ever() {
        let (key, ana, max) =
            (Key::generate(), AccountId::PanelUser(PanelUserId::new()), AccountId::ApiUser(ApiUserId::new()));
        let fields = Fields::decode(b"organization=Else&author=x").unwrap();
        let typed_at = Timestamp::from_micros(1_000_000_000_000_000);
        let form = |path: &str| WaitingForm { path: path.to_owned(), fields: fields.clone() };
        let encrypted = form("/account").encrypt(&key, &ana, typed_at);
        let decrypt = |account, later| WaitingForm::decrypt(&key, account, &encrypted, typed_at.plus(later));
        assert_eq!(decrypt(&ana, Duration::from_secs(1)), Some(form("/account")));
        assert_eq!(decrypt(&ana, LIFE), None);
        assert_eq!(decrypt(&max, Duration::from_secs(1)), None);
        let deed = form("/api-users/x/status").encrypt(&key, &ana, typed_at);
        assert_eq!(WaitingForm::decrypt(&key, &ana, &deed, typed_at), None);
    }
}
