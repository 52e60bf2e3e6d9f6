//! A holder that nobody is, to show what a design looks like.

use super::content::{CardContent, ColorMark, FieldText};
use crate::projects::fields::{ColorCode, Field, FieldKind, Fields};

/// What the usual fields hold, by their names.
const VALUES: [(&str, &str); 9] = [
    ("idc_id_number", "10000"),
    ("idc_firstname", "Ana"),
    ("idc_lastname", "Wilson"),
    ("idc_organization", "Marine Biology"),
    ("idc_title", "Head of Research"),
    ("idc_email", "ana.wilson@example.org"),
    ("idc_mobile_phone", "+1 555 0100"),
    ("idc_expiration_date", "2030-12-31"),
    ("idc_notes", "Bring a torch."),
];

impl CardContent {
    /// A card of nobody, with a value in every field in use and the first color code.
    #[must_use]
    pub fn sample(fields: &Fields, color_codes: &[ColorCode]) -> Self {
        let text = |field: &Field| FieldText { label: field.label.clone(), value: value(field) };
        Self {
            fields: fields.iter().map(|field| (field.id.clone(), text(field))).collect(),
            photo: None,
            signature: None,
            color_code: color_codes.first().and_then(ColorMark::of),
        }
    }
}

fn value(field: &Field) -> String {
    let usual = VALUES.iter().find(|(name, _)| *name == field.name.as_str()).map(|(_, value)| *value);
    match (usual, field.kind) {
        (Some(value), _) => value.to_owned(),
        (None, FieldKind::Number) => "42".to_owned(),
        (None, FieldKind::Date) => "2030-12-31".to_owned(),
        (None, FieldKind::Email) => "ana.wilson@example.org".to_owned(),
        (None, FieldKind::Choice) => field.choices.first().cloned().unwrap_or_default(),
        (None, FieldKind::Text) => field.label.clone(),
    }
}
