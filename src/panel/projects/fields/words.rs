//! Fields and color codes in the words of the reader, also as the trail names them.

use std::collections::HashMap;

use super::row::Row;
use crate::{
    audit::Change,
    ids::FieldId,
    panel::PageContext,
    projects::fields::{FieldKind, FieldName, ORDER, Property},
    texts::Text,
};

/// The labels of a project's fields.
pub(in crate::panel) type FieldLabels = HashMap<FieldId, String>;

/// How the names of color codes begin in the trail.
const COLOR_CODES: &str = "color_codes.";

/// What a property is called.
pub(super) fn property(page: &PageContext, property: Property) -> Text {
    page.text(match property {
        Property::Name => "fields-name",
        Property::Label => "fields-label",
        Property::Kind => "fields-kind",
        Property::MaxLength => "fields-length",
        Property::IsRequired => "fields-required",
        Property::IsUnique => "fields-unique",
        Property::DefaultValue => "fields-default",
        Property::Choices => "fields-choices",
        Property::IsRemoved => "fields-is-removed",
    })
}

/// The word for a kind.
pub(super) fn kind(page: &PageContext, kind: FieldKind) -> Text {
    page.text(match kind {
        FieldKind::Text => "fields-kind-text",
        FieldKind::Number => "fields-kind-number",
        FieldKind::Date => "fields-kind-date",
        FieldKind::Email => "fields-kind-email",
        FieldKind::Choice => "fields-kind-choice",
    })
}

/// What the trail's name of a property, of the order or of a color code is called; none where it is none of these.
pub(in crate::panel) fn label(page: &PageContext, labels: &FieldLabels, field: &str) -> Option<String> {
    if field == ORDER {
        return Some(page.text("fields-order").to_string());
    }
    if let Some((id, of)) = Property::parse_of(field) {
        let label = labels.get(&id).cloned().unwrap_or_default();
        let text = page.text("fields-property").arg("field", label);
        return Some(text.arg("property", property(page, of).to_string()).to_string());
    }
    let code: i32 = field.strip_prefix(COLOR_CODES)?.parse().ok()?;
    Some(page.text("color-code").arg("code", code).to_string())
}

/// Whether it only tells what a new field starts with, beside its name.
pub(in crate::panel) fn is_part_of_new(change: &Change) -> bool {
    let property = Property::parse_of(&change.field).map(|(_, property)| property);
    change.before.is_none() && property.is_some_and(|property| property != Property::Name)
}

/// What was done to a field or to the order, where a sentence says it better than what stood before and after.
pub(in crate::panel) fn sentence(page: &PageContext, labels: &FieldLabels, change: &Change) -> Option<String> {
    if change.field == ORDER {
        return label(page, labels, ORDER);
    }
    let (id, property) = Property::parse_of(&change.field)?;
    let text = match (property, &change.before, change.after.as_deref()) {
        (Property::Name, None, _) => page.text("fields-added"),
        (Property::IsRemoved, _, Some("")) => page.text("fields-brought-back"),
        (Property::IsRemoved, ..) => page.text("fields-was-removed"),
        _ => return None,
    };
    Some(text.arg("field", labels.get(&id).cloned().unwrap_or_default()).to_string())
}

/// A value of these; none where it reads as it stands.
pub(in crate::panel) fn value(page: &PageContext, labels: &FieldLabels, field: &str, value: &str) -> Option<String> {
    if field == ORDER {
        let label =
            |id: &str| FieldId::parse(id).and_then(|id| labels.get(&id).cloned()).unwrap_or_else(|| id.to_owned());
        return Some(
            value.split_ascii_whitespace().map(|id| label(id.trim_end_matches(','))).collect::<Vec<_>>().join(", "),
        );
    }
    let nothing = || page.text("fields-nothing").to_string();
    if field.starts_with(COLOR_CODES) {
        return Some(value.split_once(' ').map_or_else(nothing, |(color, name)| format!("{name} ({color})")));
    }
    match Property::parse_of(field)?.1 {
        Property::Kind => FieldKind::parse(value).map(|of| kind(page, of).to_string()),
        Property::IsRequired | Property::IsUnique | Property::IsRemoved => {
            Some(page.text(if value.is_empty() { "fields-no" } else { "fields-yes" }).to_string())
        }
        _ if value.is_empty() => Some(nothing()),
        Property::Choices => Some(value.replace('\n', ", ")),
        _ => None,
    }
}

impl Row {
    /// What the row is called: its label, else its name, else that it is new.
    pub(super) fn title(&self, page: &PageContext) -> String {
        let typed = |property| Some(self.typed.get(property).trim()).filter(|text| !text.is_empty());
        let name = || typed(Property::Name).filter(|name| *name != FieldName::PREFIX);
        let title = typed(Property::Label).or_else(name).map(str::to_owned);
        title.unwrap_or_else(|| page.text("fields-new").to_string())
    }
}
