//! The fields of a record in its form.

use super::{
    form::{RecordForm, input},
    words::hint,
};
use crate::{
    panel::PageContext,
    projects::fields::{Field, FieldKind},
};

/// From how many characters on a text has several lines.
const ONE_LINE: usize = 120;

/// A field as it stands in the form.
pub(super) struct ShownField {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub control: Control,
    pub is_optional: bool,
}

/// How a value is typed.
pub(super) enum Control {
    Line,
    Lines,
    Number,
    Date,
    Email,
    /// With what can be chosen.
    Choice(Vec<String>),
}

impl ShownField {
    /// The field with what stands in the form.
    pub(super) fn of(page: &PageContext, field: &Field, form: &RecordForm, is_new: bool) -> Self {
        let value = form.text(field.id.as_str());
        let control = match field.kind {
            FieldKind::Text if field.max_length > ONE_LINE || value.contains('\n') => Control::Lines,
            FieldKind::Number => Control::Number,
            FieldKind::Date if value.is_empty() || field.check(&value).is_ok() => Control::Date,
            // Browsers drop from a date field what is no date.
            FieldKind::Text | FieldKind::Date => Control::Line,
            FieldKind::Email => Control::Email,
            FieldKind::Choice => Control::Choice(field.choices.clone()),
        };
        Self {
            name: input(field.id.as_str()),
            label: field.label.clone(),
            hint: hint(page, field, is_new),
            value,
            control,
            is_optional: !field.is_required || is_new && field.name.is_id_number(),
        }
    }
}
