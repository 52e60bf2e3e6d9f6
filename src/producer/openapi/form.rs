//! What is sent as a form. OpenAPI's styles know one level of brackets, calls have two, so each name is told as it stands.

use serde_json::{Map, Value, json};

use super::{
    LOCALE, calls,
    schemas::{FIELD_NAME, NAME},
};
use crate::producer::reference::{Example, Operation, Values, flatten};

/// The schema of a form.
pub(super) fn schema() -> Value {
    let mut properties = Map::new();
    for key in ["user_secret_key", "project_secret_key"] {
        properties.insert(key.to_owned(), json!({"type": "string"}));
    }
    // Where actions take different words, the first that is met takes the most: base64 is told by those of pictures.
    let mut members: Vec<_> = Operation::all().into_iter().flat_map(Operation::members).collect();
    members.sort_by_key(|member| match &member.values {
        Values::OneOf(words) => std::cmp::Reverse(words.len()),
        _ => std::cmp::Reverse(0),
    });
    for member in members.iter().filter(|member| member.values != Values::OneField) {
        let mut schema = match &member.values {
            Values::OneOf(words) => json!({"type": "string", "enum": words}),
            Values::Range { .. } => json!({"type": "string", "pattern": "^[0-9]+$"}),
            Values::Text | Values::OneField => json!({"type": "string"}),
        };
        schema["description"] = member.about(LOCALE).to_string().into();
        properties.entry(format!("api[{}]", member.name)).or_insert(schema);
    }
    json!({
        "type": "object",
        "required": ["user_secret_key", "project_secret_key", "api[api_action]"],
        "properties": properties,
        "patternProperties": {
            format!("^api\\[api_primary_key\\]\\[{NAME}\\]$"): {"type": "string"},
            format!("^data\\[{}\\]$", FIELD_NAME.trim_matches(['^', '$'])): {"type": "string"},
        },
    })
}

/// The body of an example, by the names of its fields.
pub(super) fn example(example: &Example) -> Value {
    let mut fields = Vec::new();
    if let Value::Object(members) = calls::example(example) {
        for (name, value) in &members {
            flatten(name, value, &mut fields);
        }
    }
    fields.into_iter().map(|(name, value)| (name, Value::from(value))).collect::<Map<_, _>>().into()
}
