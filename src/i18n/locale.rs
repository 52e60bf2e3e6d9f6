//! The languages of the panel.

use std::sync::LazyLock;

use icu_decimal::{DecimalFormatter, input::Decimal};

use super::Text;
use crate::text_column;

/// A language that everything here is written in.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

text_column!(Locale);

/// Making one costs more than a page of numbers is worth.
static NUMBERS: LazyLock<[Option<DecimalFormatter>; Locale::ALL.len()]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| {
        let locale = match locale {
            Locale::En => icu_locale_core::locale!("en"),
            Locale::Fr => icu_locale_core::locale!("fr"),
        };
        DecimalFormatter::try_new(locale.into(), icu_decimal::options::DecimalFormatterOptions::default()).ok()
    })
});

impl Locale {
    /// Every language, in the order of menus.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The tag of the language (BCP 47), which also names its folder in `locales/`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Whether this is its tag.
    #[must_use]
    pub fn is(self, tag: &str) -> bool {
        self.tag() == tag
    }

    /// [`Locale::tag`], as columns want it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.tag()
    }

    /// What its speakers call it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// In which direction it is written, for `dir`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::En | Self::Fr => "ltr",
        }
    }

    /// The language of a tag; none where we don't speak it.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// The first language we speak of those a reader prefers, best first; a regional form counts as its language.
    #[must_use]
    pub fn negotiate<'a>(preferred: impl IntoIterator<Item = &'a str>) -> Self {
        let spoken = |tag: &str| Self::parse(&tag.split('-').next().unwrap_or(tag).to_ascii_lowercase());
        preferred.into_iter().find_map(spoken).unwrap_or_default()
    }

    /// The message of this id.
    #[must_use]
    pub fn text(self, id: &'static str) -> Text {
        Text::new(self, id)
    }

    /// A number with the separators of the language.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        match &NUMBERS[self as usize] {
            Some(formatter) => formatter.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_spoken_preference_wins() {
        let table: [(&[&str], Locale); 5] = [
            (&["fr-CA", "en"], Locale::Fr),
            (&["de", "FR", "en"], Locale::Fr),
            (&["en-GB", "fr"], Locale::En),
            (&["ja"], Locale::En),
            (&[], Locale::En),
        ];
        for (preferred, expected) in table {
            assert_eq!(Locale::negotiate(preferred.iter().copied()), expected, "{preferred:?}");
        }
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(Locale::En.number(1_284_000), "1,284,000");
        assert_eq!(Locale::Fr.number(1_284_000), "1\u{202f}284\u{202f}000");
    }
}
