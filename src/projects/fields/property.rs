//! The properties of a field, each as a text: as forms carry them, as two changes are compared, as the trail tells them.

use serde::{Deserialize, Serialize};

use super::Field;
use crate::{ids::FieldId, text_enum};

text_enum! {
    /// What can be changed of a field.
    pub enum Property {
        /// By which the API knows it.
        Name = "name",
        /// By which people know it.
        Label = "label",
        /// What its values look like.
        Kind = "kind",
        /// The most code points of a value.
        MaxLength = "max_length",
        /// Whether every record must have a value; `yes` or nothing, as for the other two that are true or false.
        IsRequired = "is_required",
        /// Whether no two records may have the same value.
        IsUnique = "is_unique",
        /// What a new record has where nothing else is said.
        DefaultValue = "default_value",
        /// What a choice offers, one a line.
        Choices = "choices",
        /// Whether it is removed from the project.
        IsRemoved = "is_removed",
    }
}

/// The text of a property that is true.
pub const YES: &str = "yes";

/// The properties of a field as texts, in the order of [`Property::ALL`]: as a form is served with them, and as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldTexts([String; Property::ALL.len()]);

impl Property {
    /// The text of this property.
    #[must_use]
    pub fn text(self, field: &Field) -> String {
        let flag = |is_so: bool| if is_so { YES.to_owned() } else { String::new() };
        match self {
            Self::Name => field.name.to_string(),
            Self::Label => field.label.clone(),
            Self::Kind => field.kind.as_str().to_owned(),
            Self::MaxLength => field.max_length.to_string(),
            Self::IsRequired => flag(field.is_required),
            Self::IsUnique => flag(field.is_unique),
            Self::DefaultValue => field.default_value.clone(),
            Self::Choices => field.choices.join("\n"),
            Self::IsRemoved => flag(field.is_removed),
        }
    }

    /// The name of this property of a field in the trail: `fields.{field id}.{property}`.
    #[must_use]
    pub fn of(self, field: &FieldId) -> String {
        format!("{FIELDS}{field}.{}", self.as_str())
    }

    /// The field and the property of a name in the trail.
    #[must_use]
    pub fn parse_of(name: &str) -> Option<(FieldId, Self)> {
        let (id, property) = name.strip_prefix(FIELDS)?.split_once('.')?;
        Some((FieldId::parse(id)?, Self::parse(property)?))
    }
}

const FIELDS: &str = "fields.";

/// The name of the order of the fields in the trail.
pub const ORDER: &str = "fields.order";

impl FieldTexts {
    /// Those of this field.
    #[must_use]
    pub fn of(field: &Field) -> Self {
        Self(Property::ALL.map(|property| property.text(field)))
    }

    /// The text of one.
    #[must_use]
    pub fn get(&self, property: Property) -> &str {
        &self.0[property as usize]
    }

    /// Whether one of the three that are true or false is true.
    #[must_use]
    pub fn is(&self, property: Property) -> bool {
        self.get(property) == YES
    }

    /// The text of one, to be changed.
    pub fn get_mut(&mut self, property: Property) -> &mut String {
        &mut self.0[property as usize]
    }
}
