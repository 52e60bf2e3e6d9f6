//! What a record is to hold, as it came in.

use super::name_of_picture;
use crate::{
    authorization::{Part, Parts},
    images::PictureKind,
};

/// Names and values in the order they came; each name is there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data(pub Vec<(String, DataValue)>);

/// A value of [`Data`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataValue {
    /// A text; numbers are taken as they were written.
    Text(String),
    /// Null: no value.
    Null,
    /// Anything else, which no field takes.
    Other,
}

/// The names that take a privilege of their own.
const PARTS: [(&str, Part); 4] = [
    ("idc_active", Part::Activity),
    ("idc_trash", Part::Trash),
    ("idc_photo", Part::Photo),
    ("idc_signature", Part::Signature),
];

impl Data {
    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&DataValue> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// The image of this kind that is among them, in Base64.
    #[must_use]
    pub fn image(&self, kind: PictureKind) -> Option<&str> {
        match self.get(name_of_picture(kind)) {
            Some(DataValue::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Whether images are among them.
    #[must_use]
    pub fn has_images(&self) -> bool {
        PictureKind::ALL.into_iter().any(|kind| self.image(kind).is_some())
    }

    fn is(&self, name: &str, text: &str) -> bool {
        matches!(self.get(name), Some(DataValue::Text(value)) if value == text)
    }

    /// What a change of a record to these data asks for.
    #[must_use]
    pub fn parts_of_change(&self) -> Parts {
        let part = |name: &str| PARTS.iter().find(|(other, _)| *other == name).map_or(Part::Values, |&(_, part)| part);
        self.0.iter().map(|(name, _)| part(name)).collect()
    }

    /// What a new record with these data asks for: what a new record is anyway asks for nothing.
    #[must_use]
    pub fn parts_of_new(&self) -> Parts {
        let is_as_any_new = |name: &str| match name {
            "idc_active" => self.is(name, "1"),
            "idc_trash" => self.is(name, "0"),
            "idc_photo" | "idc_signature" => self.get(name) == Some(&DataValue::Null) || self.is(name, ""),
            _ => false,
        };
        let asked = PARTS.into_iter().filter(|(name, _)| self.get(name).is_some() && !is_as_any_new(name));
        asked.map(|(_, part)| part).collect()
    }
}
