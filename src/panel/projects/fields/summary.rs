//! The fields as the page of their project tells them.

use super::words;
use crate::{
    panel::PageContext,
    projects::fields::{Field, Fields},
    texts::Text,
};

/// A field as the page of its project tells it.
pub(in crate::panel::projects) struct FieldSummary {
    pub(in crate::panel::projects) label: String,
    pub(in crate::panel::projects) name: String,
    pub(in crate::panel::projects) kind: Text,
    /// "up to 100"; none where all values of the kind have one bound.
    pub(in crate::panel::projects) length: Option<Text>,
    /// What a choice offers.
    pub(in crate::panel::projects) choices: String,
    /// "Required, unique".
    pub(in crate::panel::projects) rules: Option<Text>,
    pub(in crate::panel::projects) default_value: String,
}

impl FieldSummary {
    /// Those in use.
    pub(in crate::panel::projects) fn of_all(page: &PageContext, fields: &Fields) -> Vec<Self> {
        fields.iter().map(|field| Self::of(page, field)).collect()
    }

    fn of(page: &PageContext, field: &Field) -> Self {
        let lengths = field.kind.lengths();
        let length = || page.text("fields-up-to").arg("length", field.max_length);
        let rules = match (field.is_required, field.is_unique) {
            (true, true) => Some("fields-required-unique"),
            (true, false) => Some("fields-required"),
            (false, true) => Some("fields-unique"),
            (false, false) => None,
        };
        Self {
            label: field.label.clone(),
            name: field.name.to_string(),
            kind: words::kind(page, field.kind),
            length: (lengths.start() < lengths.end()).then(length),
            choices: field.choices.join(", "),
            rules: rules.map(|id| page.text(id)),
            default_value: field.default_value.clone(),
        }
    }
}

/// "9 of up to 50": how many are in use.
pub(in crate::panel::projects) fn count(page: &PageContext, count: usize) -> Text {
    page.text("fields-count").arg("count", count).arg("most", Fields::MOST)
}
