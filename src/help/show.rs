//! GET /help and GET /help/{slug}

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;

use super::library::{self, HelpPage};
use crate::{
    error::AppError,
    web::{Page, page},
};

#[derive(Template)]
#[template(path = "help/index.html")]
struct IndexPage {
    page: Page,
    pages: &'static [HelpPage],
}

#[derive(Template)]
#[template(path = "help/page.html")]
struct HelpPageView {
    page: Page,
    pages: &'static [HelpPage],
    help: &'static HelpPage,
}

/// All pages.
///
/// # Errors
/// When the page can't be written.
pub async fn index(frame: Page) -> Result<HttpResponse, AppError> {
    let pages = library::pages(frame.locale());
    page(StatusCode::OK, &IndexPage { page: frame, pages })
}

/// One page.
///
/// # Errors
/// Not found, where there is no such page.
pub async fn show(frame: Page, slug: Path<String>) -> Result<HttpResponse, AppError> {
    let help = library::page(frame.locale(), &slug).ok_or(AppError::NotFound)?;
    let pages = library::pages(frame.locale());
    page(StatusCode::OK, &HelpPageView { page: frame, pages, help })
}
