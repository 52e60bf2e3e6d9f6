//! Programs that make a call. They read the address and the four credentials from the environment, so
//! that they run as they stand.

use std::fmt::Write;

use serde_json::{Map, Value};

/// A language in which callers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// The command curl.
    Curl,
    /// Python 3.8 or newer, with nothing but its standard library.
    Python,
    /// PHP 7.4 or newer, with its curl extension.
    Php,
    /// Node.js 18 or newer, with nothing besides.
    JavaScript,
}

/// A call as programs send it.
#[derive(Clone, Debug)]
pub(crate) struct SentCall {
    /// `api`.
    pub api: Value,
    /// `data`; empty where it holds nothing.
    pub data: Map<String, Value>,
    /// The header `Idempotency-Key`.
    pub idempotency_key: Option<&'static str>,
}

/// Where the examples find the server; the page puts its own address here.
pub(crate) const SERVER: &str = "https://idc.example.com";

/// How a language writes objects, and what it reads the two keys with.
struct Style {
    open: &'static str,
    close: &'static str,
    colon: &'static str,
    last_comma: &'static str,
    variable: fn(&str) -> String,
    text: fn(&str) -> String,
}

impl Language {
    /// Every one.
    pub(crate) const ALL: [Self; 4] = [Self::Curl, Self::Python, Self::Php, Self::JavaScript];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::Php => "PHP",
            Self::JavaScript => "JavaScript",
        }
    }

    /// The id of a program on the page.
    pub(crate) fn id(self, anchor: String) -> String {
        anchor + "-" + &self.name().to_ascii_lowercase()
    }

    const fn style(self) -> Style {
        match self {
            Self::Curl => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: "",
                variable: |name| format!("\"${name}\""),
                text: in_here_document,
            },
            Self::Python => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: ",",
                variable: |name| format!("os.environ[\"{name}\"]"),
                text: in_json,
            },
            Self::Php => Style {
                open: "[",
                close: "]",
                colon: " => ",
                last_comma: ",",
                variable: |name| format!("getenv(\"{name}\")"),
                text: in_php,
            },
            Self::JavaScript => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: ",",
                variable: |name| format!("process.env.{name}"),
                text: in_json,
            },
        }
    }

    /// A program that makes the call and writes what comes back; it ends with another status than 0 where the call is not
    /// done.
    pub(crate) fn program(self, call: &SentCall) -> String {
        let body = self.body(call);
        let key = call.idempotency_key;
        match self {
            Self::Curl => {
                let header = key.map(|key| format!("\n  --header \"Idempotency-Key: {key}\" \\")).unwrap_or_default();
                format!(include_str!("snippets/curl.sh"), header = header, body = body)
            }
            Self::Python => {
                let header = key.map(|key| format!("\n        \"Idempotency-Key\": \"{key}\",")).unwrap_or_default();
                format!(include_str!("snippets/python.py"), header = header, body = body)
            }
            Self::Php => {
                let header = key.map(|key| format!("\n        \"Idempotency-Key: {key}\",")).unwrap_or_default();
                format!(include_str!("snippets/php.php"), header = header, body = body)
            }
            Self::JavaScript => {
                let header =
                    key.map(|key| format!("\n            \"Idempotency-Key\": \"{key}\",")).unwrap_or_default();
                format!(include_str!("snippets/javascript.js"), header = header, body = body)
            }
        }
    }

    fn body(self, call: &SentCall) -> String {
        let style = self.style();
        let mut members = vec![
            ("user_secret_key", (style.variable)("PRODUCER_USER_SECRET_KEY")),
            ("project_secret_key", (style.variable)("PRODUCER_PROJECT_SECRET_KEY")),
            ("api", style.literal(&call.api, 1)),
        ];
        if !call.data.is_empty() {
            members.push(("data", style.literal(&call.data.clone().into(), 1)));
        }
        style.object(members.into_iter(), 0)
    }
}

impl Style {
    fn literal(&self, value: &Value, depth: usize) -> String {
        match value {
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (name.as_str(), self.literal(value, depth + 1)));
                self.object(members.collect::<Vec<_>>().into_iter(), depth)
            }
            Value::String(text) => (self.text)(text),
            other => other.to_string(),
        }
    }

    fn object<'a>(&self, members: impl ExactSizeIterator<Item = (&'a str, String)>, depth: usize) -> String {
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

/// A call as a form, with curl.
pub(crate) fn form(call: &SentCall) -> String {
    let mut fields = vec![
        ("user_secret_key".to_owned(), "$PRODUCER_USER_SECRET_KEY".to_owned()),
        ("project_secret_key".to_owned(), "$PRODUCER_PROJECT_SECRET_KEY".to_owned()),
    ];
    flatten("api", &call.api, &mut fields);
    flatten("data", &call.data.clone().into(), &mut fields);
    let fields = fields.into_iter().map(|(name, value)| format!(" \\\n  --data-urlencode \"{name}={value}\""));
    format!(include_str!("snippets/form.sh"), fields = fields.collect::<String>())
}

/// The members of a tree by the names that a form gives them, as in `api[api_action]`.
pub(crate) fn flatten(name: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                flatten(&format!("{name}[{member}]"), value, fields);
            }
        }
        Value::String(text) => fields.push((name.to_owned(), text.clone())),
        other => fields.push((name.to_owned(), other.to_string())),
    }
}

/// The variables that the programs read, to be filled in and set once.
pub(crate) fn environment() -> String {
    environment_of(&format!("{SERVER}/producer/"), "badge-kiosk-01")
}

/// [`environment`] for an API user of a server.
pub(crate) fn environment_of(url: &str, username: &str) -> String {
    let variables = [
        ("PRODUCER_URL", url),
        ("PRODUCER_USERNAME", &in_shell(username)),
        ("PRODUCER_PASSWORD", "…"),
        ("PRODUCER_USER_SECRET_KEY", "idcu_…"),
        ("PRODUCER_PROJECT_SECRET_KEY", "idcp_…"),
    ];
    variables.map(|(name, value)| format!("export {name}=\"{value}\"")).join("\n")
}

/// A text between double quotes of a shell.
fn in_shell(text: &str) -> String {
    text.chars()
        .flat_map(|character| {
            matches!(character, '$' | '`' | '\\' | '"').then_some('\\').into_iter().chain([character])
        })
        .collect()
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
        assert_eq!(in_shell("a$b`c"), "a\\$b\\`c");
    }
}
