//! Errors become pages in the reader's language; a failure of ours is logged here, once.

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{StatusCode, header::ALLOW},
    middleware::Next,
};
use askama::Template;

use super::{Page, headers, page};
use crate::{
    db::BUSY,
    error::{AppError, BadRequest},
    i18n::Text,
};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    title: Text,
    text: Text,
}

/// Puts a page in the place of every error that has none.
///
/// # Errors
/// Those of the session's store, which come without a response; they bring their page along.
pub async fn render<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // The router needs the request for itself, so what an error without a response would need of it is taken now.
    let frame = Page::of(request.request());
    match next.call(request).await {
        Ok(response) => Ok(match bare_error(&response) {
            None => response.map_into_boxed_body(),
            Some(error) => {
                let mut answer = answer(Page::of(response.request()), &error);
                if let Some(allowed) = response.headers().get(ALLOW) {
                    answer.headers_mut().insert(ALLOW, allowed.clone());
                }
                for cookie in response.response().cookies() {
                    // A cookie that came through once comes through again.
                    let _ = answer.add_cookie(&cookie);
                }
                response.into_response(answer)
            }
        }),
        Err(error) => {
            let mut answer = answer(frame, &known(&error));
            headers::add(answer.headers_mut());
            Err(InternalError::from_response(error, answer).into())
        }
    }
}

/// The error behind a response that is nothing but a status.
fn bare_error<B>(response: &ServiceResponse<B>) -> Option<AppError> {
    if let Some(error) = response.response().error() {
        return Some(known(error));
    }
    let is_bare = response.status().as_u16() >= 400 && !response.headers().contains_key("content-type");
    is_bare.then(|| of_status(response.status(), "a bare status"))
}

fn known(error: &Error) -> AppError {
    match error.as_error::<AppError>() {
        Some(AppError::BadRequest(reason)) => AppError::BadRequest(reason.clone()),
        Some(AppError::CrossSite) => AppError::CrossSite,
        _ => {
            let reason = error.to_string();
            // The store of the sessions has no type for it that comes through.
            if reason.starts_with(BUSY) {
                return AppError::Busy(reason);
            }
            of_status(error.as_response_error().status_code(), &reason)
        }
    }
}

fn of_status(status: StatusCode, reason: &str) -> AppError {
    match status.as_u16() {
        401 => AppError::SignInRequired,
        403 => AppError::Forbidden,
        404 => AppError::NotFound,
        405 => AppError::MethodNotAllowed,
        409 => AppError::Conflict,
        413 => AppError::TooLarge,
        503 => AppError::Busy(reason.to_owned()),
        400..500 => AppError::BadRequest(BadRequest::Malformed),
        _ => AppError::Internal(reason.to_owned()),
    }
}

fn answer(frame: Page, error: &AppError) -> HttpResponse {
    let status = actix_web::ResponseError::status_code(error);
    match error {
        AppError::Busy(_) => tracing::warn!(%error, "a request was put off"),
        error if status.is_server_error() => tracing::error!(%error, "a request failed"),
        _ => {}
    }
    let (title, text) = error.texts(frame.locale());
    page(status, &ErrorPage { page: frame, status: status.as_u16(), title, text })
        .unwrap_or_else(|_| HttpResponse::new(status))
}
