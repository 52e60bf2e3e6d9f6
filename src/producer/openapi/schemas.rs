//! The schemas that calls and answers are made of.

use serde_json::{Map, Value, json};

use super::{calls, form, responses};

/// The name of a field of a project, as a regular expression without its ends.
pub(super) const NAME: &str = "idc_[a-z0-9_]{1,60}";
/// The same, alone.
pub(super) const FIELD_NAME: &str = "^idc_[a-z0-9_]{1,60}$";
/// All of them.
pub(super) fn all() -> Map<String, Value> {
    let own = [
        ("PrimaryKey".to_owned(), primary_key()),
        ("FieldValue".to_owned(), json!({"type": ["string", "number", "null"]})),
        ("FormCall".to_owned(), form::schema()),
    ];
    calls::schemas().into_iter().chain(own).chain(responses::schemas()).collect()
}

/// A schema by its name.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// `GetRecord` of `get_record`.
pub(super) fn pascal(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

fn primary_key() -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "patternProperties": {FIELD_NAME: {"type": ["string", "number"]}},
        "additionalProperties": false,
    })
}
