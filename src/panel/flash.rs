//! What one answer wants the next page to say, as a word in a short-lived cookie.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{
    locale::Locale,
    texts::{Text, message_id},
};

/// A deed that the next page reports: the message that says so, and what it was done to. Each section names its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flash {
    message: &'static str,
    name: String,
}

/// How the names of their messages begin, so that no cookie can make a page say anything else.
const PREFIX: &str = "flash-";

/// The longest name of anything, in code points.
const LONGEST_NAME: usize = 100;

impl Flash {
    /// What was saved stands already.
    pub(super) const NOTHING_CHANGED: Self = Self::new("flash-nothing-changed");

    /// The report of a message.
    pub(super) const fn new(message: &'static str) -> Self {
        Self { message, name: String::new() }
    }

    /// The same about something of this name.
    pub(super) fn about(self, name: impl fmt::Display) -> Self {
        Self { name: name.to_string(), ..self }
    }

    /// The deed of a cookie's word; none where there is no such message.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (message, name) = word.split_once(':').unwrap_or((word, ""));
        let name = percent_decode_str(name).decode_utf8().ok()?.into_owned();
        let message = message_id(&format!("{PREFIX}{message}")).filter(|_| name.chars().count() <= LONGEST_NAME)?;
        let is_complete = !name.is_empty() || !Locale::En.text(message).has_placeholders();
        is_complete.then_some(Self { message, name })
    }

    /// The word for the cookie.
    pub(super) fn word(&self) -> String {
        let message = self.message.strip_prefix(PREFIX).unwrap_or(self.message);
        if self.name.is_empty() {
            return message.to_owned();
        }
        format!("{message}:{}", utf8_percent_encode(&self.name, NON_ALPHANUMERIC))
    }

    /// The sentence for the reader.
    pub(super) fn text(&self, locale: Locale) -> Text {
        locale.text(self.message).arg("name", self.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_for_it_is_said() {
        assert_eq!(Flash::parse("nothing-changed"), Some(Flash::NOTHING_CHANGED));
        assert_eq!(Flash::parse(&Flash::NOTHING_CHANGED.word()), Some(Flash::NOTHING_CHANGED));
        let named = Flash::NOTHING_CHANGED.about("é: <b>, a;b");
        assert!(named.word().is_ascii() && !named.word().contains([';', ',', ' ']));
        assert_eq!(Flash::parse(&named.word()), Some(named));
        let long = "a".repeat(LONGEST_NAME + 1);
        assert_eq!(Flash::parse(&Flash::NOTHING_CHANGED.about(long).word()), None);
        for stranger in ["", "api-user-saved", "no-such-message", "flash-nothing-changed"] {
            assert_eq!(Flash::parse(stranger), None, "{stranger:?}");
        }
    }
}
