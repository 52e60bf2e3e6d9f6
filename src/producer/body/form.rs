//! Forms whose names nest as PHP's do: `api[api_primary_key][idc_id_number]=10000`.

use std::collections::HashMap;

use super::{BodyProblem, DEEPEST, Node, Object};
use crate::web::{BadRequest, Fields};

/// A field: the names that lead to it, of which the first so many have been followed, and its value.
struct Entry {
    path: Vec<String>,
    value: String,
}

/// Reads a form. All its values are texts.
///
/// # Errors
/// [`BodyProblem`].
pub(super) fn read(bytes: &[u8]) -> Result<Object, BodyProblem> {
    // JSON that says it is a form, as programs send that forget to say what it is.
    if bytes.trim_ascii_start().first().is_some_and(|first| *first == b'{') {
        return Err(BodyProblem::JsonAsForm);
    }
    let fields = Fields::decode(bytes).map_err(|error| match error {
        BadRequest::TooManyFields => BodyProblem::TooManyMembers,
        _ => BodyProblem::NotUtf8,
    })?;
    let entries = fields.into_iter().map(|(name, value)| {
        if name.bytes().filter(|&byte| byte == b'[').count() >= DEEPEST {
            return Err(BodyProblem::TooDeep);
        }
        let path = path(&name).ok_or(BodyProblem::BadName(name))?;
        Ok(Entry { path, value })
    });
    object(entries.collect::<Result<_, _>>()?, 0)
}

/// The names of `a[b][c]`; none where brackets hold nothing or don't match.
fn path(name: &str) -> Option<Vec<String>> {
    let is_part = |part: &&str| !part.is_empty() && !part.contains(['[', ']']);
    let Some((first, rest)) = name.split_once('[') else {
        return Some(name).filter(is_part).map(|name| vec![name.to_owned()]);
    };
    let nested = rest.strip_suffix(']')?.split("][");
    [first].into_iter().chain(nested).map(|part| Some(part).filter(is_part).map(str::to_owned)).collect()
}

/// What those say whose paths are the same up to this depth; names in the order in which they first came.
fn object(entries: Vec<Entry>, depth: usize) -> Result<Object, BodyProblem> {
    let mut groups: Vec<(String, Vec<Entry>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let name = &entry.path[depth];
        let at = *places.entry(name.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((name.clone(), Vec::new()));
        }
        groups[at].1.push(entry);
    }
    groups.into_iter().map(|(name, group)| Ok((name, node(group, depth + 1)?))).collect::<Result<_, _>>().map(Object)
}

fn node(mut entries: Vec<Entry>, depth: usize) -> Result<Node, BodyProblem> {
    let Some(ends) = entries.iter().position(|entry| entry.path.len() == depth) else {
        return object(entries, depth).map(Node::Object);
    };
    let Entry { path, value } = entries.swap_remove(ends);
    if entries.is_empty() { Ok(Node::Text(value)) } else { Err(BodyProblem::Duplicate(written(&path))) }
}

/// The name of a field as it is written.
fn written(path: &[String]) -> String {
    let nested = path.iter().skip(1).map(|part| format!("[{part}]"));
    path.iter().take(1).cloned().chain(nested).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(form: impl AsRef<[u8]>) -> BodyProblem {
        read(form.as_ref()).expect_err("it was read")
    }

    #[test]
    fn names_nest() {
        let form = b"user_secret_key=k&api[api_action]=get_record&data%5Bidc_firstname%5D=Ana+Mar%C3%ADa\
            &api[api_primary_key][idc_id_number]=10000&data[idc_email]=&data[n]=%00&";
        let text = |name: &str, text: &str| (name.to_owned(), Node::Text(text.to_owned()));
        let nested = |name: &str, members: Vec<_>| (name.to_owned(), Node::Object(Object(members)));
        let key = nested("api_primary_key", vec![text("idc_id_number", "10000")]);
        let expected = vec![
            text("user_secret_key", "k"),
            nested("api", vec![text("api_action", "get_record"), key]),
            nested("data", vec![text("idc_firstname", "Ana María"), text("idc_email", ""), text("n", "\0")]),
        ];
        assert_eq!(read(form), Ok(Object(expected)));
        assert_eq!(read(b""), Ok(Object::default()));
    }

    #[test]
    fn what_is_ambiguous_is_refused() {
        for (form, twice) in [
            ("api[api_action]=a&api[api_action]=b", "api[api_action]"),
            ("user_secret_key=a&user_secret_key=a", "user_secret_key"),
            ("api[a]=1&api%5Ba%5D=2", "api[a]"),
            ("api=1&api[x]=2", "api"),
            ("api[x]=2&api=1", "api"),
            ("data[x][y]=1&data[x]=2&data[x][z]=3", "data[x]"),
        ] {
            assert_eq!(problem(form), BodyProblem::Duplicate(twice.to_owned()), "{form}");
        }
        for name in [
            "a[b", "a]", "a]b[", "a[b]c", "a[b]c[d]", "a[b][", "a[]", "a[b][]", "a[][b]", "[a]", "a[[b]]", "a[b]]", "",
            "a[",
        ] {
            assert_eq!(problem(format!("{name}=1")), BodyProblem::BadName(name.to_owned()), "{name}");
        }
    }

    #[test]
    fn depth_and_fields_are_bounded() {
        let nested = |depth: usize| format!("a{}=1", "[a]".repeat(depth - 1));
        assert!(read(nested(DEEPEST).as_bytes()).is_ok());
        assert_eq!(problem(nested(DEEPEST + 1)), BodyProblem::TooDeep);
        assert_eq!(problem(nested(100_000)), BodyProblem::TooDeep);
        assert_eq!(problem("a&".repeat(100_000)), BodyProblem::TooManyMembers);
        for bad in [b"a=%ff".as_slice(), b"%c3=1", b"a=\xff"] {
            assert_eq!(problem(bad), BodyProblem::NotUtf8);
        }
    }
}
