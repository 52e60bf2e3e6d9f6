//! What a form says of a record.

use std::collections::BTreeMap;

use crate::{
    ids::FieldId,
    projects::fields::{Field, FieldKind},
    records::{Project, Record},
};

/// The key of the color code, as in the history.
pub const COLOR_CODE: &str = "idc_colorcode";

/// The keys of the flags that stand in the form, as in the history.
pub const FLAGS: [&str; 2] = ["idc_check_in", "idc_print_queue"];

/// The texts of a form by their keys in the history: ids of fields, `idc_colorcode`, `idc_check_in`, `idc_print_queue`. A
/// field that is absent stays as it is; flags are "0" and "1".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRecord(pub BTreeMap<String, String>);

impl TypedRecord {
    /// What the form of a saved record says.
    #[must_use]
    pub fn of(record: &Record, project: &Project) -> Self {
        let text = |field: &Field| record.values.get(&field.id).map(unify).unwrap_or_default();
        let mut texts: BTreeMap<_, _> =
            project.fields.iter().map(|field| (field.id.to_string(), text(field))).collect();
        let code = record.color_code.map(|code| code.to_string()).unwrap_or_default();
        texts.insert(COLOR_CODE.to_owned(), code);
        for (key, flag) in FLAGS.into_iter().zip([record.is_checked_in, record.is_in_print_queue]) {
            texts.insert(key.to_owned(), if flag { "1" } else { "0" }.to_owned());
        }
        Self(texts)
    }

    /// What the form of a new record begins with.
    #[must_use]
    pub fn of_new(project: &Project) -> Self {
        let text = |field: &Field| (field.id.to_string(), unify(&field.default_value));
        Self(project.fields.iter().map(text).collect())
    }

    /// A text with its line ends as they are stored; none where the form has no such field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<String> {
        self.0.get(key).map(unify)
    }

    pub(super) fn field(&self, id: &FieldId) -> Option<String> {
        self.get(id.as_str())
    }

    /// The form over what is saved by now: what was not changed here becomes that.
    #[must_use]
    pub fn rebased(mut self, served: &Self, saved: &Self) -> Self {
        for (key, saved) in &saved.0 {
            if self.get(key).is_none() || self.get(key) == served.get(key) {
                self.0.insert(key.clone(), saved.clone());
            }
        }
        self
    }

    /// Only what was changed here.
    #[must_use]
    pub fn changed(mut self, served: &Self) -> Self {
        self.0.retain(|key, text| served.get(key).is_none_or(|served| served != unify(text)));
        self
    }
}

/// Forms send CRLF.
fn unify(text: impl AsRef<str>) -> String {
    text.as_ref().replace("\r\n", "\n").replace('\r', "\n")
}

/// What is meant by a text that was typed into a field.
pub(super) fn meant(field: &Field, typed: &str) -> String {
    match field.kind {
        FieldKind::Number | FieldKind::Date | FieldKind::Email => typed.trim().to_owned(),
        FieldKind::Text if typed.trim().is_empty() => String::new(),
        FieldKind::Text | FieldKind::Choice => typed.to_owned(),
    }
}
