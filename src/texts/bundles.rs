//! The messages of `locales/`, embedded and parsed once.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::LazyLock,
};

use askama::{FastWritable, Values};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;

use crate::locale::Locale;

#[derive(RustEmbed)]
#[folder = "locales/"]
#[include = "*.ftl"]
struct Messages;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; Locale::ALL.len()]> = LazyLock::new(|| Locale::ALL.map(bundle));

/// What the messages without placeholders say: most of a page is made of them, and Fluent would format each anew.
static PLAIN: LazyLock<[HashMap<&'static str, String>; Locale::ALL.len()]> =
    LazyLock::new(|| Locale::ALL.map(|locale| IDS.iter().filter_map(|&id| Some((id, plain(locale, id)?))).collect()));

/// The ids of the messages.
static IDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let english = Messages::iter().filter(|path| path.starts_with("en/")).filter_map(|path| Messages::get(&path));
    let sources = english.map(|file| String::from_utf8_lossy(&file.data).into_owned());
    let ids = sources.flat_map(|source| {
        let lines = source.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id.to_owned());
        lines.collect::<Vec<_>>()
    });
    ids.map(|id| &*id.leak()).collect()
});

/// A message to be written in a language; what it can't find it says in English, and what isn't there by its id.
#[derive(Clone, Debug)]
pub struct Text {
    locale: Locale,
    id: &'static str,
    arguments: Vec<(&'static str, FluentValue<'static>)>,
}

impl Locale {
    /// The message of this id.
    #[must_use]
    pub fn text(self, id: &'static str) -> Text {
        Text::new(self, id)
    }
}

impl Text {
    pub(super) const fn new(locale: Locale, id: &'static str) -> Self {
        Self { locale, id, arguments: Vec::new() }
    }

    /// Fills a placeholder of the message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    fn written(&self, locale: Locale) -> Option<String> {
        let bundle = BUNDLES.get(locale as usize)?;
        let pattern = bundle.get_message(self.id)?.value()?;
        let arguments: FluentArgs<'_> = self.arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(id = self.id, ?errors, "a message lacks an argument");
        }
        Some(text)
    }
}

/// The id of a message as the source names it; none where there is no such message.
pub(crate) fn message_id(id: &str) -> Option<&'static str> {
    IDS.get(id).copied()
}

impl Text {
    /// What it says, where that is known without formatting.
    fn plain(&self) -> Option<&'static str> {
        let texts = PLAIN.get(self.locale as usize).filter(|_| self.arguments.is_empty())?;
        texts.get(self.id).map(String::as_str)
    }

    /// Whether it says nothing without arguments.
    #[must_use]
    pub fn has_placeholders(&self) -> bool {
        self.plain().is_none()
    }

    /// What stands before and after this placeholder, to be put around many values without formatting for each.
    ///
    /// Only for messages that put the value in as it is.
    #[must_use]
    pub fn around(self, name: &'static str) -> (String, String) {
        const VALUE: &str = "\u{fffc}";
        let text = self.arg(name, VALUE).to_string();
        let (before, after) = text.split_once(VALUE).unwrap_or((&text, ""));
        (before.to_owned(), after.to_owned())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.plain() {
            return formatter.write_str(text);
        }
        let text = self.written(self.locale).or_else(|| {
            tracing::error!(id = self.id, locale = self.locale.tag(), "a message is missing");
            self.written(Locale::En)
        });
        formatter.write_str(text.as_deref().unwrap_or(self.id))
    }
}

impl FastWritable for Text {
    fn write_into(&self, page: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        match self.plain() {
            Some(text) => page.write_str(text)?,
            None => write!(page, "{self}")?,
        }
        Ok(())
    }
}

fn plain(locale: Locale, id: &str) -> Option<String> {
    let bundle = BUNDLES.get(locale as usize)?;
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors);
    // Without its arguments a message with placeholders is an error.
    errors.is_empty().then(|| text.into_owned())
}

fn bundle(locale: Locale) -> Bundle {
    let mut bundle = Bundle::new_concurrent(locale.tag().parse().into_iter().collect());
    // Names are isolated with <bdi> where they stand; marks in the text would get into titles and attributes.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::En => |value, _| whole_number(Locale::En, value),
        Locale::Fr => |value, _| whole_number(Locale::Fr, value),
    }));
    let folder = format!("{}/", locale.tag());
    for path in Messages::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Messages::get(&path) else { continue };
        let source = locale.typeset(&String::from_utf8_lossy(&file.data));
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(%path, ?errors, "a file of messages has errors");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "a message is there twice");
        }
    }
    bundle
}

#[expect(clippy::cast_possible_truncation, reason = "Fluent keeps whole numbers as floats")]
fn whole_number(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(locale.number(number.value as i64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_written_with_their_arguments() {
        let text = |locale: Locale| locale.text("field-error-too-long").arg("max", 4000).to_string();
        assert!(text(Locale::En).contains("4,000"), "{}", text(Locale::En));
        assert!(text(Locale::Fr).contains("4\u{202f}000"), "{}", text(Locale::Fr));
        assert_eq!(Locale::Fr.text("there-is-no-such-message").to_string(), "there-is-no-such-message");
    }

    #[test]
    fn only_messages_without_placeholders_are_written_beforehand() {
        for locale in Locale::ALL {
            assert!(locale.text("field-error-unknown-choice").plain().is_some());
            assert_eq!(locale.text("field-error-too-long").plain(), None);
            assert_eq!(
                locale.text("field-error-unknown-choice").plain().unwrap(),
                plain(locale, "field-error-unknown-choice").unwrap()
            );
        }
    }

    #[test]
    fn a_message_can_be_put_around_many_values() {
        let (before, after) = Locale::Fr.text("toggle-row").around("project");
        assert_eq!(format!("{before}Musée{after}"), Locale::Fr.text("toggle-row").arg("project", "Musée").to_string());
    }
}
