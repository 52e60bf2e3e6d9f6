//! Answers: pages, and redirects to them.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, HeaderValue, RETRY_AFTER},
    },
};
use askama::Template;

use super::{Flash, PanelError};
use crate::{cards::RasterFormat, images::Picture, input::FormErrors, web::CookieNames};

/// Most pages fit in so many bytes without moving while they grow.
const PAGE: usize = 48 * 1024;

/// A page of ours. It is a person's own, so not even the browser keeps it.
///
/// # Errors
/// When the template can't be written.
pub(super) fn render(status: StatusCode, template: &impl Template) -> Result<HttpResponse, PanelError> {
    let mut html = String::with_capacity(PAGE);
    template.render_into(&mut html)?;
    Ok(HttpResponse::build(status)
        .insert_header(("content-type", "text/html; charset=utf-8"))
        .insert_header(("cache-control", "no-store"))
        .body(html))
}

/// A picture as it is stored. As of pages, not even the browser keeps it, so that none is left once it is erased.
pub(super) fn stored_picture(picture: &Picture) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(picture.format.media_type())
        .insert_header(("cache-control", "no-store"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .body(picture.bytes.to_vec())
}

/// A picture of a card. It is a person's own, so not even the browser keeps it.
pub(super) fn picture_of_card(format: RasterFormat, picture: Vec<u8>) -> HttpResponse {
    let media_type = match format {
        RasterFormat::Jpeg => "image/jpeg",
        RasterFormat::Png => "image/png",
        RasterFormat::Webp => "image/webp",
    };
    HttpResponse::Ok()
        .insert_header(("content-type", media_type))
        .insert_header(("cache-control", "no-store"))
        .body(picture)
}

/// A page that shows a secret. Nobody on the way may compress it either: how much a secret and what an attacker had
/// written beside it shrink together tells of the secret (BREACH).
///
/// # Errors
/// When the template can't be written.
pub(super) fn render_secret(status: StatusCode, template: &impl Template) -> Result<HttpResponse, PanelError> {
    let mut page = render(status, template)?;
    page.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    Ok(page)
}

/// The page of a refused form, rendered with 422; 429 with the wait where it came too soon.
///
/// # Errors
/// Those of the page.
pub(super) fn refusal<F: Copy + Eq>(
    page: Result<HttpResponse, PanelError>,
    errors: &FormErrors<F>,
) -> Result<HttpResponse, PanelError> {
    let mut page = page?;
    if let Some(seconds) = errors.wait() {
        *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    Ok(page)
}

/// Sends the browser on with a GET, to a page that says what was done.
#[must_use]
pub(super) fn see_other(to: &str, flash: Option<(Flash, &CookieNames)>) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response.insert_header(("location", to));
    if let Some((flash, cookies)) = flash {
        response.cookie(cookies.bake(cookies.flash(), flash.word(), None));
    }
    response.finish()
}

/// A path on this server and nothing else: what leads to another site is none.
#[must_use]
pub(super) fn local_path(path: &str) -> Option<&str> {
    let is_local = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    (is_local && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_followed() {
        for good in ["/", "/api-users?status=active", "/help/projects#list"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "api-users",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nx: y",
            "/\t/evil",
            "/é",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
