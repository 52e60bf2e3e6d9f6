//! HEAD is GET without the body (RFC 9110, 9.3.2): routes say GET, and the server leaves the body out.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
};

/// Lets HEAD be answered as GET.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn as_get<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}
