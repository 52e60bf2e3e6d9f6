//! The languages of the panel.

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
}
