//! GET /help and GET /help/{slug}

use std::borrow::Cow;

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;
use url::Url;

use super::library::{self, HelpPage};
use crate::{
    panel::{PageContext, PageRequest, PanelError, render},
    producer::reference::SERVER,
};

#[derive(Template)]
#[template(path = "help/index.html")]
struct IndexPage {
    page: PageContext,
    pages: &'static [HelpPage],
}

#[derive(Template)]
#[template(path = "help/page.html")]
struct HelpPageView {
    page: PageContext,
    pages: &'static [HelpPage],
    help: &'static HelpPage,
    html: Cow<'static, str>,
}

/// All pages.
pub(crate) async fn index(request: PageRequest) -> Result<HttpResponse, PanelError> {
    let page = request.public().await?;
    let pages = library::pages(page.locale());
    render(StatusCode::OK, &IndexPage { page, pages })
}

/// One page.
pub(crate) async fn show(request: PageRequest, slug: Path<String>) -> Result<HttpResponse, PanelError> {
    let page = request.public().await?;
    let help = library::page(page.locale(), &slug).ok_or(PanelError::NotFound)?;
    let pages = library::pages(page.locale());
    let html = with_address(&help.html, &request.state().config.public_url);
    render(StatusCode::OK, &HelpPageView { page, pages, help, html })
}

/// The page with the address of this server in its examples.
fn with_address(html: &'static str, server: &Url) -> Cow<'static, str> {
    if html.contains(SERVER) { html.replace(SERVER, server.as_str().trim_end_matches('/')).into() } else { html.into() }
}
