//! What was typed of fields and color codes.

use super::{ColorCode, DefinitionError, Field, FieldKind, FieldName, FieldTexts, Property};
use crate::{
    ids::FieldId,
    input::{ColorName, FieldError, FieldLabel},
};

impl Field {
    /// The field of these texts. What its kind has no use for is left out: choices, and a length of its own.
    ///
    /// # Errors
    /// Everything that is wrong with it, property by property.
    pub fn parse(id: FieldId, typed: &FieldTexts) -> Result<Self, Vec<(Property, DefinitionError)>> {
        let text = |property| typed.get(property).trim();
        let Some(kind) = FieldKind::parse(text(Property::Kind)) else {
            return Err(vec![(Property::Kind, DefinitionError::Text(FieldError::UnknownChoice))]);
        };
        let lengths = kind.lengths();
        let max_length = if lengths.start() == lengths.end() {
            *lengths.end()
        } else {
            // No number is no length either.
            text(Property::MaxLength).parse().unwrap_or_default()
        };
        let name = FieldName::parse(text(Property::Name));
        let mut errors: Vec<_> =
            name.is_none().then_some((Property::Name, DefinitionError::NotAName)).into_iter().collect();
        let label = FieldLabel::parse(typed.get(Property::Label));
        let field = Self {
            id,
            // One that is none was refused already.
            name: name.unwrap_or_else(FieldName::id_number),
            label: label.map_or_else(|_| typed.get(Property::Label).to_owned(), |label| label.to_string()),
            kind,
            max_length,
            is_required: typed.is(Property::IsRequired),
            is_unique: typed.is(Property::IsUnique),
            default_value: text(Property::DefaultValue).to_owned(),
            choices: if kind == FieldKind::Choice { choices(typed.get(Property::Choices)) } else { Vec::new() },
            is_removed: typed.is(Property::IsRemoved),
        };
        errors.extend(field.problems());
        if errors.is_empty() { Ok(field) } else { Err(errors) }
    }
}

/// The choices of lines, each once.
fn choices(typed: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    for choice in typed.lines().map(str::trim).filter(|choice| !choice.is_empty()) {
        if choices.iter().all(|other| other != choice) {
            choices.push(choice.to_owned());
        }
    }
    choices
}

impl ColorCode {
    /// The color code of a name and a color as they are typed; what is wrong with it is found when it is saved.
    #[must_use]
    pub fn of_typed(code: i32, name: &str, color: &str) -> Self {
        let name = ColorName::parse(name).map_or_else(|_| name.to_owned(), |name| name.to_string());
        Self { code, name, color: color.to_ascii_lowercase() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(change: impl Fn(&mut FieldTexts)) -> FieldTexts {
        let mut typed = FieldTexts::default();
        for (property, text) in [
            (Property::Name, " idc_size "),
            (Property::Label, "  Size "),
            (Property::Kind, "text"),
            (Property::MaxLength, "20"),
            (Property::IsUnique, "yes"),
        ] {
            text.clone_into(typed.get_mut(property));
        }
        change(&mut typed);
        typed
    }

    #[test]
    fn what_is_typed_becomes_a_field() {
        let field = Field::parse(FieldId::new(), &typed(|_| {})).unwrap();
        assert_eq!((field.name.as_str(), field.label.as_str(), field.max_length), ("idc_size", "Size", 20));
        assert!(field.is_unique && !field.is_required && !field.is_removed);
        let choice = typed(|typed| {
            "choice".clone_into(typed.get_mut(Property::Kind));
            "S\r\n  M\r\n\r\nS\n".clone_into(typed.get_mut(Property::Choices));
        });
        let choice = Field::parse(FieldId::new(), &choice).unwrap();
        assert_eq!((choice.choices, choice.max_length), (vec!["S".to_owned(), "M".to_owned()], 100));
        let date = typed(|typed| {
            "date".clone_into(typed.get_mut(Property::Kind));
            "S".clone_into(typed.get_mut(Property::Choices));
        });
        let date = Field::parse(FieldId::new(), &date).unwrap();
        assert_eq!((date.choices.len(), date.max_length), (0, 10));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = typed(|typed| {
            "Size".clone_into(typed.get_mut(Property::Name));
            String::new().clone_into(typed.get_mut(Property::Label));
            "many".clone_into(typed.get_mut(Property::MaxLength));
            "M".clone_into(typed.get_mut(Property::DefaultValue));
        });
        let errors = Field::parse(FieldId::new(), &wrong).unwrap_err();
        let of: Vec<_> = errors.iter().map(|(property, _)| *property).collect();
        assert_eq!(of, [Property::Name, Property::Label, Property::MaxLength, Property::DefaultValue]);
        let kind = typed(|typed| "picture".clone_into(typed.get_mut(Property::Kind)));
        assert_eq!(Field::parse(FieldId::new(), &kind).unwrap_err().len(), 1);
    }
}
