//! Programs that make the calls of the examples. They read the address and the four credentials from the environment, so
//! that they run as they stand.

use std::fmt::Write;

use serde_json::Value;

use super::Example;

/// A language in which callers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// The command curl.
    Curl,
    /// Python 3.8 or newer, with nothing but its standard library.
    Python,
    /// PHP 7.4 or newer, with its curl extension.
    Php,
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
}

impl Language {
    /// Every one.
    pub(crate) const ALL: [Self; 3] = [Self::Curl, Self::Python, Self::Php];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::Php => "PHP",
        }
    }

    /// The id of a program on the page.
    pub(crate) fn id(self, anchor: String) -> String {
        anchor + "-" + &self.name().to_ascii_lowercase()
    }

    const fn style(self) -> Style {
        match self {
            Self::Curl => {
                Style { open: "{", close: "}", colon: ": ", last_comma: "", variable: |name| format!("\"${name}\"") }
            }
            Self::Python => Style {
                open: "{",
                close: "}",
                colon: ": ",
                last_comma: ",",
                variable: |name| format!("os.environ[\"{name}\"]"),
            },
            Self::Php => Style {
                open: "[",
                close: "]",
                colon: " => ",
                last_comma: ",",
                variable: |name| format!("getenv(\"{name}\")"),
            },
        }
    }

    /// A program that makes the call and writes what comes back; it ends with another status than 0 where the call is not
    /// done.
    pub(crate) fn program(self, example: &Example) -> String {
        let body = self.body(example);
        let key = example.idempotency_key;
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
        }
    }

    fn body(self, example: &Example) -> String {
        let style = self.style();
        let mut members = vec![
            ("user_secret_key", (style.variable)("PRODUCER_USER_SECRET_KEY")),
            ("project_secret_key", (style.variable)("PRODUCER_PROJECT_SECRET_KEY")),
            ("api", style.literal(&example.api(), 1)),
        ];
        let data = example.data();
        if !data.is_empty() {
            members.push(("data", style.literal(&data.into(), 1)));
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

/// The call of an example as a form, with curl.
pub(crate) fn form(example: &Example) -> String {
    let mut fields = vec![
        ("user_secret_key".to_owned(), "$PRODUCER_USER_SECRET_KEY".to_owned()),
        ("project_secret_key".to_owned(), "$PRODUCER_PROJECT_SECRET_KEY".to_owned()),
    ];
    flatten("api", &example.api(), &mut fields);
    flatten("data", &example.data().into(), &mut fields);
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
    let variables = [
        ("PRODUCER_URL", &*format!("{SERVER}/producer/")),
        ("PRODUCER_USERNAME", "badge-kiosk-01"),
        ("PRODUCER_PASSWORD", "…"),
        ("PRODUCER_USER_SECRET_KEY", "idcu_…"),
        ("PRODUCER_PROJECT_SECRET_KEY", "idcp_…"),
    ];
    variables.map(|(name, value)| format!("export {name}=\"{value}\"")).join("\n")
}
