//! Errors become pages in the reader's language; a failure of ours is logged here, once.

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        ConnectionType, StatusCode,
        header::{ALLOW, RETRY_AFTER},
    },
    middleware::Next,
    web::Data,
};
use askama::Template;

use super::{PageContext, PanelError, authenticate, render};
use crate::{
    texts::Text,
    web::{AppState, BUSY_SECONDS, BadRequest, RequestError, headers},
};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: PageContext,
    status: u16,
    title: Text,
    text: Text,
}

/// Puts a page in the place of every error that has none.
///
/// # Errors
/// Those that come without a response; they bring their page along.
pub(super) async fn replace_errors<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // The router needs the request for itself, so what an error without a response would need of it is taken now.
    let page = PageContext::of(request.request());
    let mut answered = match next.call(request).await {
        Ok(response) => match bare_error(&response) {
            None => response.map_into_boxed_body(),
            Some(error) => {
                // For the person's language; without a database the browser's is good enough.
                let _ = authenticate(&state, response.request()).await;
                let mut answer = answer(PageContext::of(response.request()), &error);
                if let Some(allowed) = response.headers().get(ALLOW) {
                    answer.headers_mut().insert(ALLOW, allowed.clone());
                }
                for cookie in response.response().cookies() {
                    // A cookie that came through once comes through again.
                    let _ = answer.add_cookie(&cookie);
                }
                response.into_response(answer)
            }
        },
        Err(error) => {
            let mut answer = answer(page, &known(&error));
            headers::add(&state, answer.headers_mut());
            state.put_off.note(answer.status());
            return Err(InternalError::from_response(error, answer).into());
        }
    };
    let status = answered.status();
    state.put_off.note(status);
    if status == StatusCode::SERVICE_UNAVAILABLE && !answered.headers().contains_key(RETRY_AFTER) {
        answered.headers_mut().insert(RETRY_AFTER, BUSY_SECONDS.into());
    }
    Ok(answered)
}

/// The error behind a response that is nothing but a status.
fn bare_error<B>(response: &ServiceResponse<B>) -> Option<PanelError> {
    if let Some(error) = response.response().error() {
        return Some(known(error));
    }
    let is_bare = response.status().as_u16() >= 400 && !response.headers().contains_key("content-type");
    is_bare.then(|| of_status(response.status(), "a bare status"))
}

fn known(error: &Error) -> PanelError {
    if let Some(PanelError::Request(error)) = error.as_error::<PanelError>() {
        return error.clone().into();
    }
    match error.as_error::<PanelError>() {
        Some(PanelError::CrossSite) => return PanelError::CrossSite,
        Some(PanelError::PeopleOnly) => return PanelError::PeopleOnly,
        Some(PanelError::Denied(rule)) => return PanelError::Denied(*rule),
        Some(PanelError::QuotaExhausted) => return PanelError::QuotaExhausted,
        Some(PanelError::Storage(error)) => return PanelError::Storage(*error),
        _ => {}
    }
    if let Some(error) = error.as_error::<RequestError>() {
        return error.clone().into();
    }
    of_status(error.as_response_error().status_code(), &error.to_string())
}

fn of_status(status: StatusCode, reason: &str) -> PanelError {
    match status.as_u16() {
        401 => PanelError::SignInRequired,
        403 => PanelError::Forbidden,
        404 => PanelError::NotFound,
        405 => PanelError::MethodNotAllowed,
        409 => PanelError::Conflict,
        408 => RequestError::TooSlow.into(),
        413 => RequestError::TooLarge.into(),
        503 => PanelError::Busy(reason.to_owned()),
        400..500 => BadRequest::Malformed.into(),
        _ => PanelError::Internal(reason.to_owned()),
    }
}

fn answer(page: PageContext, error: &PanelError) -> HttpResponse {
    let status = actix_web::ResponseError::status_code(error);
    // Those that were put off are counted.
    match error {
        PanelError::Busy(_) => tracing::debug!(%error, "a request was put off"),
        error if status.is_server_error() => tracing::error!(%error, "a request failed"),
        _ => {}
    }
    let (title, text) = error.texts(page.locale());
    let is_busy = status == StatusCode::SERVICE_UNAVAILABLE;
    let mut answer = render(status, &ErrorPage { page, status: status.as_u16(), title, text })
        .unwrap_or_else(|_| HttpResponse::new(status));
    if status == StatusCode::REQUEST_TIMEOUT {
        // The rest of its body may still come, and is no request.
        answer.head_mut().set_connection_type(ConnectionType::Close);
    }
    if is_busy {
        answer.headers_mut().insert(RETRY_AFTER, BUSY_SECONDS.into());
    }
    answer
}
