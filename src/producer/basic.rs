//! HTTP Basic (RFC 7617), with UTF-8.

use actix_web::http::header::HeaderValue;
use base64::{Engine, prelude::BASE64_STANDARD};

/// Username and password of an `Authorization` header, as they were sent; none where it is missing, of another scheme or
/// malformed. The first colon ends the username.
#[must_use]
pub(crate) fn basic_credentials(header: Option<&HeaderValue>) -> Option<(String, String)> {
    let (scheme, token) = header?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(BASE64_STANDARD.decode(token.trim()).ok()?).ok()?;
    let (username, password) = pair.split_once(':').filter(|_| !pair.contains(char::is_control))?;
    Some((username.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<(String, String)> {
        basic_credentials(Some(&HeaderValue::from_str(header).unwrap()))
    }

    fn encoded(pair: impl AsRef<[u8]>) -> String {
        format!("Basic {}", BASE64_STANDARD.encode(pair))
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        let pair = |username: &str, password: &str| Some((username.to_owned(), password.to_owned()));
        assert_eq!(of("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), pair("Aladdin", "open sesame"));
        assert_eq!(of("basic dGVzdDoxMjPCow=="), pair("test", "123£"));
        assert_eq!(of("BASIC   QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), pair("Aladdin", "open sesame"));
        assert_eq!(of(&encoded("a:b:c:")), pair("a", "b:c:"));
        assert_eq!(of(&encoded(":")), pair("", ""));
    }

    #[test]
    fn what_is_malformed_is_none() {
        assert_eq!(basic_credentials(None), None);
        assert_eq!(basic_credentials(Some(&HeaderValue::from_bytes(b"Basic \xff").unwrap())), None);
        let latin1 = encoded(b"test:123\xa3");
        let control = encoded("test:12\n3");
        let no_colon = encoded("test");
        let bearer = "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
        for bad in ["", "Basic", "Basic ", "Basic %%%", "Basic a", bearer, "QWxhZGRpbg==", &latin1, &control, &no_colon]
        {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
