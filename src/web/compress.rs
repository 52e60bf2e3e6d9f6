//! Pages are compressed whole, so that an answer has a length and goes out in one piece.
//!
//! Compressed in a stream, it goes out in small pieces, and the second waits for the client to acknowledge the first:
//! 44 ms on every page. Gzip at level 2 is what costs least for what it saves; Brotli saves little more and costs more.

use std::io::Write;

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue,
            VARY,
        },
    },
    middleware::Next,
    web::Bytes,
};
use flate2::{Compression, write::GzEncoder};

/// Below this, gzip saves less than a packet.
const SMALLEST: usize = 1_024;

/// For what is compressed at each request.
const QUICK: u32 = 2;
/// For what is compressed once.
const SMALL: u32 = 9;

/// Compresses pages for those who accept it.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn compress<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_accepted = accepts_gzip(request.headers());
    let response = next.call(request).await?;
    let is_compressible = response.status() != StatusCode::PARTIAL_CONTENT && is_compressible(response.headers());
    Ok(response.map_body(|head, body| {
        let body = body.boxed();
        if !is_compressible {
            return body;
        }
        let bytes = match body.try_into_bytes() {
            Ok(bytes) => bytes,
            // A stream; there is none of ours.
            Err(body) => return body,
        };
        if bytes.len() < SMALLEST {
            return BoxBody::new(bytes);
        }
        head.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
        match is_accepted.then(|| gzip(&bytes, QUICK)).flatten() {
            Some(compressed) => {
                head.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                // The server writes that of the body.
                head.headers_mut().remove(CONTENT_LENGTH);
                BoxBody::new(compressed)
            }
            None => BoxBody::new(bytes),
        }
    }))
}

/// Compressed as well as can be, for what is kept; none where that saves nothing.
pub(super) fn compress_once(bytes: &[u8]) -> Option<Bytes> {
    gzip(bytes, SMALL).filter(|compressed| compressed.len() < bytes.len())
}

/// Memory takes everything, so it is never none.
fn gzip(bytes: &[u8], level: u32) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4 + 64), Compression::new(level));
    encoder.write_all(bytes).ok()?;
    encoder.finish().map(Bytes::from).ok()
}

/// Whether it is text, and not told to stay as it is.
fn is_compressible(headers: &HeaderMap) -> bool {
    let holds = |name, words: &[&str]| {
        let value = headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
        words.iter().any(|word| value.contains(word))
    };
    !headers.contains_key(CONTENT_ENCODING)
        && !holds(CACHE_CONTROL, &["no-transform"])
        && holds(CONTENT_TYPE, &["text/", "javascript", "json", "svg"])
}

/// Whether gzip is accepted, and not less than plain text (RFC 9110, section 12.5.3). Who accepts nothing that we have, as
/// `identity;q=0` says, gets plain text: a server may disregard the header, and a page is better than none.
pub(super) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut any, mut identity) = (None, None, None);
    let values = headers.get_all(ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    for item in values.flat_map(|value| value.split(',')) {
        let mut parts = item.split(';').map(str::trim);
        let coding = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        // What is no number counts as a refusal.
        let weight: f32 = weight.map_or(1.0, |weight| weight.parse().unwrap_or_default());
        match coding.as_str() {
            "gzip" | "x-gzip" => gzip = Some(weight),
            "identity" => identity = Some(weight),
            "*" => any = Some(weight),
            _ => {}
        }
    }
    let gzip = gzip.or(any).unwrap_or_default();
    gzip > 0.0 && gzip >= identity.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_negotiated() {
        for (accept, expected) in [
            (None, false),
            (Some(""), false),
            (Some("gzip"), true),
            (Some("GZIP"), true),
            (Some("x-gzip"), true),
            (Some("gzip, deflate, br, zstd"), true),
            (Some("br;q=1.0, gzip;q=0.8, *;q=0.1"), true),
            (Some("gzip;q=0"), false),
            (Some("gzip; q=0.000"), false),
            (Some("gzip;q=0.5, identity"), false),
            (Some("gzip;q=0.5, identity;q=0.5"), true),
            (Some("*"), true),
            (Some("*;q=0"), false),
            (Some("*;q=0, gzip"), true),
            (Some("*, gzip;q=0"), false),
            (Some("identity"), false),
            (Some("identity;q=0"), false),
            (Some("identity;q=0, *"), true),
            (Some("br"), false),
            (Some("gzip;q=x"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accept));
            }
            assert_eq!(accepts_gzip(&headers), expected, "{accept:?}");
        }
    }
}
