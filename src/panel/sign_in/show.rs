//! GET /sign-in

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    panel::{PageContext, PageRequest, PanelError, local_path, render, see_other},
    texts::Text,
    web::QueryFields,
};

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
pub(super) struct SignInPage {
    pub page: PageContext,
    pub username: String,
    /// Where to go afterwards.
    pub next: String,
    /// A form that waits, encrypted; or empty.
    pub typed: String,
    pub error: Option<Text>,
    pub notice: Option<Text>,
}

/// Longer than any address of ours; the form that carries it is a stranger's and must stay small.
const LONGEST_NEXT: usize = 2_000;

/// The sign-in page; who is signed in already goes on.
pub(crate) async fn show(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let next = query.0.optional("next")?.unwrap_or_default();
    let next = local_path(&next).filter(|path| path.len() <= LONGEST_NEXT).unwrap_or("/").to_owned();
    let page = request.public().await?;
    if page.viewer.is_some() {
        return Ok(see_other(&next, None));
    }
    let blank = SignInPage { page, username: String::new(), next, typed: String::new(), error: None, notice: None };
    render(StatusCode::OK, &blank)
}
