//! What is said beside a refused property of a project's field, or a refused color code.

use super::Text;
use crate::{
    locale::Locale,
    projects::fields::{DefinitionError, Place, Property},
};

impl DefinitionError {
    /// The message for the reader: what is wrong at this place, and what to do.
    #[must_use]
    pub fn text(&self, locale: Locale, place: Place) -> Text {
        match self {
            Self::Text(error) => error.text(locale, place_of(place)),
            Self::NotAName => locale.text("definition-error-not-a-name"),
            Self::NameTaken => locale.text("definition-error-name-taken"),
            Self::NameOfRemoved => locale.text("definition-error-name-of-removed"),
            Self::IdNumberFixed => locale.text("definition-error-id-number"),
            Self::NotALength { most } => locale.text("definition-error-length").arg("most", *most),
            Self::NoChoices => locale.text("definition-error-no-choices"),
            Self::TooManyChoices { most } => locale.text("definition-error-too-many-choices").arg("most", *most),
            Self::NotAValue(kind) => locale.text("definition-error-default").arg("kind", kind.as_str()),
            Self::DefaultOfUnique => locale.text("definition-error-default-of-unique"),
            Self::Missing { records } => locale.text("definition-error-missing").arg("records", *records),
            Self::Unfit { records, first } => {
                let text = locale.text("definition-error-unfit").arg("records", *records);
                text.arg("first", first.join(", "))
            }
            Self::Duplicates { records, first } => {
                let text = locale.text("definition-error-duplicates").arg("records", *records);
                text.arg("first", first.join(", "))
            }
            Self::TooMany { most } => locale.text("definition-error-too-many").arg("most", *most),
            Self::NotAColor => locale.text("definition-error-color"),
            Self::ColorInUse { records } => locale.text("definition-error-color-in-use").arg("records", *records),
        }
    }
}

/// The place as messages choose by it.
const fn place_of(place: Place) -> &'static str {
    match place {
        Place::Field(_, property) => property.as_str(),
        Place::ColorName(_) => Property::Name.as_str(),
        Place::Color(_) => "color",
    }
}
