//! The form of a record as typed.

use std::collections::BTreeMap;

use crate::{
    ids::{FieldId, RecordId},
    panel::ClashChoice,
    records::{
        Project, Record,
        form::{COLOR_CODE, FLAGS, TypedRecord},
    },
    web::{BadRequest, Fields},
};

/// What stands before the key of a field in the name of its input.
const INPUT: &str = "value-";

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordForm {
    /// As typed.
    pub typed: TypedRecord,
    /// What it was served with; nothing in the form of a new record.
    pub served: TypedRecord,
    /// The version that it was served with; 0 in the form of a new record.
    pub version: i64,
    /// As which record the form of a new one is saved, so that a form that is sent twice makes one.
    pub new_id: Option<RecordId>,
    /// Whether it only comes back from signing in, to stand there again.
    pub is_resumed: bool,
}

/// The name of the input of a field.
pub(super) fn input(key: &str) -> String {
    format!("{INPUT}{key}")
}

impl RecordForm {
    /// Reads the form of a new record, or of a saved one.
    ///
    /// # Errors
    /// Where a field is missing, repeated or none of a record.
    pub(super) fn parse(fields: &Fields, is_new: bool) -> Result<Self, BadRequest> {
        let mut typed = read(fields, INPUT)?;
        for flag in FLAGS {
            // No tick is no field.
            typed.0.entry(flag.to_owned()).or_insert_with(|| "0".to_owned());
        }
        for (key, theirs) in ClashChoice::all_theirs(fields) {
            *typed.0.get_mut(key).ok_or(BadRequest::UnknownValue("keep"))? = theirs;
        }
        let is_resumed = fields.optional("intent")?.as_deref() == Some("resume");
        if is_new {
            let new_id = match fields.optional("record")? {
                Some(id) => RecordId::parse(&id).ok_or(BadRequest::UnknownValue("record"))?,
                None => RecordId::new(),
            };
            return Ok(Self { typed, is_resumed, new_id: Some(new_id), ..Self::default() });
        }
        let served = read(fields, "served.")?;
        if FLAGS.iter().any(|flag| served.get(flag).is_none()) {
            return Err(BadRequest::MissingField("served"));
        }
        Ok(Self { typed, served, version: fields.number("version")?, is_resumed, new_id: None })
    }

    /// The form of a saved record.
    pub(super) fn of(record: &Record, project: &Project) -> Self {
        let typed = TypedRecord::of(record, project);
        Self { served: typed.clone(), typed, version: record.version, is_resumed: false, new_id: None }
    }

    /// The form of a new record.
    pub(super) fn blank(project: &Project) -> Self {
        Self { typed: TypedRecord::of_new(project), new_id: Some(RecordId::new()), ..Self::default() }
    }

    /// The form over what is saved by now: fields that were not changed here become that.
    pub(super) fn rebased(self, record: &Record, project: &Project) -> Self {
        let saved = Self::of(record, project);
        Self { typed: self.typed.rebased(&self.served, &saved.served), ..saved }
    }

    /// The form of a new record with nothing but what was changed here: what was erased does not come back by it.
    pub(super) fn made_anew(self) -> Self {
        Self { typed: self.typed.changed(&self.served), new_id: Some(RecordId::new()), ..Self::default() }
    }

    /// What stands in a field.
    pub(super) fn text(&self, key: &str) -> String {
        self.typed.get(key).unwrap_or_default()
    }

    /// The hidden fields that say what the form was served with.
    pub(super) fn hidden(&self) -> Vec<(String, String)> {
        self.served.0.iter().map(|(key, text)| (format!("served.{key}"), text.clone())).collect()
    }
}

fn read(fields: &Fields, prefix: &str) -> Result<TypedRecord, BadRequest> {
    let mut texts = BTreeMap::new();
    for (key, text) in fields.starting(prefix) {
        let is_known = FieldId::parse(key).is_some() || key == COLOR_CODE || FLAGS.contains(&key);
        if !is_known {
            return Err(BadRequest::UnknownValue("value"));
        }
        if texts.insert(key.to_owned(), text.to_owned()).is_some() {
            return Err(BadRequest::RepeatedField(format!("{prefix}{key}")));
        }
    }
    Ok(TypedRecord(texts))
}
