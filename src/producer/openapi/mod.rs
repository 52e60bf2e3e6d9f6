//! The API as an OpenAPI 3.1 document, made of [`super::reference`].
//!
//! OpenAPI can't tell the actions apart by a `discriminator`, since `api_action` stands inside `api`. Each schema of a call
//! has a `const` there instead, so that exactly one fits.

mod calls;
mod form;
mod responses;
mod schemas;
mod serve;

use serde_json::{Map, Value, json};
use url::Url;

pub(super) use serve::{Published, serve};

use super::{
    envelope::{SOFTWARE, VERSION},
    reference::Example,
};
use crate::locale::Locale;

/// In which language the document is written.
const LOCALE: Locale = Locale::En;

/// The document of a server at this address.
fn document(server: &Url) -> Value {
    let origin = server.as_str().trim_end_matches('/');
    let text = |id| LOCALE.text(id).to_string();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("{SOFTWARE} Producer API"),
            "version": VERSION,
            "description": text("reference-about"),
        },
        "servers": [{"url": origin}],
        "externalDocs": {"url": format!("{origin}/help/producer-api"), "description": text("reference-page")},
        "security": [{"basic": []}],
        "paths": {"/producer/": {"post": {
            "operationId": "call",
            "summary": text("reference-call"),
            "description": text("reference-order"),
            "parameters": [{
                "name": "Idempotency-Key",
                "in": "header",
                "description": text("reference-idempotency-key"),
                "schema": {"type": "string", "minLength": 1, "maxLength": super::idempotency_key::LONGEST},
            }],
            "requestBody": {
                "required": true,
                "content": {
                    "application/json": {"schema": schemas::reference("Call"), "examples": examples(calls::example)},
                    "application/x-www-form-urlencoded":
                        {"schema": schemas::reference("FormCall"), "examples": examples(form::example)},
                },
            },
            "responses": responses::all(),
        }}},
        "components": {
            "securitySchemes": {"basic": {
                "type": "http",
                "scheme": "basic",
                "description": text("reference-basic"),
            }},
            "headers": responses::headers(),
            "schemas": schemas::all(),
        },
    })
}

/// The examples by their names, each with this value.
fn examples(value: impl Fn(&Example) -> Value) -> Map<String, Value> {
    let example = |example: &Example| {
        let about = example.operation.about(LOCALE).to_string();
        (example.name.to_owned(), json!({"summary": about, "value": value(example)}))
    };
    Example::all().iter().map(example).collect()
}

#[cfg(test)]
mod tests;
