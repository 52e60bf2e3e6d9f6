//! What is sent as JSON.

use serde_json::{Map, Value, json};

use super::{
    LOCALE,
    schemas::{FIELD_NAME, pascal, reference},
};
use crate::producer::reference::{DataMember, DataShape, Example, Member, Operation, READ_ONLY, Values};

/// The schema of every call, each by its name, and of any.
pub(super) fn schemas() -> Vec<(String, Value)> {
    let names = Operation::all().map(|operation| format!("{}Call", pascal(operation.name())));
    let any = json!({"oneOf": names.each_ref().map(|name| reference(name))});
    let each = names.into_iter().zip(Operation::all().map(call));
    [("Call".to_owned(), any)].into_iter().chain(each).collect()
}

/// The body of an example.
pub(super) fn example(example: &Example) -> Value {
    let mut body = json!({
        "user_secret_key": "idcu_…",
        "project_secret_key": "idcp_…",
        "api": example.api(),
    });
    let data = example.data();
    if !data.is_empty() {
        body["data"] = data.into();
    }
    body
}

/// What a member takes: a number counts as its digits.
pub(super) fn values(values: &Values) -> Value {
    match values {
        Values::OneField => reference("PrimaryKey"),
        Values::OneOf(words) => {
            let numbers = words.iter().filter_map(|word| word.parse::<u32>().ok());
            let all: Vec<Value> = words.iter().map(|&word| word.into()).chain(numbers.map(Value::from)).collect();
            json!({"enum": all})
        }
        Values::Range { min, max } => json!({"anyOf": [
            {"type": "integer", "minimum": min, "maximum": max},
            {"type": "string", "pattern": "^[0-9]+$"},
        ]}),
        Values::Text => json!({"type": ["string", "number"]}),
    }
}

fn call(operation: Operation) -> Value {
    let data = operation.data();
    let required: &[&str] = match data {
        DataShape::Ignored | DataShape::NewRecord | DataShape::Change => &KEYS,
        DataShape::Deletion => &[KEYS[0], KEYS[1], KEYS[2], "data"],
    };
    let mut properties = json!({
        "user_secret_key": {"type": "string", "description": text("reference-user-secret-key")},
        "project_secret_key": {"type": "string", "description": text("reference-project-secret-key")},
        "api": api(operation),
    });
    if data != DataShape::Ignored {
        properties["data"] = data_schema(data);
    }
    let about = operation.about(LOCALE).to_string();
    json!({"type": "object", "description": about, "required": required, "properties": properties})
}

const KEYS: [&str; 3] = ["user_secret_key", "project_secret_key", "api"];

fn api(operation: Operation) -> Value {
    let members = operation.members();
    let required: Vec<_> = members.iter().filter(|member| member.is_required).map(|member| member.name).collect();
    let property = |member: &Member| {
        let mut schema =
            if member.name == "api_action" { json!({"const": operation.action()}) } else { values(&member.values) };
        schema["description"] = member.about(LOCALE).to_string().into();
        if let Some(default) = member.default {
            schema["default"] = default.into();
        }
        (member.name.to_owned(), schema)
    };
    let properties: Map<_, _> = members.iter().map(property).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn data_schema(shape: DataShape) -> Value {
    let property = |member: &DataMember| {
        let mut schema = values(&member.values);
        schema["description"] = member.about(LOCALE).to_string().into();
        (member.name.to_owned(), schema)
    };
    let properties: Map<_, _> = shape.members().iter().map(property).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if shape.has_fields() {
        schema["patternProperties"] = json!({FIELD_NAME: reference("FieldValue")});
        schema["propertyNames"] = json!({"not": {"enum": READ_ONLY}});
    } else {
        schema["required"] = properties_of(&schema);
    }
    schema
}

fn properties_of(schema: &Value) -> Value {
    schema["properties"].as_object().map(|properties| properties.keys().cloned().collect()).unwrap_or_default()
}

fn text(id: &'static str) -> String {
    LOCALE.text(id).to_string()
}
