//! Who may send how much.

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};

use crate::{
    panel::sign_in::{SIGN_IN_BYTES, known_browser},
    web::{AppState, FormLimit},
};

/// Lets the sign-in form carry a waiting form, where somebody signed in before: no others have any.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn sign_in<B: MessageBody>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if known_browser::of(&state, request.request()).is_some() {
        request.extensions_mut().insert(FormLimit(SIGN_IN_BYTES));
    }
    next.call(request).await
}
