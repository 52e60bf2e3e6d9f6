//! The reference, held against what really reads calls.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::{
    authorization::{Deed, Part},
    calls::Call,
    producer::{ProducerRequest, read_body},
    projects::fields::FieldName,
    records::{Data, DataValue},
};

fn parse(body: &Value) -> Result<ProducerRequest, &'static str> {
    let tree = read_body(Some("application/json"), body.to_string().as_bytes()).unwrap();
    ProducerRequest::parse(tree).map_err(|error| error.field)
}

/// A call of an operation with as little as it takes.
fn least(operation: Operation) -> Value {
    let mut body = json!({"api": {"api_action": operation.action()}, "data": {}});
    if operation.members().iter().any(|member| member.name == "api_primary_key") {
        body["api"]["api_primary_key"] = json!({"idc_id_number": "1"});
    }
    if operation.data() == DataShape::Deletion {
        body["data"]["idc_delete"] = "1".into();
    }
    body
}

/// The names with this beginning that stand in quotes in a source.
fn quoted<'a>(source: &'a str, beginning: &str) -> BTreeSet<&'a str> {
    let is_name =
        |text: &&str| text.starts_with(beginning) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    source.split('"').skip(1).step_by(2).filter(is_name).collect()
}

#[test]
fn the_members_are_those_that_are_read() {
    let told: BTreeSet<_> =
        Operation::all().into_iter().flat_map(Operation::members).map(|member| member.name).collect();
    let read: BTreeSet<_> = [include_str!("../request/mod.rs"), include_str!("../request/members.rs")]
        .into_iter()
        .flat_map(|source| quoted(source, "api_"))
        .chain(["api_version"])
        .collect();
    assert_eq!(told, read);
}

#[test]
fn each_action_takes_its_members_and_their_values_and_no_others() {
    let all: Vec<Member> = Operation::all().into_iter().flat_map(Operation::members).collect();
    for operation in Operation::all() {
        let least = least(operation);
        let plain = parse(&least).unwrap_or_else(|field| panic!("{}: {field}", operation.name()));
        assert_eq!(plain.call.action().deed(), operation.0);
        let own = operation.members();
        for member in own.iter().filter(|member| member.name != "api_action" && member.name != "api_version") {
            let with = |value: Value| {
                let mut body = least.clone();
                body["api"][member.name] = value;
                parse(&body)
            };
            let (good, bad): (Vec<Value>, Value) = match &member.values {
                Values::OneOf(words) => (words.iter().map(|&word| word.into()).collect(), "?".into()),
                Values::Range { min, max } => (vec![json!(min), json!(max)], json!(max + 1)),
                Values::OneField => (vec![json!({"idc_email": "a"})], json!({"a": "1", "b": "2"})),
                Values::Text => (vec!["x".into(), json!(1)], json!({})),
            };
            for value in good {
                assert!(with(value.clone()).is_ok(), "{} {} {value}", operation.name(), member.name);
            }
            assert_eq!(with(bad).err(), Some(member.name), "{}", operation.name());
            if let Some(default) = member.default {
                assert_eq!(with(default.into()).as_ref(), Ok(&plain), "{} {}", operation.name(), member.name);
            }
            assert_eq!(with(Value::Null).is_err(), member.is_required, "{} {}", operation.name(), member.name);
        }
        for other in all.iter().filter(|other| own.iter().all(|member| member.name != other.name)) {
            let mut body = least.clone();
            body["api"][other.name] = json!([]);
            assert_eq!(parse(&body), Ok(plain.clone()), "{} reads {}", operation.name(), other.name);
        }
    }
}

#[test]
fn the_members_of_data_are_those_that_are_known() {
    let source = include_str!("../../records/change.rs");
    let told: BTreeSet<_> = DataShape::Change.members().iter().map(|member| member.name).chain(READ_ONLY).collect();
    assert_eq!(told, quoted(source, "idc_"));
    assert!(told.iter().all(|name| FieldName::parse(name).is_none()), "each is taken by every record");
}

#[test]
fn a_privilege_is_named_beside_the_member_that_takes_it() {
    let mut parts = BTreeSet::new();
    for operation in Operation::all() {
        for need in operation.needs() {
            let Some((part, member)) = need.part.zip(need.member()) else { continue };
            parts.insert(part);
            if part == Part::Preview {
                let mut body = least(operation);
                body["api"][member] = 1.into();
                assert!(parse(&body).unwrap().call.action().parts().contains(part));
                continue;
            }
            let data = Data(vec![(member.to_owned(), DataValue::Text("x".to_owned()))]);
            let call = match operation.0 {
                Deed::InsertRecord => Call::InsertRecord(data),
                _ => Call::UpdateRecord(crate::calls::PrimaryKey { field: String::new(), value: String::new() }, data),
            };
            assert!(call.action().parts().contains(part), "{member}");
        }
    }
    assert_eq!(parts.len(), Part::ALL.len() - 1, "all but other values have a member");
}

#[test]
fn nothing_in_the_examples_needs_escaping_in_a_program() {
    for example in Example::all() {
        let text = example.api().to_string() + &Value::Object(example.data()).to_string();
        assert!(!text.contains(['$', '`', '\\', '\'']), "{text}");
    }
}
