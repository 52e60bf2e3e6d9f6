//! In which language an answer is wanted.

use actix_web::{
    HttpRequest,
    http::header::{AcceptLanguage, Header},
};

use crate::locale::Locale;

/// The language of ours that `Accept-Language` prefers (RFC 9110, section 12.5.4); English where it names none.
#[must_use]
pub(crate) fn accepted_locale(request: &HttpRequest) -> Locale {
    let ranked = AcceptLanguage::parse(request).map(|accepted| accepted.ranked()).unwrap_or_default();
    let tags: Vec<String> = ranked.iter().map(ToString::to_string).collect();
    Locale::negotiate(tags.iter().map(String::as_str))
}
