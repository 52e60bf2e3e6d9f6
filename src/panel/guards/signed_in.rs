//! Pages are for people or for API users who are signed in; who is not is asked to, and what they had typed is kept for them.

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
        PanelError, Viewer, authenticate, see_other,
        sign_in::{self, known_browser},
    },
    web::{AnyForm, AppState, BadRequest, FORM_BYTES, Fields, FormBody, FormLimit, FormSender, RequestError},
};

/// For whom pages are: gives the error of whom they are not for.
type Admit = fn(&Viewer) -> Result<(), PanelError>;

/// [`guard`] of what is for people.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn people<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    guard(|viewer| viewer.as_person().map(drop), state, request, next).await
}

/// [`guard`] of what is for API users.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn api_users<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    guard(|viewer| viewer.as_api_user().map(drop), state, request, next).await
}

/// [`guard`] of what is for both.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn anybody<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    guard(|_| Ok(()), state, request, next).await
}

/// Lets those pass whom it is for; sends others to sign in, a GET by a redirect, a form with what it holds.
///
/// A GET is let through before it is known who asks: its page finds that out with what it shows. Where it failed before
/// it came to that, it is found out here, so that whom it is not for learns nothing from errors either.
///
/// # Errors
/// Those of what it wraps.
async fn guard<B: MessageBody + 'static>(
    admit: Admit,
    state: Data<AppState>,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method() == Method::GET {
        let response = next.call(request).await?.map_into_boxed_body();
        let is_error = response.status().is_client_error() || response.status().is_server_error();
        return Ok(match authenticate_after(&state, response.request(), is_error, admit).await {
            Ok(true) => response,
            Ok(false) => {
                let answer = see_other(&sign_in::path_back_to(response.request()), None);
                response.into_response(answer)
            }
            Err(error) => response.error_response(error),
        });
    }
    match authenticate(&state, request.request()).await {
        Ok(Some(viewer)) => match admit(&viewer) {
            Ok(()) => {
                request.extensions_mut().insert(FormLimit(FORM_BYTES));
                request.extensions_mut().insert(FormSender(viewer.account().to_string()));
                Ok(next.call(request).await?.map_into_boxed_body())
            }
            Err(error) => Ok(request.error_response(error)),
        },
        Ok(None) => Ok(match ask_to_sign_in(&state, &mut request).await {
            Ok(answer) => request.into_response(answer),
            Err(error) => request.error_response(error),
        }),
        Err(error) => Ok(request.error_response(error)),
    }
}

/// Whether somebody is signed in. Only an error can come from somebody who is not, or whom it is not for.
async fn authenticate_after(
    state: &AppState,
    request: &HttpRequest,
    is_error: bool,
    admit: Admit,
) -> Result<bool, PanelError> {
    if !is_error {
        return Ok(true);
    }
    match authenticate(state, request).await? {
        Some(viewer) => admit(&viewer).map(|()| true),
        None => Ok(false),
    }
}

async fn ask_to_sign_in(state: &AppState, request: &mut ServiceRequest) -> Result<HttpResponse, PanelError> {
    // A stranger has typed nothing that could wait here.
    let known_browser = known_browser::of(state, request.request());
    let typed = if known_browser.is_some() {
        request.extensions_mut().insert(FormLimit(FORM_BYTES));
        request.extract::<AnyForm>().await.map(|AnyForm(form)| form.fields)
    } else {
        request.extract::<FormBody>().await.map(|FormBody(fields)| fields)
    };
    let typed = match typed {
        Err(RequestError::BadRequest(BadRequest::NotAForm)) => Fields::default(),
        typed => typed?,
    };
    sign_in::ask_again(state, request.request(), &typed, known_browser.as_ref())
}
