//! What is answered.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    LOCALE,
    schemas::{FIELD_NAME, pascal, reference},
};
use crate::{
    authorization::Deed,
    producer::{
        OutputFormat, ProducerError,
        envelope::{SOFTWARE, VERSION},
        reference::{Example, Operation, failure},
    },
};

/// The headers, with what each says.
const HEADERS: [(&str, &str); 6] = [
    ("Idempotency-Replayed", "reference-idempotency-replayed"),
    ("RateLimit", "reference-rate-limit"),
    ("RateLimit-Policy", "reference-rate-limit-policy"),
    ("Retry-After", "reference-retry-after"),
    ("WWW-Authenticate", "reference-www-authenticate"),
    ("Allow", "reference-allow"),
];

/// The headers by their names.
pub(super) fn headers() -> Map<String, Value> {
    let header = |(name, about): (&str, _)| {
        let kind = if name == "Retry-After" { "integer" } else { "string" };
        (name.to_owned(), json!({"description": LOCALE.text(about).to_string(), "schema": {"type": kind}}))
    };
    HEADERS.map(header).into_iter().collect()
}

/// The schemas of answers by their names.
pub(super) fn schemas() -> Vec<(String, Value)> {
    let names: Vec<Value> = Operation::all().into_iter().map(|operation| reference(&name(operation))).collect();
    let mut schemas = vec![
        ("Record".to_owned(), record()),
        ("Answer".to_owned(), json!({"oneOf": names, "xml": {"name": "response"}})),
        ("Api".to_owned(), api()),
    ];
    schemas.extend(Operation::all().into_iter().map(|operation| (name(operation), answer(operation))));
    schemas.push(("Failure".to_owned(), failed()));
    schemas
}

/// The responses by their statuses.
pub(super) fn all() -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<ProducerError>> = BTreeMap::new();
    for error in ProducerError::samples() {
        by_status.entry(error.kind().0.as_u16()).or_default().push(error);
    }
    let failures = by_status.iter().map(|(status, errors)| (status.to_string(), of_status(*status, errors)));
    [("200".to_owned(), success())].into_iter().chain(failures).collect()
}

fn success() -> Value {
    let examples = |format: OutputFormat, read: fn(&str) -> Value| -> Map<String, Value> {
        let of_format = Example::all().iter().filter(|example| example.format() == format);
        of_format
            .filter_map(|example| Some((example.name.to_owned(), json!({"value": read(&example.answer()?)}))))
            .collect()
    };
    let json = examples(OutputFormat::Json, |text| serde_json::from_str(text).unwrap_or_default());
    json!({
        "description": LOCALE.text("reference-success").to_string(),
        "headers": headers_named(&["Idempotency-Replayed", "RateLimit", "RateLimit-Policy"]),
        "content": {
            "application/json": {"schema": reference("Answer"), "examples": json},
            "application/xml":
                {"schema": reference("Answer"), "examples": examples(OutputFormat::Xml, |text| text.into())},
            "text/plain": {
                "schema": {"type": "string", "contentEncoding": "base64"},
                "examples": examples(OutputFormat::Base64, |text| text.into()),
            },
        },
    })
}

fn of_status(status: u16, errors: &[ProducerError]) -> Value {
    let mut words: Vec<&str> = errors.iter().map(|error| error.kind().1).collect();
    words.dedup();
    let mut names: Vec<String> =
        errors.iter().filter_map(ProducerError::headers).map(|(name, _)| canonical(name.as_str())).collect();
    names.dedup();
    // Whoever got as far as the rate is told of it.
    names.extend(["RateLimit", "RateLimit-Policy"].map(str::to_owned));
    let mut examples = Map::new();
    for error in errors {
        let value: Value = serde_json::from_str(&failure(error, LOCALE)).unwrap_or_default();
        examples.entry(error.kind().1).or_insert_with(|| json!({"value": value}));
    }
    let schema = json!({"allOf": [
        reference("Failure"),
        {"properties": {"code": {"const": status}, "error": {"enum": words}}},
    ]});
    let mut response = json!({
        "description": words.join(", "),
        "content": {
            "application/json": {"schema": schema, "examples": examples},
            "application/xml": {"schema": schema},
        },
    });
    response["headers"] = headers_named(&names.iter().map(String::as_str).collect::<Vec<_>>());
    response
}

/// The name as [`HEADERS`] writes it.
fn canonical(name: &str) -> String {
    let known = HEADERS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map_or(name, |(known, _)| known).to_owned()
}

fn headers_named(names: &[&str]) -> Value {
    let reference = |&name: &&str| (name.to_owned(), json!({"$ref": format!("#/components/headers/{name}")}));
    Value::Object(names.iter().map(reference).collect())
}

fn name(operation: Operation) -> String {
    pascal(operation.name()) + "Answer"
}

/// The envelope of an operation.
fn answer(operation: Operation) -> Value {
    let text = json!({"type": "string"});
    let (properties, required): (Value, &[&str]) = match operation.0 {
        Deed::GetAllRecords => (
            json!({
                "records": {"type": "array", "items": reference("Record"), "xml": {"wrapped": true}},
                "next_cursor": text,
                "idc_project": text,
            }),
            &["records"],
        ),
        Deed::InsertRecord => {
            (json!({"idc_id_number": text, "record": reference("Record")}), &["idc_id_number", "record"])
        }
        Deed::DeleteRecord => (json!({"idc_id_number": text}), &[]),
        Deed::GetRecord => (
            json!({
                "record": reference("Record"),
                "photo_id": photo(&["string", "null"]),
                "badge_preview": preview(),
                "idc_project": text,
            }),
            &["record"],
        ),
        Deed::GetPhotoId => (json!({"photo_id": photo(&["string"])}), &["photo_id"]),
        Deed::UpdateRecord => (json!({"record": reference("Record")}), &["record"]),
        Deed::GetBadgePreview => (json!({"badge_preview": preview()}), &["badge_preview"]),
        Deed::PrintCard => {
            (json!({"record": reference("Record"), "badge_preview": preview()}), &["record", "badge_preview"])
        }
    };
    json!({
        "type": "object",
        "description": operation.about(LOCALE).to_string(),
        "required": ["status", "message", "code", "data", "api"],
        "properties": {
            "status": {"const": "success"},
            "message": {"type": "null"},
            "code": {"const": 200},
            "data": {
                "type": "object",
                "required": required,
                "properties": properties,
                "additionalProperties": false,
            },
            "api": {"allOf": [reference("Api"), {"properties": {"api_action": {"const": operation.action()}}}]},
        },
        "additionalProperties": false,
    })
}

/// A photo in Base64.
fn photo(types: &[&str]) -> Value {
    let about = LOCALE.text("reference-photo-id").to_string();
    json!({"type": types, "contentEncoding": "base64", "description": about})
}

/// A picture of a card, or its PDF, in Base64.
fn preview() -> Value {
    let about = LOCALE.text("reference-preview").to_string();
    json!({"type": "string", "contentEncoding": "base64", "description": about})
}

/// The envelope of an error.
fn failed() -> Value {
    let nullable = json!({"type": ["string", "null"]});
    json!({
        "type": "object",
        "required": ["status", "message", "code", "data", "api", "error"],
        "properties": {
            "status": {"const": "error"},
            "message": {"type": "string", "description": LOCALE.text("reference-message").to_string()},
            "code": {"type": "integer"},
            "data": {"type": "null"},
            "api": {"allOf": [reference("Api"), {"properties": {"api_action": nullable}}]},
            "error": {"type": "string", "description": LOCALE.text("reference-error").to_string()},
            "field": {"type": "string", "description": LOCALE.text("reference-field").to_string()},
        },
        "additionalProperties": false,
    })
}

fn api() -> Value {
    json!({
        "type": "object",
        "required": ["api_action", "api_queries_remaining", "api_software", "api_version", "api_request_date"],
        "properties": {
            "api_action": {"type": ["string", "null"]},
            "api_queries_remaining": {
                "type": ["integer", "null"],
                "minimum": 0,
                "description": LOCALE.text("reference-queries-remaining").to_string(),
            },
            "api_software": {"const": SOFTWARE},
            "api_version": {"const": VERSION},
            "api_request_date": date_time(),
        },
        "additionalProperties": false,
    })
}

fn record() -> Value {
    let flag = json!({"enum": ["0", "1"]});
    let value = json!({"type": ["string", "null"]});
    let mut maybe_date = date_time();
    maybe_date["type"] = json!(["string", "null"]);
    json!({
        "type": "object",
        "description": LOCALE.text("reference-record").to_string(),
        "required": [
            "idc_id_number", "idc_active", "idc_trash", "idc_print_queue", "idc_check_in", "idc_colorcode",
            "idc_insdate", "idc_moddate", "idc_picturedate", "idc_printdate",
        ],
        "properties": {
            "idc_id_number": value,
            "idc_key": {"type": "string", "format": "uuid"},
            "idc_active": flag,
            "idc_trash": flag,
            "idc_print_queue": flag,
            "idc_check_in": flag,
            "idc_colorcode": value,
            "idc_insdate": date_time(),
            "idc_moddate": date_time(),
            "idc_picturedate": maybe_date,
            "idc_printdate": maybe_date,
        },
        "patternProperties": {FIELD_NAME: value},
        "additionalProperties": false,
    })
}

fn date_time() -> Value {
    json!({
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$",
        "description": LOCALE.text("reference-date-time").to_string(),
    })
}
