//! Requests that another site makes in a person's name are refused by what browsers say of them (Fetch Metadata, RFC 6454).

use actix_web::{
    Error, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
    web::Data,
};

use crate::{panel::PanelError, web::AppState};

/// Lets reading requests pass, and changing ones only from pages of ours or from programs without cookies.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn refuse<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let public = state.config.public_url.origin().ascii_serialization();
    // Nobody else knows the token in the path, and that page keeps its address, and so its origin, to itself.
    let is_proved_by_token = request.path().starts_with("/first-run/");
    if is_safe(request.method()) || is_proved_by_token || is_ours(request.request(), &public) {
        Ok(next.call(request).await?.map_into_boxed_body())
    } else {
        Ok(request.error_response(PanelError::CrossSite))
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_ours(request: &HttpRequest, public: &str) -> bool {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or(""));
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        // Without a cookie nobody's name can be used.
        (None, None | Some("null")) => !request.headers().contains_key(header::COOKIE),
        (None, Some(origin)) => origin == public,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_rule_as_a_table() {
        let table: [(&[(&'static str, &str)], bool); 10] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://idc.example")], false),
            (&[("origin", "https://idc.example")], true),
            (&[("origin", "https://idc.example.evil")], false),
            (&[("origin", "null"), ("cookie", "a=b")], false),
            (&[("origin", "null")], true),
            (&[("cookie", "a=b")], false),
            (&[], true),
        ];
        for (headers, expected) in table {
            let request = headers.iter().fold(TestRequest::post(), |request, &header| request.append_header(header));
            assert_eq!(is_ours(&request.to_http_request(), "https://idc.example"), expected, "{headers:?}");
        }
    }
}
