//! The number of a page, as a field says it.

use super::{BadRequest, Fields};

/// More pages than any list has; what is more is as good as this.
const MOST_PAGES: i64 = 1_000_000_000_000;

/// The number of a page, as a field says it; 1 where it says nothing.
///
/// # Errors
/// [`BadRequest::BadPage`] for 0, a negative number, and what is no number.
pub(crate) fn page_number(fields: &Fields, name: &str) -> Result<i64, BadRequest> {
    match fields.optional(name)?.as_deref() {
        None | Some("") => Ok(1),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => match digits.parse().unwrap_or(i64::MAX) {
            0 => Err(BadRequest::BadPage),
            number => Ok(number.min(MOST_PAGES)),
        },
        Some(_) => Err(BadRequest::BadPage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_one_are_pages() {
        let table = [
            ("", Ok(1)),
            ("page=", Ok(1)),
            ("page=7", Ok(7)),
            ("page=1000000000000", Ok(1_000_000_000_000)),
            ("page=99999999999999999999999", Ok(MOST_PAGES)),
            ("page=0", Err(BadRequest::BadPage)),
            ("page=-1", Err(BadRequest::BadPage)),
            ("page=1.5", Err(BadRequest::BadPage)),
            ("page=one", Err(BadRequest::BadPage)),
        ];
        for (query, expected) in table {
            assert_eq!(page_number(&Fields::decode(query.as_bytes()).unwrap(), "page"), expected, "{query}");
        }
    }
}
