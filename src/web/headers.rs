//! The headers that every answer carries (OWASP Secure Headers).

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderMap, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY},
    middleware::Next,
    web::Data,
};

use super::AppState;

const PERMISSIONS_POLICY: &str = "permissions-policy";

/// The header of a page whose reader may take photos.
pub(crate) const WITH_CAMERA: (&str, &str) =
    (PERMISSIONS_POLICY, "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");

const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    (PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// A year. Not for subdomains: what else is on this host's domain is not the panel's to say.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers, but not over what an answer says itself.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn secure<B: MessageBody>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    add(&state, response.headers_mut());
    Ok(response)
}

/// Adds the headers that are not there.
pub(crate) fn add(state: &AppState, headers: &mut HeaderMap) {
    if state.config.is_behind_tls() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
