//! GET /sign-in

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    error::AppError,
    i18n::Text,
    web::{Page, QueryFields, local_path, page, see_other},
};

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
pub struct SignInPage {
    pub page: Page,
    pub username: String,
    /// Where to go afterwards.
    pub next: String,
    /// A form that waits, sealed; or empty.
    pub typed: String,
    pub error: Option<Text>,
    pub notice: Option<Text>,
}

/// The sign-in page; who is signed in already goes on.
///
/// # Errors
/// When the query can't be read.
pub async fn show(frame: Page, query: QueryFields) -> Result<HttpResponse, AppError> {
    let next = query.0.optional("next")?.unwrap_or_default();
    let next = local_path(&next).unwrap_or("/").to_owned();
    if frame.person.is_some() {
        return Ok(see_other(&next, None));
    }
    let blank =
        SignInPage { page: frame, username: String::new(), next, typed: String::new(), error: None, notice: None };
    page(StatusCode::OK, &blank)
}
