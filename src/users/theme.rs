//! The colours a person chose.

use crate::{
    i18n::{Locale, Text},
    text_enum,
};

text_enum! {
    /// Light, dark, or whatever the system says.
    pub enum Theme {
        /// As the reader's system has it.
        System = "system",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

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
