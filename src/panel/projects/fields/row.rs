//! A field as its row of the form has it.

use crate::{
    ids::FieldId,
    panel::forms::input_id,
    projects::fields::{Field, FieldKind, FieldName, FieldTexts, Property, YES},
    web::{BadRequest, Fields},
};

/// A row of the form.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The id of the field, or `new-1` and so on.
    pub(super) key: String,
    /// As it was served; none for a new one.
    pub(super) served: Option<FieldTexts>,
    /// As it is typed.
    pub(super) typed: FieldTexts,
}

/// How the keys of new rows begin.
const NEW: &str = "new-";

/// How long the values of a new field may be.
const LENGTH: usize = 100;

/// How the names of inputs begin.
const FIELDS: &str = "fields.";

impl Row {
    /// The row of a saved field.
    pub(super) fn of(field: &Field) -> Self {
        let texts = FieldTexts::of(field);
        Self { key: field.id.to_string(), served: Some(texts.clone()), typed: texts }
    }

    /// The empty row of this number.
    pub(super) fn blank(number: usize) -> Self {
        let mut typed = FieldTexts::default();
        FieldName::PREFIX.clone_into(typed.get_mut(Property::Name));
        FieldKind::Text.as_str().clone_into(typed.get_mut(Property::Kind));
        *typed.get_mut(Property::MaxLength) = LENGTH.to_string();
        Self { key: format!("{NEW}{number}"), served: None, typed }
    }

    /// Reads the row of this key.
    ///
    /// # Errors
    /// Where it is none, or fields of it are missing or repeated.
    pub(super) fn parse(fields: &Fields, key: &str) -> Result<Self, BadRequest> {
        let served = match FieldId::parse(key) {
            Some(_) => {
                let served = fields.optional(&format!("served.{FIELDS}{key}"))?.ok_or(BadRequest::NeverServed)?;
                Some(serde_json::from_str(&served).map_err(|_| BadRequest::NeverServed)?)
            }
            None if new_number(key).is_some() => None,
            None => return Err(BadRequest::UnknownValue("row[]")),
        };
        let mut typed = FieldTexts::default();
        for property in Property::ALL {
            let text = fields.optional(&name(key, property))?;
            // A box without a tick is not sent.
            let is_flag = matches!(property, Property::IsRequired | Property::IsUnique | Property::IsRemoved);
            let text = text.or_else(|| is_flag.then(String::new)).ok_or(BadRequest::MissingField("fields"))?;
            *typed.get_mut(property) = text.replace("\r\n", "\n");
        }
        Ok(Self { key: key.to_owned(), served, typed })
    }

    /// The name of the input of a property.
    pub(super) fn name(&self, property: Property) -> String {
        name(&self.key, property)
    }

    /// What the row was served with, as it travels.
    pub(super) fn served_text(&self) -> Option<String> {
        serde_json::to_string(self.served.as_ref()?).ok()
    }

    /// Whether it is of a field that is not saved yet.
    pub(super) const fn is_new(&self) -> bool {
        self.served.is_none()
    }

    /// Whether it is to be removed, or stays so.
    pub(super) fn is_removed(&self) -> bool {
        self.typed.is(Property::IsRemoved)
    }

    /// The two boxes: each with its name and id, and whether it is ticked.
    pub(super) fn flags(&self) -> [(Property, String, String, bool); 2] {
        [Property::IsRequired, Property::IsUnique]
            .map(|flag| (flag, self.name(flag), self.id(flag), self.typed.is(flag)))
    }

    /// All inputs by their names, as they travel while it is out of use.
    pub(super) fn inputs(&self) -> impl Iterator<Item = (String, &str)> {
        Property::ALL.into_iter().map(|property| (self.name(property), self.typed.get(property)))
    }

    /// Whether it is in use until the form is saved.
    pub(super) fn is_going(&self) -> bool {
        self.served.as_ref().is_some_and(|served| !served.is(Property::IsRemoved))
    }

    /// Whether the input of this id is one of its own.
    pub(super) fn has(&self, id: &str) -> bool {
        id.rsplit_once('-').is_some_and(|(start, _)| start == input_id(&format!("{FIELDS}{}", self.key)))
    }

    /// The id of the input of a property.
    pub(super) fn id(&self, property: Property) -> String {
        input_id(&self.name(property)).into_owned()
    }

    /// Whether it is the number on the card, which stays what it is.
    pub(super) fn is_id_number(&self) -> bool {
        self.served.as_ref().is_some_and(|served| served.get(Property::Name) == FieldName::ID_NUMBER)
    }

    /// Takes it out of use or into use.
    pub(super) fn set_removed(&mut self, is_removed: bool) {
        if is_removed { YES } else { "" }.clone_into(self.typed.get_mut(Property::IsRemoved));
    }

    /// The row over what is saved by now: what was not changed here becomes that.
    pub(super) fn rebase(&mut self, saved: &Field) {
        let saved = FieldTexts::of(saved);
        let Some(served) = &self.served else { return };
        for property in Property::ALL {
            if self.typed.get(property) == served.get(property) {
                saved.get(property).clone_into(self.typed.get_mut(property));
            }
        }
        self.served = Some(saved);
    }
}

/// The number of the key of a new row.
pub(super) fn new_number(key: &str) -> Option<usize> {
    key.strip_prefix(NEW)?.parse().ok()
}

fn name(key: &str, property: Property) -> String {
    format!("{FIELDS}{key}.{}", property.as_str())
}
