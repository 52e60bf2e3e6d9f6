//! The body of a request: JSON (RFC 8259) or a form, read into one tree before anybody is asked who they are.
//!
//! What readers of JSON take differently (RFC 8259 sections 4 and 8.2, RFC 7493) is refused, and what is taken of a body is
//! bounded: its bytes, its members, its depth.

mod form;
mod json;
mod tree;

use thiserror::Error;

pub(crate) use tree::Tree;
pub(super) use tree::{Node, Object};

/// The most bytes of a body.
pub(crate) const BODY_BYTES: usize = 16 * 1024 * 1024;

/// The most members of objects and elements of arrays in a body, all together: each takes more memory than its bytes.
const MOST_MEMBERS: usize = 10_000;

/// So many objects and arrays may stand in each other; a call has three.
pub(super) const DEEPEST: usize = 8;

/// Why a body was not read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// 413: more than [`BODY_BYTES`].
    #[error("the body is too large")]
    TooLarge,
    /// 415: neither JSON nor a form.
    #[error("the body is neither JSON nor a form")]
    UnsupportedMediaType,
    /// 400: it is not what it says to be.
    #[error("the body can't be read: {0}")]
    Unreadable(#[from] BodyProblem),
}

/// What is wrong with a body.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum BodyProblem {
    /// Nothing is in it.
    #[error("empty")]
    Empty,
    /// It ends before its object does.
    #[error("truncated")]
    Truncated,
    /// No JSON, or something after its end.
    #[error("no JSON at line {line}, column {column}")]
    Malformed {
        /// From 1.
        line: usize,
        /// In bytes, from 1; 0 is the end of the line before.
        column: usize,
    },
    /// A byte sequence that is no UTF-8.
    #[error("no UTF-8")]
    NotUtf8,
    /// Half of a UTF-16 surrogate pair, escaped.
    #[error("a lone surrogate")]
    LoneSurrogate,
    /// JSON, but no object.
    #[error("no object")]
    NotAnObject,
    /// Two members of an object, or two fields of a form, have this name.
    #[error("the member {0} is repeated")]
    Duplicate(String),
    /// Nested deeper than [`DEEPEST`].
    #[error("nested too deep")]
    TooDeep,
    /// More members than any call has.
    #[error("too many members")]
    TooManyMembers,
    /// JSON in what says to be a form.
    #[error("JSON, sent as a form")]
    JsonAsForm,
    /// A name of a field whose brackets hold nothing or don't match.
    #[error("the field {0} is malformed")]
    BadName(String),
}

/// Reads a body of this `Content-Type`. `application/json` and other `application/…+json` (RFC 6839) are JSON; their
/// charset is not asked for, since JSON is UTF-8.
///
/// # Errors
/// [`BodyError`], in the order of its variants.
pub(crate) fn read_body(content_type: Option<&str>, bytes: &[u8]) -> Result<Tree, BodyError> {
    if bytes.len() > BODY_BYTES {
        return Err(BodyError::TooLarge);
    }
    let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let root = match essence.trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => form::read(bytes)?,
        "application/json" => json::read(bytes)?,
        other if other.starts_with("application/") && other.ends_with("+json") => json::read(bytes)?,
        _ => return Err(BodyError::UnsupportedMediaType),
    };
    Ok(Tree::new(root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_type_says_how_to_read() {
        let json = br#"{"a": "b"}"#;
        for good in [
            "application/json",
            "Application/JSON; charset=utf-8",
            " application/json ;charset=\"UTF-8\"",
            "application/vnd.idc+json",
        ] {
            assert!(read_body(Some(good), json).is_ok(), "{good}");
        }
        assert!(read_body(Some("application/x-www-form-urlencoded; charset=UTF-8"), b"a=b").is_ok());
        let others =
            ["", "text/plain", "text/json", "application/xml", "multipart/form-data; boundary=x", "json", "+json"];
        for bad in others.map(Some).into_iter().chain([None]) {
            assert_eq!(read_body(bad, json).err(), Some(BodyError::UnsupportedMediaType), "{bad:?}");
        }
    }

    #[test]
    fn the_size_is_judged_first() {
        let large = vec![b' '; BODY_BYTES + 1];
        assert_eq!(read_body(None, &large).err(), Some(BodyError::TooLarge));
        let just = format!(r#"{{"a":"{}"}}"#, "b".repeat(BODY_BYTES - 8));
        assert_eq!(just.len(), BODY_BYTES);
        assert!(read_body(Some("application/json"), just.as_bytes()).is_ok());
    }
}
