//! The panel is for people who are signed in; who is not is asked to, and what they had typed is kept for them.

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Data,
};

use super::{Fields, FormBody, Visitor, see_other};
use crate::{
    app::AppState,
    error::{AppError, BadRequest},
    sign_in,
};

/// Lets people pass; sends others to sign in, a GET by a redirect, a form with what it holds.
///
/// # Errors
/// Those of what it wraps.
pub async fn guard<B: MessageBody + 'static>(
    state: Data<AppState>,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_signed_in = request.extensions().get::<Visitor>().is_some_and(|visitor| visitor.person.is_some());
    if is_signed_in {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    Ok(match refuse(&state, &mut request).await {
        Ok(answer) => request.into_response(answer),
        Err(error) => request.error_response(error),
    })
}

async fn refuse(state: &AppState, request: &mut ServiceRequest) -> Result<HttpResponse, AppError> {
    if request.method() == Method::POST {
        let typed = match request.extract::<FormBody>().await {
            Ok(FormBody(typed)) => typed,
            Err(AppError::BadRequest(BadRequest::NotAForm)) => Fields::default(),
            Err(error) => return Err(error),
        };
        sign_in::ask_again(state, request.request(), &typed)
    } else {
        Ok(see_other(&sign_in::path_back_to(request.request()), None))
    }
}
