//! What the privileges are called.

use super::Text;
use crate::{authorization::Privilege, locale::Locale};

impl Privilege {
    /// Its name.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::Access => "privilege-access",
            Self::Add => "privilege-add",
            Self::Edit => "privilege-edit",
            Self::Deactivate => "privilege-deactivate",
            Self::Trash => "privilege-trash",
            Self::Erase => "privilege-erase",
            Self::Photo => "privilege-photo",
            Self::Signature => "privilege-signature",
            Self::Print => "privilege-print",
            Self::Preview => "privilege-preview",
        })
    }
}
