//! Programs that make a call. They read the address and the four credentials from the environment, so
//! that they run as they stand.

use serde_json::{Map, Value};

use super::AnsweredFile;
use crate::{images::PictureKind, records::name_of_picture};

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
    /// The pictures that `data` holds besides, which programs read from files.
    pub pictures: Vec<PictureKind>,
    /// The header `Idempotency-Key`.
    pub idempotency_key: Option<&'static str>,
}

/// Where the examples find the server; the page puts its own address here.
pub(crate) const SERVER: &str = "https://idc.example.com";

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

    /// A program that makes the call and writes what comes back, the files that it holds as files too; it ends with
    /// another status than 0 where the call is not done.
    pub(crate) fn program(self, call: &SentCall) -> String {
        let body = self.body(call);
        let key = call.idempotency_key;
        let files = call.answered_files();
        let save: String = files.iter().map(|file| self.save(file)).collect();
        let with_files = |text: &'static str| {
            if call.pictures.is_empty() && files.is_empty() { "" } else { text }
        };
        match self {
            Self::Curl => {
                let header = key.map(|key| format!("\n  --header \"Idempotency-Key: {key}\" \\")).unwrap_or_default();
                if files.is_empty() {
                    format!(include_str!("snippets/curl.sh"), header = header, body = body)
                } else {
                    format!(include_str!("snippets/curl-save.sh"), header = header, body = body, save = save)
                }
            }
            Self::Python => {
                let header = key.map(|key| format!("\n        \"Idempotency-Key\": \"{key}\",")).unwrap_or_default();
                let import = with_files("\nimport pathlib");
                format!(include_str!("snippets/python.py"), import = import, header = header, body = body, save = save)
            }
            Self::Php => {
                let header = key.map(|key| format!("\n        \"Idempotency-Key: {key}\",")).unwrap_or_default();
                format!(include_str!("snippets/php.php"), header = header, body = body, save = save)
            }
            Self::JavaScript => {
                let header =
                    key.map(|key| format!("\n            \"Idempotency-Key\": \"{key}\",")).unwrap_or_default();
                let import = with_files("const fs = require(\"fs\");\n\n");
                format!(
                    include_str!("snippets/javascript.js"),
                    import = import,
                    header = header,
                    body = body,
                    save = save
                )
            }
        }
    }

    /// The lines that write a file of the answer; a record without a photo has none.
    fn save(self, file: &AnsweredFile) -> String {
        let (member, name) = (file.member, file.name());
        match self {
            Self::Curl => format!(
                "\n  {member}=$(printf '%s\\n' \"$answer\" | sed -n 's/.*\"{member}\":\"\\([^\"]*\\)\".*/\\1/p')\n  \
                 if [ -n \"${member}\" ]; then printf '%s\\n' \"${member}\" | base64 --decode > {name}; fi"
            ),
            Self::Python => format!(
                "\nif answer[\"data\"][\"{member}\"]:\n    \
                 pathlib.Path(\"{name}\").write_bytes(base64.b64decode(answer[\"data\"][\"{member}\"]))"
            ),
            Self::Php => format!(
                "\nif ($answer[\"data\"][\"{member}\"]) {{\n    \
                 file_put_contents(\"{name}\", base64_decode($answer[\"data\"][\"{member}\"]));\n}}"
            ),
            Self::JavaScript => format!(
                "\n    if (answer.data.{member}) {{\n        \
                 fs.writeFileSync(\"{name}\", answer.data.{member}, \"base64\");\n    }}"
            ),
        }
    }

    fn body(self, call: &SentCall) -> String {
        let style = self.style();
        // In JavaScript it stands in a function.
        let depth = usize::from(self == Self::JavaScript);
        let mut members = vec![
            ("user_secret_key", (style.variable)("PRODUCER_USER_SECRET_KEY")),
            ("project_secret_key", (style.variable)("PRODUCER_PROJECT_SECRET_KEY")),
            ("api", style.literal(&call.api, depth + 1)),
        ];
        let texts = call.data.iter().map(|(name, value)| (name.as_str(), style.literal(value, depth + 2)));
        let pictures =
            call.pictures.iter().map(|&kind| (name_of_picture(kind), (style.file)(variable_of_picture(kind))));
        let data: Vec<_> = texts.chain(pictures).collect();
        if !data.is_empty() {
            members.push(("data", style.object(data.into_iter(), depth + 1)));
        }
        style.object(members.into_iter(), depth)
    }
}

/// The variable with the path of the file that a picture is read from.
const fn variable_of_picture(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Photo => "PRODUCER_PHOTO",
        PictureKind::Signature => "PRODUCER_SIGNATURE",
    }
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
    environment_of(&format!("{SERVER}/producer/"), "badge-kiosk-01", &[])
}

/// [`environment`] for an API user of a server, with the paths of these pictures.
pub(crate) fn environment_of(url: &str, username: &str, pictures: &[PictureKind]) -> String {
    let variables = [
        ("PRODUCER_URL", url),
        ("PRODUCER_USERNAME", &in_shell(username)),
        ("PRODUCER_PASSWORD", "…"),
        ("PRODUCER_USER_SECRET_KEY", "idcu_…"),
        ("PRODUCER_PROJECT_SECRET_KEY", "idcp_…"),
    ];
    let paths = pictures.iter().map(|&kind| match kind {
        PictureKind::Photo => (variable_of_picture(kind), "photo.jpg"),
        PictureKind::Signature => (variable_of_picture(kind), "signature.png"),
    });
    let lines = variables.into_iter().chain(paths).map(|(name, value)| format!("export {name}='{value}'"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A text between single quotes of a shell, which take everything as it is but themselves.
fn in_shell(text: &str) -> String {
    text.replace('\'', r"'\''")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_username_is_only_text_to_a_shell() {
        assert_eq!(in_shell("a$b`c'd"), r"a$b`c'\''d");
        // And so is a password that is put in the place of the dots.
        assert!(environment().lines().all(|line| line.contains("='") && line.ends_with('\'')));
    }

    #[test]
    fn what_stands_in_a_function_is_indented() {
        let call = SentCall {
            api: json!({"api_action": "get_record"}),
            data: Map::new(),
            pictures: Vec::new(),
            idempotency_key: None,
        };
        let program = Language::JavaScript.program(&call);
        assert!(program.contains("    const body = {\n        \"user_secret_key\": "), "{program}");
        assert!(program.contains("            \"api_action\": \"get_record\",\n        },\n    };\n"), "{program}");
    }
}
