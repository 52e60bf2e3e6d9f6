//! How each language writes objects and texts.

use std::fmt::Write;

use serde_json::Value;

use super::Language;

/// How a language writes objects, what it reads the two keys with, and files.
pub(super) struct Style {
    open: &'static str,
    close: &'static str,
    colon: &'static str,
    last_comma: &'static str,
    pub(super) variable: fn(&str) -> String,
    /// The Base64 of the file whose path is in a variable.
    pub(super) file: fn(&str) -> String,
    text: fn(&str) -> String,
}

impl Language {
    pub(super) const fn style(self) -> Style {
        match self {
            Self::Curl => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: "",
                variable: |name| format!("\"${name}\""),
                file: |name| format!("\"$(base64 < \"${name}\" | tr -d '\\n')\""),
                text: in_here_document,
            },
            Self::Python => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: ",",
                variable: |name| format!("os.environ[\"{name}\"]"),
                file: |name| format!("base64.b64encode(pathlib.Path(os.environ[\"{name}\"]).read_bytes()).decode()"),
                text: in_json,
            },
            Self::Php => Style {
                open: "[",
                close: "]",
                colon: " => ",
                last_comma: ",",
                variable: |name| format!("getenv(\"{name}\")"),
                file: |name| format!("base64_encode(file_get_contents(getenv(\"{name}\")))"),
                text: in_php,
            },
            Self::JavaScript => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: ",",
                variable: |name| format!("process.env.{name}"),
                file: |name| format!("fs.readFileSync(process.env.{name}, \"base64\")"),
                text: in_json,
            },
        }
    }
}

impl Style {
    pub(super) fn literal(&self, value: &Value, depth: usize) -> String {
        match value {
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (name.as_str(), self.literal(value, depth + 1)));
                self.object(members.collect::<Vec<_>>().into_iter(), depth)
            }
            Value::String(text) => (self.text)(text),
            other => other.to_string(),
        }
    }

    pub(super) fn object<'a>(&self, members: impl ExactSizeIterator<Item = (&'a str, String)>, depth: usize) -> String {
        let mut text = self.open.to_owned();
        let last = members.len().saturating_sub(1);
        for (at, (name, value)) in members.enumerate() {
            let comma = if at == last { self.last_comma } else { "," };
            let indent = "    ".repeat(depth + 1);
            // Memory takes everything, so this can't fail.
            let _ = write!(text, "\n{indent}\"{name}\"{}{value}{comma}", self.colon);
        }
        text + "\n" + &"    ".repeat(depth) + self.close
    }
}

/// A text as JSON, which Python and JavaScript write the same.
fn in_json(text: &str) -> String {
    Value::from(text).to_string()
}

/// A text as JSON in a here-document, in which the shell replaces what is not escaped.
fn in_here_document(text: &str) -> String {
    in_json(text).replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`")
}

/// A text in PHP: in single quotes where double ones would read more into it.
fn in_php(text: &str) -> String {
    let is_plain = text.chars().all(|character| !character.is_control() && !matches!(character, '$' | '\\' | '"'));
    if is_plain { format!("\"{text}\"") } else { format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_language_would_read_more_into_is_escaped() {
        let text = "a $HOME `id` \\ \"q\" 'r'\nend";
        assert_eq!(in_json(text), r#""a $HOME `id` \\ \"q\" 'r'\nend""#);
        assert_eq!(in_here_document(text), r#""a \$HOME \`id\` \\\\ \\"q\\" 'r'\\nend""#);
        assert_eq!(in_php(text), "'a $HOME `id` \\\\ \"q\" \\'r\\'\nend'");
        assert_eq!(in_php("Ana"), "\"Ana\"");
    }
}
