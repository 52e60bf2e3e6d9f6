//! The document, held against the code and against its own schemas.

use std::collections::BTreeSet;

use jsonschema::Validator;

use super::*;
use crate::{
    authorization::Deed,
    producer::{ProducerError, ProducerRequest, read_body},
};

fn written() -> Value {
    document(&Url::parse("https://idc.example.com/").unwrap())
}

/// What fits a schema of the document.
fn validator(document: &Value, schema: &Value) -> Validator {
    let whole = json!({"allOf": [schema], "components": document["components"]});
    jsonschema::draft202012::new(&whole).unwrap()
}

#[track_caller]
fn must_fit(validator: &Validator, name: &str, value: &Value) {
    let problems: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{name}: {problems:#?} in {value:#}");
}

#[test]
fn every_action_and_every_error_is_there() {
    let document = written();
    let post = &document["paths"]["/producer/"]["post"];
    let requests = post["requestBody"]["content"]["application/json"]["examples"].as_object().unwrap();
    let answers = post["responses"]["200"]["content"]["application/json"]["examples"].as_object().unwrap();
    for deed in Deed::ALL {
        assert!(requests.contains_key(deed.as_str()), "no example calls {deed:?}");
        assert!(answers.contains_key(deed.as_str()), "no example answers {deed:?}");
    }
    for error in ProducerError::samples() {
        let (status, word) = error.kind();
        let response = &post["responses"][status.as_str()];
        let examples = &response["content"]["application/json"]["examples"];
        assert_eq!(examples[word]["value"]["error"], word, "{status}");
        if let Some((name, _)) = error.headers() {
            let headers = response["headers"].as_object().unwrap();
            assert!(headers.keys().any(|key| key.eq_ignore_ascii_case(name.as_str())), "{word}: no {name}");
        }
    }
    let headers: BTreeSet<_> = document["components"]["headers"].as_object().unwrap().keys().collect();
    assert_eq!(headers.len(), 6, "{headers:?}");
}

#[test]
fn every_example_fits_its_schema() {
    let document = written();
    let post = &document["paths"]["/producer/"]["post"];
    let mut contents = vec![("request".to_owned(), &post["requestBody"]["content"])];
    let responses = post["responses"].as_object().unwrap();
    contents.extend(responses.iter().map(|(status, response)| (status.clone(), &response["content"])));
    let mut checked = 0;
    for (place, content) in contents {
        for (kind, media) in content.as_object().unwrap() {
            if kind == "application/xml" {
                continue;
            }
            let validator = validator(&document, &media["schema"]);
            for (name, example) in media["examples"].as_object().unwrap() {
                must_fit(&validator, &format!("{place} {kind} {name}"), &example["value"]);
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "only {checked}");
}

#[test]
fn schemas_refuse_what_the_server_refuses() {
    let document = written();
    let validator = validator(&document, &schemas::reference("Call"));
    let with = |change: fn(&mut Value)| {
        let mut body = calls::example(&Example::all()[5]);
        assert_eq!(body["api"]["api_action"], "update_record");
        change(&mut body);
        body
    };
    let refused: [fn(&mut Value); 7] = [
        |body| body["api"]["api_action"] = "delete_record".into(),
        |body| body["api"]["api_primary_key"] = json!({"idc_a": "1", "idc_b": "2"}),
        |body| body["api"]["api_output_format"] = "base64".into(),
        |body| body["data"]["idc_insdate"] = "2026-01-01 00:00:00".into(),
        |body| body["data"]["idc_delete"] = "1".into(),
        |body| body["data"]["firstname"] = "x".into(),
        |body| body["data"]["idc_firstname"] = json!(["x"]),
    ];
    for (number, change) in refused.into_iter().enumerate() {
        assert!(!validator.is_valid(&with(change)), "{number}");
    }
    must_fit(&validator, "no change", &with(|body| body["data"] = json!({})));
    must_fit(&validator, "a deletion", &with(|body| body["data"] = json!({"idc_delete": 1})));
    must_fit(&validator, "a number", &with(|body| body["data"] = json!({"idc_active": 1})));
}

#[test]
fn every_example_is_understood() {
    for example in Example::all() {
        let body = calls::example(example).to_string();
        let call = ProducerRequest::parse(read_body(Some("application/json"), body.as_bytes()).unwrap()).unwrap().call;
        assert_eq!(call.action().deed(), example.operation.0, "{}", example.name);
    }
}
