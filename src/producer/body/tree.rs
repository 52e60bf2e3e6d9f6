//! What a body says, before anybody asks what it means.

use std::fmt;

use super::super::OutputFormat;

/// The members of a body. It holds secret keys, so its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Tree(Object);

/// Names and values in the order they came; each name is there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::producer) struct Object(pub Vec<(String, Node)>);

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::producer) enum Node {
    /// A text; in a form every value is one.
    Text(String),
    /// A number to the letter as it was written.
    Number(String),
    /// Null.
    Null,
    /// True or false.
    Bool,
    /// An array without elements, as PHP writes an empty object.
    EmptyArray,
    /// An array with elements, which no call has.
    Array,
    /// An object.
    Object(Object),
}

impl Node {
    /// The text, or the number as it was written.
    pub(in crate::producer) fn scalar(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }
}

impl Object {
    /// The value of this name.
    pub(in crate::producer) fn get(&self, name: &str) -> Option<&Node> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// The value of this name, which is then no longer there.
    pub(in crate::producer) fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.remove(at).1)
    }

    fn string(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Tree {
    pub(super) const fn new(root: Object) -> Self {
        Self(root)
    }

    pub(in crate::producer) fn into_root(self) -> Object {
        self.0
    }

    /// `user_secret_key`; none where it is missing or no text.
    #[must_use]
    pub(crate) fn user_secret_key(&self) -> Option<&str> {
        self.0.string("user_secret_key")
    }

    /// `project_secret_key`; none where it is missing or no text.
    #[must_use]
    pub(crate) fn project_secret_key(&self) -> Option<&str> {
        self.0.string("project_secret_key")
    }

    /// `api_action` as it was sent, for the envelope, known or not; none where it is missing, no text, or longer than any
    /// action.
    #[must_use]
    pub(crate) fn action(&self) -> Option<&str> {
        const LONGEST: usize = 64;
        self.api()?.string("api_action").filter(|action| action.len() <= LONGEST)
    }

    /// What an error is written as before the members are checked: XML where that is asked for, else JSON.
    #[must_use]
    pub(crate) fn output_format(&self) -> OutputFormat {
        let asked = self.api().and_then(|api| api.string("api_output_format"));
        let is_xml = asked.is_some_and(|word| word.eq_ignore_ascii_case(OutputFormat::Xml.as_str()));
        if is_xml { OutputFormat::Xml } else { OutputFormat::Json }
    }

    fn api(&self) -> Option<&Object> {
        match self.0.get("api") {
            Some(Node::Object(api)) => Some(api),
            _ => None,
        }
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Tree(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::OutputFormat, read_body},
        Tree,
    };

    fn json(body: &str) -> Tree {
        read_body(Some("application/json"), body.as_bytes()).unwrap()
    }

    #[test]
    fn only_texts_are_keys() {
        let tree = json(r#"{"user_secret_key": "idcu_x", "project_secret_key": 1}"#);
        assert_eq!((tree.user_secret_key(), tree.project_secret_key()), (Some("idcu_x"), None));
        assert_eq!(json("{}").user_secret_key(), None);
        assert_eq!(format!("{tree:?}"), "Tree(…)");
    }

    #[test]
    fn the_action_and_the_format_are_told_leniently() {
        for (api, action, format) in [
            (r#"{"api_action": "get_record", "api_output_format": "xml"}"#, Some("get_record"), OutputFormat::Xml),
            (r#"{"api_action": "dance", "api_output_format": "base64"}"#, Some("dance"), OutputFormat::Json),
            (r#"{"api_action": 1, "api_output_format": ["xml"]}"#, None, OutputFormat::Json),
            ("[]", None, OutputFormat::Json),
            ("null", None, OutputFormat::Json),
            (&format!(r#"{{"api_action": "{}"}}"#, "a".repeat(65)), None, OutputFormat::Json),
        ] {
            let tree = json(&format!(r#"{{"api": {api}}}"#));
            assert_eq!((tree.action(), tree.output_format()), (action, format), "{api}");
        }
        assert_eq!(json("{}").output_format(), OutputFormat::Json);
    }
}
