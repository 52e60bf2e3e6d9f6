//! Why the fields and color codes of a project can't be saved as they are wanted.

use super::{FieldKind, Property};
use crate::input::FieldError;

/// Why a property of a field, or a color code, was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefinitionError {
    /// The text breaks a rule that all texts keep.
    Text(FieldError),
    /// No name of a field, or one that every record has of itself.
    NotAName,
    /// Another field of the project has the name.
    NameTaken,
    /// A removed field of the project has the name.
    NameOfRemoved,
    /// The number on the card stays what it is.
    IdNumberFixed,
    /// No whole number from 1 to so many.
    NotALength {
        /// The most.
        most: usize,
    },
    /// A choice that offers nothing.
    NoChoices,
    /// More choices than so many.
    TooManyChoices {
        /// The most.
        most: usize,
    },
    /// The default value is none of the field.
    NotAValue(FieldKind),
    /// No two records may have the same value, so there can be no default one.
    DefaultOfUnique,
    /// So many records have no value.
    Missing {
        /// How many.
        records: u64,
    },
    /// Records have values that are none of the field as it is wanted.
    Unfit {
        /// How many.
        records: u64,
        /// The ID numbers of the first.
        first: Vec<String>,
    },
    /// Records have the same value.
    Duplicates {
        /// How many have one that another has before them.
        records: u64,
        /// The first values that more than one has.
        first: Vec<String>,
    },
    /// More fields in use than so many.
    TooMany {
        /// The most.
        most: usize,
    },
    /// No color as in CSS, `#rrggbb`.
    NotAColor,
    /// So many records bear the color code that is to be removed; they would keep its number.
    ColorInUse {
        /// How many.
        records: u64,
    },
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A property of the field that stands at this place among the wanted ones.
    Field(usize, Property),
    /// The name of a color code.
    ColorName(i32),
    /// The color of a color code.
    Color(i32),
}

/// Everything that is wrong, in the order it was found; each place has one error at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(Place, DefinitionError)>);

impl Problems {
    /// Adds an error, unless there is one at this place.
    pub fn add(&mut self, place: Place, error: DefinitionError) {
        if self.0.iter().all(|(other, _)| *other != place) {
            self.0.push((place, error));
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors in order.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &DefinitionError)> {
        self.0.iter().map(|(place, error)| (*place, error))
    }
}
