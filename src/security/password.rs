//! Passwords in the clear, as they are typed.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// A password in the clear. It can't be shown: it has neither `Display` nor `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct PlainPassword(String);

impl PlainPassword {
    /// What was typed, with other spaces made U+0020 and in NFC (as RFC 8265 OpaqueString does);
    /// none where it holds a control character, which no password does.
    #[must_use]
    pub fn normalise(typed: &str) -> Option<Self> {
        if typed.contains(char::is_control) {
            return None;
        }
        let spaced = typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
        Some(Self(spaced.nfc().collect()))
    }

    /// The password, for those who judge it or show it once.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PlainPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PlainPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_forms_of_a_letter_and_of_a_space_are_one_password() {
        assert_eq!(PlainPassword::normalise("e\u{301}\u{a0}x"), PlainPassword::normalise("\u{e9} x"));
        assert_eq!(PlainPassword::normalise("tab\t"), None);
    }
}
