//! What a field or a color code must be by itself, whatever the records hold.

use std::ops::RangeInclusive;

use super::{ColorCode, DefinitionError, Field, FieldKind, Property};
use crate::input::{ColorName, FieldChoice, FieldError, FieldLabel};

impl FieldKind {
    /// How many code points a value may be given at most; a single number where all values of the kind have one bound.
    #[must_use]
    pub const fn lengths(self) -> RangeInclusive<usize> {
        match self {
            Self::Text => 1..=4_000,
            Self::Number => 1..=40,
            Self::Email => 1..=254,
            Self::Date => 10..=10,
            Self::Choice => FieldChoice::MAX..=FieldChoice::MAX,
        }
    }
}

impl Field {
    /// The most values that a choice may offer.
    pub const MOST_CHOICES: usize = 100;

    /// Everything that is wrong with it, whatever the other fields and the records are.
    #[must_use]
    pub fn problems(&self) -> Vec<(Property, DefinitionError)> {
        let found = [
            (Property::Label, FieldLabel::parse(&self.label).err().map(DefinitionError::Text)),
            (Property::MaxLength, self.length_problem()),
            (Property::Choices, self.choices_problem()),
            (Property::DefaultValue, self.default_problem()),
        ];
        found.into_iter().filter_map(|(property, error)| Some((property, error?))).collect()
    }

    fn length_problem(&self) -> Option<DefinitionError> {
        let lengths = self.kind.lengths();
        let error = DefinitionError::NotALength { most: *lengths.end() };
        (!lengths.contains(&self.max_length)).then_some(error)
    }

    fn choices_problem(&self) -> Option<DefinitionError> {
        if self.kind != FieldKind::Choice {
            return (!self.choices.is_empty()).then_some(DefinitionError::Text(FieldError::UnknownChoice));
        }
        if self.choices.is_empty() {
            return Some(DefinitionError::NoChoices);
        }
        if self.choices.len() > Self::MOST_CHOICES {
            return Some(DefinitionError::TooManyChoices { most: Self::MOST_CHOICES });
        }
        self.choices.iter().find_map(|choice| FieldChoice::parse(choice).err()).map(DefinitionError::Text)
    }

    fn default_problem(&self) -> Option<DefinitionError> {
        if self.default_value.is_empty() {
            return None;
        }
        if self.is_unique {
            return Some(DefinitionError::DefaultOfUnique);
        }
        self.check(&self.default_value).err().map(|_| DefinitionError::NotAValue(self.kind))
    }
}

impl ColorCode {
    /// The text of a color code as forms carry it and as the trail tells it, such as `#c62828 Red`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} {}", self.color, self.name)
    }

    /// The text of the one of this number; empty where there is none.
    #[must_use]
    pub fn text_of(codes: &[Self], code: i32) -> String {
        codes.iter().find(|other| other.code == code).map(Self::text).unwrap_or_default()
    }

    /// The name of a color code in the trail: `color_codes.{code}`.
    #[must_use]
    pub fn field(code: i32) -> String {
        format!("color_codes.{code}")
    }

    pub(super) fn name_problem(&self) -> Option<DefinitionError> {
        ColorName::parse(&self.name).err().map(DefinitionError::Text)
    }

    pub(super) fn color_problem(&self) -> Option<DefinitionError> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_color = |digits: &str| digits.len() == 6 && digits.bytes().all(is_digit);
        (!self.color.strip_prefix('#').is_some_and(is_color)).then_some(DefinitionError::NotAColor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::FieldId, projects::fields::FieldName};

    fn field(kind: FieldKind) -> Field {
        Field {
            id: FieldId::new(),
            name: FieldName::parse("idc_a").unwrap(),
            label: "A".to_owned(),
            kind,
            max_length: *kind.lengths().end(),
            is_required: false,
            is_unique: false,
            default_value: String::new(),
            choices: if kind == FieldKind::Choice { vec!["S".to_owned(), "M".to_owned()] } else { Vec::new() },
            is_removed: false,
        }
    }

    #[test]
    fn a_field_of_every_kind_at_its_longest_is_one() {
        for kind in FieldKind::ALL {
            assert_eq!(field(kind).problems(), [], "{kind:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_field_is_told_property_by_property() {
        let with = |kind, change: &dyn Fn(&mut Field)| {
            let mut field = field(kind);
            change(&mut field);
            field.problems().into_iter().map(|(property, error)| (property.as_str(), error)).collect::<Vec<_>>()
        };
        let text = FieldKind::Text;
        assert_eq!(
            with(text, &|f| f.label = "  ".to_owned()),
            [("label", DefinitionError::Text(FieldError::Required))]
        );
        assert_eq!(
            with(text, &|f| f.label = "é".repeat(101)),
            [("label", DefinitionError::Text(FieldError::TooLong { max: 100 }))]
        );
        for (kind, length, most) in [(text, 0, 4_000), (text, 4_001, 4_000), (FieldKind::Email, 255, 254)] {
            assert_eq!(with(kind, &|f| f.max_length = length), [("max_length", DefinitionError::NotALength { most })]);
        }
        assert_eq!(
            with(FieldKind::Date, &|f| f.max_length = 9),
            [("max_length", DefinitionError::NotALength { most: 10 })]
        );
        let choice = FieldKind::Choice;
        assert_eq!(with(choice, &|f| f.choices.clear()), [("choices", DefinitionError::NoChoices)]);
        let many = || (0..101).map(|number| number.to_string()).collect();
        assert_eq!(with(choice, &|f| f.choices = many()), [("choices", DefinitionError::TooManyChoices { most: 100 })]);
        assert_eq!(
            with(choice, &|f| f.choices.push("x".repeat(101))),
            [("choices", DefinitionError::Text(FieldError::TooLong { max: 100 }))]
        );
        for (kind, value) in [(FieldKind::Number, "one"), (FieldKind::Date, "1.2.2027"), (choice, "XL")] {
            assert_eq!(
                with(kind, &|f| f.default_value = value.to_owned()),
                [("default_value", DefinitionError::NotAValue(kind))]
            );
        }
        let unique = with(text, &|f| (f.is_unique, f.default_value) = (true, "x".to_owned()));
        assert_eq!(unique, [("default_value", DefinitionError::DefaultOfUnique)]);
    }

    #[test]
    fn a_color_is_six_digits_in_lower_case() {
        let code = |color: &str| ColorCode { code: 1, name: "Red".to_owned(), color: color.to_owned() };
        assert_eq!(code("#c62828").color_problem(), None);
        for bad in ["", "c62828", "#C62828", "#c6282", "#c628288", "#c6282g", "red"] {
            assert_eq!(code(bad).color_problem(), Some(DefinitionError::NotAColor), "{bad}");
        }
    }
}
