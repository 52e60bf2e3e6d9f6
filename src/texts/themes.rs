//! What the appearances are called.

use super::Text;
use crate::{locale::Locale, users::Theme};

impl Theme {
    /// The word for it.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::System => "theme-system",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        })
    }
}
