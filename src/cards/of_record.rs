//! What stands on the card of a record.

use super::{
    color::Color,
    content::{CardContent, ColorMark, FieldText},
};
use crate::{
    projects::fields::{ColorCode, Fields},
    records::Record,
};

impl ColorMark {
    /// A color code as cards show it; none where its color is none.
    #[must_use]
    pub fn of(code: &ColorCode) -> Option<Self> {
        Some(Self { name: code.name.clone(), color: Color::parse(&code.color)? })
    }
}

impl CardContent {
    /// What stands on the card of a record, without its pictures.
    #[must_use]
    pub fn of_record(record: &Record, fields: &Fields, color_codes: &[ColorCode]) -> Self {
        let texts = fields.iter().filter_map(|field| {
            let value = record.values.get(&field.id)?.to_owned();
            Some((field.id.clone(), FieldText { label: field.label.clone(), value }))
        });
        let mark = color_codes.iter().find(|code| Some(code.code) == record.color_code);
        Self { fields: texts.collect(), photo: None, signature: None, color_code: mark.and_then(ColorMark::of) }
    }
}
