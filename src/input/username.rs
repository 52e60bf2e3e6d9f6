//! Usernames, of panel users and API users alike.

use precis_profiles::{UsernameCasePreserved, precis_core::profile::PrecisFastInvocation};
use unicode_normalization::UnicodeNormalization;

use crate::{
    input::{FieldError, fold, fold_for_search, line::is_direction_control},
    text_column,
};

/// A username as it was typed: RFC 8265 UsernameCasePreserved, 1 to 64 code points in NFC, without `:`,
/// which HTTP Basic can't carry (RFC 7617).
#[derive(Clone, Debug, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Username(String);

text_column!(Username, Username::stored);

impl std::fmt::Display for Username {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Username {
    /// The most code points it may hold.
    pub const MAX: usize = 64;

    /// Parses what was typed; blanks around it are dropped.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        let name: String = typed.trim().nfc().collect();
        if name.is_empty() {
            return Err(FieldError::Required);
        }
        if name.contains(char::is_control) {
            return Err(FieldError::ControlCharacter);
        }
        if name.contains(is_direction_control) {
            return Err(FieldError::DirectionOverride);
        }
        if name.chars().count() > Self::MAX {
            return Err(FieldError::TooLong { max: Self::MAX });
        }
        match UsernameCasePreserved::enforce(name.as_str()) {
            // Also where a wide colon becomes one.
            Ok(enforced) if !enforced.contains(':') => Ok(Self(name)),
            _ => Err(FieldError::UsernameCharacter),
        }
    }

    /// A stored username was parsed before it was stored.
    #[expect(clippy::unnecessary_wraps, reason = "text_column! asks for a way that may fail")]
    fn stored(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }

    /// The username as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is unique among all accounts: the username folded.
    #[must_use]
    pub fn key(&self) -> String {
        UsernameCasePreserved::enforce(self.0.as_str()).map_or_else(|_| fold(&self.0), |name| fold(&name))
    }

    /// The username folded for searching, where accents don't count.
    #[must_use]
    pub fn search_key(&self) -> String {
        fold_for_search(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_as_a_table() {
        let longest = "x".repeat(64);
        let too_long = "x".repeat(65);
        let table = [
            ("badge-kiosk-01", Ok("badge-kiosk-01")),
            ("  Ana.Sousa@acme  ", Ok("Ana.Sousa@acme")),
            ("Zoë", Ok("Zoë")),
            ("木村", Ok("木村")),
            (longest.as_str(), Ok(longest.as_str())),
            ("", Err(FieldError::Required)),
            (" \t ", Err(FieldError::Required)),
            (too_long.as_str(), Err(FieldError::TooLong { max: 64 })),
            ("a:b", Err(FieldError::UsernameCharacter)),
            ("a\u{FF1A}b", Err(FieldError::UsernameCharacter)),
            ("a b", Err(FieldError::UsernameCharacter)),
            ("smile\u{1F600}", Err(FieldError::UsernameCharacter)),
            ("zero\u{200B}width", Err(FieldError::UsernameCharacter)),
            ("a\0b", Err(FieldError::ControlCharacter)),
            ("abc\u{202E}def", Err(FieldError::DirectionOverride)),
            ("<script>", Ok("<script>")),
            ("o'neil\"", Ok("o'neil\"")),
        ];
        for (typed, expected) in table {
            assert_eq!(Username::parse(typed).as_ref().map(Username::as_str), expected.as_ref().copied(), "{typed:?}");
        }
    }

    #[test]
    fn names_that_differ_only_in_case_share_a_key() {
        let key = |name| Username::parse(name).unwrap().key();
        assert_eq!(key("Badge-Kiosk"), key("bADGE-kIOSK"));
        assert_eq!(key("STRASSE"), key("straße"));
        assert_eq!(key("ＡＢＣ"), key("abc"));
    }
}
