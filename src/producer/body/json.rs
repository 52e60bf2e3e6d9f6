//! JSON to the letter: numbers as they were written, and each name once in its object.
//!
//! Members and depth are bounded by one look at the bytes, before anything is parsed: a body of 16 MB must cost little where
//! nobody knows who sent it.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{error::Category, value::RawValue};

use super::{BodyProblem, DEEPEST, MOST_MEMBERS, Node, Object};

/// Reads an object. A byte order mark before it is ignored, as RFC 8259 section 8.1 allows.
///
/// # Errors
/// [`BodyProblem`].
pub(super) fn read(bytes: &[u8]) -> Result<Object, BodyProblem> {
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        None => BodyProblem::Truncated,
        Some(_) => BodyProblem::NotUtf8,
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err(BodyProblem::Empty);
    }
    bound(text)?;
    let root: &RawValue = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => BodyProblem::Truncated,
        _ => BodyProblem::Malformed { line: error.line(), column: error.column() },
    })?;
    match node(root.get())? {
        Node::Object(root) => Ok(root),
        _ => Err(BodyProblem::NotAnObject),
    }
}

/// Makes sure that there are not too many members and levels. Every member or element comes after a bracket that opens, or
/// after a comma.
fn bound(text: &str) -> Result<(), BodyProblem> {
    let (mut members, mut depth) = (0, 0_usize);
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_text,
            b'"' => is_text = !is_text,
            b'{' | b'[' | b',' if !is_text => {
                members += 1;
                depth += usize::from(byte != b',');
                if depth > DEEPEST {
                    return Err(BodyProblem::TooDeep);
                }
                if members > MOST_MEMBERS {
                    return Err(BodyProblem::TooManyMembers);
                }
            }
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// A value, known to be JSON but for its surrogates.
fn node(json: &str) -> Result<Node, BodyProblem> {
    Ok(match json.as_bytes() {
        [b'{', ..] => Node::Object(object(json)?),
        [b'[', ..] => array(json)?,
        [b'"', ..] => Node::Text(part(json)?),
        [b'n', ..] => Node::Null,
        [b't' | b'f', ..] => Node::Bool,
        _ => Node::Number(json.to_owned()),
    })
}

fn object(json: &str) -> Result<Object, BodyProblem> {
    let Members(members) = part(json)?;
    let mut names = HashSet::with_capacity(members.len());
    if let Some((twice, _)) = members.iter().find(|(name, _)| !names.insert(name.as_str())) {
        return Err(BodyProblem::Duplicate(twice.clone()));
    }
    let nodes = members.into_iter().map(|(name, value)| Ok((name, node(value.get())?)));
    nodes.collect::<Result<_, _>>().map(Object)
}

/// Of the elements nothing is kept.
fn array(json: &str) -> Result<Node, BodyProblem> {
    let elements: Vec<&RawValue> = part(json)?;
    for element in &elements {
        node(element.get())?;
    }
    Ok(if elements.is_empty() { Node::EmptyArray } else { Node::Array })
}

/// A part of what was found to be JSON, so that only the surrogates of its texts can still be wrong.
fn part<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, BodyProblem> {
    serde_json::from_str(json).map_err(|_| BodyProblem::LoneSurrogate)
}

/// The members of an object, also where names are repeated.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        json.deserialize_map(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(json: impl AsRef<[u8]>) -> BodyProblem {
        read(json.as_ref()).expect_err("it was read")
    }

    #[test]
    fn values_are_what_was_written() {
        let big = "9".repeat(400);
        let object = read(
            format!(
                r#" {{"t": "é\u00e9\ud83d\ude00\u0000\n", "\u0061": 2, "f": 1.10, "e": 1e3, "z": -0, "big": {big},
                "n": null, "b": true, "o": {{}}, "no": [], "some": [1], "$serde_json::private::RawValue": "1"}} "#
            )
            .as_bytes(),
        )
        .unwrap();
        assert_eq!(object.get("t"), Some(&Node::Text("éé😀\0\n".to_owned())));
        for (name, number) in [("a", "2"), ("f", "1.10"), ("e", "1e3"), ("z", "-0"), ("big", big.as_str())] {
            assert_eq!(object.get(name), Some(&Node::Number(number.to_owned())), "{name}");
        }
        for (name, node) in [
            ("n", Node::Null),
            ("b", Node::Bool),
            ("o", Node::Object(Object::default())),
            ("no", Node::EmptyArray),
            ("some", Node::Array),
            ("$serde_json::private::RawValue", Node::Text("1".to_owned())),
        ] {
            assert_eq!(object.get(name), Some(&node), "{name}");
        }
        assert_eq!(read("\u{feff}{}".as_bytes()), Ok(Object::default()));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for empty in ["", " ", "\u{feff}", "\r\n"] {
            assert_eq!(problem(empty), BodyProblem::Empty);
        }
        for truncated in ["{", "{\"a\"", "{\"a\":", "{\"a\":\"b", "{\"a\":[", "{\"a\":1", "{\"a\":1,"] {
            assert_eq!(problem(truncated), BodyProblem::Truncated, "{truncated}");
        }
        assert_eq!(problem(b"{\"a\":\"\xc3"), BodyProblem::Truncated);
        for malformed in [
            "{}x",
            "{} {}",
            "{\"a\":1,}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":01}",
            "{\"a\":+1}",
            "{\"a\":1.}",
            "{\"a\":NaN}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u00g0\"}",
            "{/**/}",
            "{\"a\" 1}",
            "{1:1}",
            "api[a]=1",
        ] {
            assert!(matches!(problem(malformed), BodyProblem::Malformed { .. }), "{malformed}");
        }
        assert_eq!(problem("{\n \"a\": x}"), BodyProblem::Malformed { line: 2, column: 7 });
        for bad in [b"{\"a\":\"\xff\"}".as_slice(), b"{\"a\xc3\x28\":1}", b"{\"a\":\"\xed\xa0\x80\"}"] {
            assert_eq!(problem(bad), BodyProblem::NotUtf8);
        }
        for lone in [r#"{"a":"\ud83d"}"#, r#"{"a":"\ude00"}"#, r#"{"\ud83d":1}"#, r#"{"a":["\ud83d\ud83d"]}"#] {
            assert_eq!(problem(lone), BodyProblem::LoneSurrogate, "{lone}");
        }
        for other in ["null", "1", "\"a\"", "true", "[]", "[{}]"] {
            assert_eq!(problem(other), BodyProblem::NotAnObject, "{other}");
        }
    }

    #[test]
    fn duplicate_members_are_refused_at_every_level() {
        for twice in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#"{"api":{"a":1,"b":2,"a":3}}"#,
            r#"{"x":[{"y":[{"a":1,"a":2}]}]}"#,
        ] {
            assert_eq!(problem(twice), BodyProblem::Duplicate("a".to_owned()), "{twice}");
        }
    }

    #[test]
    fn depth_and_members_are_bounded() {
        let nested = |depth: usize| format!("{}{{}}{}", "{\"a\":".repeat(depth - 1), "}".repeat(depth - 1));
        assert!(read(nested(DEEPEST).as_bytes()).is_ok());
        assert_eq!(problem(nested(DEEPEST + 1)), BodyProblem::TooDeep);
        assert_eq!(problem(nested(100_000)), BodyProblem::TooDeep);
        assert_eq!(problem(format!("{{\"a\":{}1{}}}", "[".repeat(8), "]".repeat(8))), BodyProblem::TooDeep);
        assert_eq!(problem("[".repeat(1_000_000)), BodyProblem::TooDeep);
        let brackets = format!(r#"{{"a":"{}\"{}"}}"#, "[".repeat(1_000), ",".repeat(2 * MOST_MEMBERS));
        assert!(read(brackets.as_bytes()).is_ok());
        let members = |count: usize| {
            let members: Vec<_> = (0..count).map(|at| format!("\"{at}\":{at}")).collect();
            format!("{{{}}}", members.join(","))
        };
        assert!(read(members(MOST_MEMBERS).as_bytes()).is_ok());
        assert_eq!(problem(members(MOST_MEMBERS + 1)), BodyProblem::TooManyMembers);
        assert_eq!(problem(members(3 * MOST_MEMBERS)), BodyProblem::TooManyMembers);
        let spread = format!("{{\"a\":{},\"b\":{}}}", members(MOST_MEMBERS / 2), members(MOST_MEMBERS / 2));
        assert_eq!(problem(spread), BodyProblem::TooManyMembers);
        assert_eq!(problem(format!("{{\"a\":[{}0]}}", "0,".repeat(5_000_000))), BodyProblem::TooManyMembers);
    }
}
