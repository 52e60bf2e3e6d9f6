//! The body of a form: within a size, within a time, and read before anything waits.

use std::pin::Pin;

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    web::{self, Data},
};

use super::{AppState, BadRequest, Fields, RequestError, read_body};

/// The most bytes of a stranger's form: sign-in and first run with the longest of names and passwords, all of it escaped.
pub(super) const STRANGERS_FORM_BYTES: usize = 8 * 1024;

/// The most bytes of the form of somebody who is signed in; all a page of privileges posts is an eighth of it.
pub(crate) const FORM_BYTES: usize = 256 * 1024;

/// How many bytes the form of this request may have. Whoever finds out who sends it leaves it with the request;
/// [`STRANGERS_FORM_BYTES`] where nobody did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormLimit(pub usize);

/// Whose form it is, left with the request as [`FormLimit`] is; all of whom nobody found out count as one.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormSender(pub String);

/// The fields of an `application/x-www-form-urlencoded` body. The body itself is not kept.
#[derive(Debug)]
pub(crate) struct FormBody(pub Fields);

impl FromRequest for FormBody {
    type Error = RequestError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, RequestError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = request.extensions().get().map_or(STRANGERS_FORM_BYTES, |limit: &FormLimit| limit.0);
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let essence = header("content-type").and_then(|value| value.split(';').next());
        let is_form = essence.is_some_and(|it| it.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
        let is_too_large =
            header("content-length").is_some_and(|length| !length.parse().is_ok_and(|it: usize| it <= limit));
        let state = request.app_data::<Data<AppState>>().cloned();
        let payload = web::Payload::from_request(request, payload);
        Box::pin(async move {
            if !is_form {
                return Err(BadRequest::NotAForm.into());
            }
            if is_too_large {
                return Err(RequestError::TooLarge);
            }
            let state = state.ok_or(BadRequest::Malformed)?;
            let payload = payload.await.map_err(|_| BadRequest::Malformed)?;
            Ok(Self(Fields::decode(&read_body(&state, payload, limit).await?)?))
        })
    }
}
