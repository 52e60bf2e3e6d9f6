//! The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).

use actix_web::HttpRequest;

use super::ProducerError;

/// The most characters of a key.
pub(super) const LONGEST: usize = 255;

/// The key of a call; quoted as the draft wants it, or bare as many clients send it.
///
/// # Errors
/// [`ProducerError::IdempotencyKeyInvalid`] where it is empty, too long, there twice, or no visible ASCII.
pub(super) fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, ProducerError> {
    let mut headers = request.headers().get_all("idempotency-key");
    let Some(header) = headers.next() else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim();
    let key = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let is_key = !key.is_empty() && key.len() <= LONGEST && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_key && headers.next().is_none() {
        Ok(Some(key.to_owned()))
    } else {
        Err(ProducerError::IdempotencyKeyInvalid)
    }
}
