//! What one answer wants the next page to say, as a word in a short-lived cookie.

use crate::{
    locale::Locale,
    texts::{Text, message_id},
};

/// A deed that the next page reports: the message that says so. Each section names its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flash(pub &'static str);

/// How the names of their messages begin, so that no cookie can make a page say anything else.
const PREFIX: &str = "flash-";

impl Flash {
    /// What was saved stands already.
    pub(super) const NOTHING_CHANGED: Self = Self("flash-nothing-changed");

    /// The deed of a cookie's word; none where there is no such message.
    pub(super) fn parse(word: &str) -> Option<Self> {
        message_id(&format!("{PREFIX}{word}")).map(Self)
    }

    /// The word for the cookie.
    pub(super) fn word(self) -> &'static str {
        self.0.strip_prefix(PREFIX).unwrap_or(self.0)
    }

    /// The sentence for the reader.
    pub(super) fn text(self, locale: Locale) -> Text {
        locale.text(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_for_it_is_said() {
        assert_eq!(Flash::parse("nothing-changed"), Some(Flash::NOTHING_CHANGED));
        assert_eq!(Flash::parse(Flash::NOTHING_CHANGED.word()), Some(Flash::NOTHING_CHANGED));
        for stranger in ["", "no-such-message", "flash-nothing-changed"] {
            assert_eq!(Flash::parse(stranger), None, "{stranger:?}");
        }
    }
}
