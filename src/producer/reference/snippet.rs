//! Programs that make a call. They read the address and the four credentials from the environment, so
//! that they run as they stand.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::super::OutputFormat;
use crate::{
    authorization::Deed,
    calls::PreviewFormat,
    images::{ImageFormat, PictureKind},
    records::name_of_picture,
};

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

/// A file that an answer holds in Base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnsweredFile {
    /// The member of the answer's `data`.
    pub member: &'static str,
    /// Its format.
    pub format: PreviewFormat,
}

/// Where the examples find the server; the page puts its own address here.
pub(crate) const SERVER: &str = "https://idc.example.com";

/// How a language writes objects, what it reads the two keys with, and files.
struct Style {
    open: &'static str,
    close: &'static str,
    colon: &'static str,
    last_comma: &'static str,
    variable: fn(&str) -> String,
    /// The Base64 of the file whose path is in a variable.
    file: fn(&str) -> String,
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
                "\n  printf '%s\\n' \"$answer\" | sed -n 's/.*\"{member}\":\"\\([^\"]*\\)\".*/\\1/p' | base64 --decode > {name}"
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
        let mut members = vec![
            ("user_secret_key", (style.variable)("PRODUCER_USER_SECRET_KEY")),
            ("project_secret_key", (style.variable)("PRODUCER_PROJECT_SECRET_KEY")),
            ("api", style.literal(&call.api, 1)),
        ];
        let texts = call.data.iter().map(|(name, value)| (name.as_str(), style.literal(value, 2)));
        let pictures =
            call.pictures.iter().map(|&kind| (name_of_picture(kind), (style.file)(variable_of_picture(kind))));
        let data: Vec<_> = texts.chain(pictures).collect();
        if !data.is_empty() {
            members.push(("data", style.object(data.into_iter(), 1)));
        }
        style.object(members.into_iter(), 0)
    }
}

impl SentCall {
    /// The files that its answer holds where it is done.
    pub(crate) fn answered_files(&self) -> Vec<AnsweredFile> {
        let member = |name: &str| self.api.get(name).and_then(Value::as_str);
        let json = OutputFormat::Json.as_str();
        if member("api_output_format").unwrap_or(json) != json {
            return Vec::new();
        }
        let is_asked = |name| member(name) == Some("1");
        let format = |name| member(name).and_then(PreviewFormat::parse).unwrap_or(PreviewFormat::Jpeg);
        let photo = || AnsweredFile { member: "photo_id", format: format("api_photo_id_format") };
        let preview = |format| AnsweredFile { member: "badge_preview", format };
        let preview_format = format("api_badge_preview_format");
        match member("api_action").and_then(Deed::parse) {
            Some(Deed::GetPhotoId) => vec![photo()],
            Some(Deed::GetBadgePreview) => vec![preview(preview_format)],
            Some(Deed::PrintCard) => vec![preview(PreviewFormat::Pdf)],
            Some(Deed::GetRecord) => {
                let photo = is_asked("api_photo_id").then(photo);
                photo.into_iter().chain(is_asked("api_badge_preview").then(|| preview(preview_format))).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl AnsweredFile {
    /// Its name, as in `card.pdf`.
    pub(crate) fn name(&self) -> String {
        let stem = if self.member == "photo_id" { "photo" } else { "card" };
        format!("{stem}.{}", self.format.as_str())
    }

    /// Its media type.
    pub(crate) const fn media_type(&self) -> &'static str {
        match self.format {
            PreviewFormat::Jpeg => ImageFormat::Jpeg.media_type(),
            PreviewFormat::Png => ImageFormat::Png.media_type(),
            PreviewFormat::Webp => ImageFormat::Webp.media_type(),
            PreviewFormat::Pdf => "application/pdf",
        }
    }
}

/// The variable with the path of the file that a picture is read from.
const fn variable_of_picture(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Photo => "PRODUCER_PHOTO",
        PictureKind::Signature => "PRODUCER_SIGNATURE",
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
    let lines = variables.into_iter().chain(paths).map(|(name, value)| format!("export {name}=\"{value}\""));
    lines.collect::<Vec<_>>().join("\n")
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
