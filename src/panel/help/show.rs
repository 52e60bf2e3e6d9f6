//! GET /help and GET /help/{slug}

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;

use super::library::{self, HelpPage};
use crate::panel::{PageContext, PageRequest, PanelError, render};

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
    render(StatusCode::OK, &HelpPageView { page, pages, help })
}
