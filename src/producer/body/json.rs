//! JSON to the letter: numbers as they were written, and each name once in its object.
//!
//! Each level is cut into its members before one of them is looked into, so that nothing is kept of a body that is too
//! large in members or depth.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
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
    let root: &RawValue = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => BodyProblem::Truncated,
        _ => BodyProblem::Malformed { line: error.line(), column: error.column() },
    })?;
    match (Reader { members_left: MOST_MEMBERS }).node(root.get(), 1)? {
        Node::Object(root) => Ok(root),
        _ => Err(BodyProblem::NotAnObject),
    }
}

struct Reader {
    members_left: usize,
}

impl Reader {
    /// A value, known to be JSON but for its surrogates; an object or array is at this depth, from 1.
    fn node(&mut self, json: &str, depth: usize) -> Result<Node, BodyProblem> {
        let is_nested = json.starts_with(['{', '[']);
        if is_nested && depth > DEEPEST {
            return Err(BodyProblem::TooDeep);
        }
        Ok(match json.as_bytes() {
            [b'{', ..] => Node::Object(self.object(json, depth)?),
            [b'[', ..] => self.array(json, depth)?,
            [b'"', ..] => Node::Text(part(json)?),
            [b'n', ..] => Node::Null,
            [b't' | b'f', ..] => Node::Bool,
            _ => Node::Number(json.to_owned()),
        })
    }

    fn object(&mut self, json: &str, depth: usize) -> Result<Object, BodyProblem> {
        let Members(members) = part(json)?;
        self.count(members.len())?;
        let mut names = HashSet::with_capacity(members.len());
        if let Some((twice, _)) = members.iter().find(|(name, _)| !names.insert(name.as_str())) {
            return Err(BodyProblem::Duplicate(twice.clone()));
        }
        let nodes = members.into_iter().map(|(name, value)| Ok((name, self.node(value.get(), depth + 1)?)));
        nodes.collect::<Result<_, _>>().map(Object)
    }

    fn array(&mut self, json: &str, depth: usize) -> Result<Node, BodyProblem> {
        let Elements(elements) = part(json)?;
        self.count(elements.len())?;
        for element in &elements {
            self.node(element.get(), depth + 1)?;
        }
        Ok(if elements.is_empty() { Node::EmptyArray } else { Node::Array })
    }

    fn count(&mut self, members: usize) -> Result<(), BodyProblem> {
        self.members_left = self.members_left.checked_sub(members).ok_or(BodyProblem::TooManyMembers)?;
        Ok(())
    }
}

/// A part of what was found to be JSON, so that only the surrogates of its texts can still be wrong.
fn part<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, BodyProblem> {
    serde_json::from_str(json).map_err(|_| BodyProblem::LoneSurrogate)
}

/// The members of an object; of too many, one more than [`MOST_MEMBERS`].
struct Members<'a>(Vec<(String, &'a RawValue)>);

/// The elements of an array; of too many, one more than [`MOST_MEMBERS`].
struct Elements<'a>(Vec<&'a RawValue>);

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
                while members.len() <= MOST_MEMBERS {
                    let Some(member) = map.next_entry()? else { return Ok(Members(members)) };
                    members.push(member);
                }
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Members(members))
            }
        }
        json.deserialize_map(Read)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Elements<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Elements<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while elements.len() <= MOST_MEMBERS {
                    let Some(element) = array.next_element()? else { return Ok(Elements(elements)) };
                    elements.push(element);
                }
                while array.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Elements(elements))
            }
        }
        json.deserialize_seq(Read)
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
        for truncated in
            ["", " ", "\u{feff}", "{", "{\"a\"", "{\"a\":", "{\"a\":\"b", "{\"a\":[", "{\"a\":1", "{\"a\":1,"]
        {
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
        assert_eq!(problem("[".repeat(1_000_000)), BodyProblem::Truncated);
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
