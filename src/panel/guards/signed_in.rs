//! The panel is for people who are signed in; who is not is asked to, and what they had typed is kept for them.

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Data,
};

use crate::{
    panel::{
        PanelError, authenticate, see_other,
        sign_in::{self, known_browser},
    },
    web::{AppState, BadRequest, FORM_BYTES, Fields, FormBody, FormLimit, RequestError},
};

/// Lets people pass; sends others to sign in, a GET by a redirect, a form with what it holds.
///
/// A GET is let through before it is known who asks: its page finds that out with what it shows. Where it failed before
/// it came to that, it is found out here, so that strangers learn nothing from errors either.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn guard<B: MessageBody + 'static>(
    state: Data<AppState>,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method() == Method::GET {
        let response = next.call(request).await?.map_into_boxed_body();
        let is_error = response.status().is_client_error() || response.status().is_server_error();
        return Ok(match authenticate_after(&state, response.request(), is_error).await {
            Ok(true) => response,
            Ok(false) => {
                let answer = see_other(&sign_in::path_back_to(response.request()), None);
                response.into_response(answer)
            }
            Err(error) => response.error_response(error),
        });
    }
    match authenticate(&state, request.request()).await {
        Ok(Some(_)) => {
            request.extensions_mut().insert(FormLimit(FORM_BYTES));
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Ok(None) => Ok(match ask_to_sign_in(&state, &mut request).await {
            Ok(answer) => request.into_response(answer),
            Err(error) => request.error_response(error),
        }),
        Err(error) => Ok(request.error_response(error)),
    }
}

/// Only an error can come from somebody who is not signed in.
async fn authenticate_after(state: &AppState, request: &HttpRequest, is_error: bool) -> Result<bool, PanelError> {
    Ok(!is_error || authenticate(state, request).await?.is_some())
}

async fn ask_to_sign_in(state: &AppState, request: &mut ServiceRequest) -> Result<HttpResponse, PanelError> {
    // A stranger has typed nothing that could wait here.
    let known_browser = known_browser::of(state, request.request());
    if known_browser.is_some() {
        request.extensions_mut().insert(FormLimit(FORM_BYTES));
    }
    let typed = match request.extract::<FormBody>().await {
        Ok(FormBody(typed)) => typed,
        Err(RequestError::BadRequest(BadRequest::NotAForm)) => Fields::default(),
        Err(error) => return Err(error.into()),
    };
    sign_in::ask_again(state, request.request(), &typed, known_browser.as_ref())
}
