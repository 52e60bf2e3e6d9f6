//! What holds for any bytes, any call and any text.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{
    OutputFormat, ProducerError,
    envelope::{Answer, ApiPart, Envelope, Item},
    read_body,
    request::ProducerRequest,
};
use crate::locale::Locale;

const JSON: Option<&str> = Some("application/json");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Reads it as far as it goes, and tells what is wrong.
fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<ProducerRequest, ProducerError> {
    Ok(ProducerRequest::parse(read_body(content_type, bytes)?)?)
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "d83d",
        "ude00",
        "1",
        "e",
        ".",
        "-",
        "null",
        "true",
        "\"api\"",
        "\"api_action\"",
        "\"get_record\"",
        "\"data\"",
        "api[",
        "=",
        "&",
        "%",
        "+",
        "é",
        "\u{feff}",
        " ",
        "\0",
    ];
    let likely = vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![vec(any::<u8>(), 0..200), likely]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![Just("idc_firstname".to_owned()), Just("idc_delete".to_owned()), "[^\\[\\]]{1,8}"]
}

/// Values of members, right and wrong.
fn member() -> impl Strategy<Value = String> {
    const WORDS: &[&str] =
        &["", "0", "1", "2", "1000", "1001", "jpeg", "png", "pdf", "json", "xml", "base64", "basic", "trash"];
    prop_oneof![9 => select(WORDS).prop_map(str::to_owned), 1 => ".{0,8}"]
}

/// A call whose values are all texts, as those of a form are; objects have a member at least.
fn any_call() -> impl Strategy<Value = Value> {
    const ACTIONS: &[&str] = &[
        "get_record",
        "get_all_records",
        "get_photo_id",
        "get_badge_preview",
        "insert_record",
        "update_record",
        "print_card",
        "delete_record",
        "",
    ];
    const NAMES: &[&str] = &[
        "api_photo_id",
        "api_photo_id_format",
        "api_badge_preview",
        "api_badge_preview_format",
        "api_get_keys",
        "api_badge_preview_number",
        "api_limit",
        "api_cursor",
        "api_status",
        "api_output_format",
        "api_authorization",
    ];
    let object = |name, value, size| proptest::collection::btree_map(name, value, size);
    let members = object(select(NAMES).prop_map(str::to_owned).boxed(), member().boxed(), 0..4);
    let key = proptest::option::weighted(0.9, object(name().boxed(), ".{0,8}".boxed(), 1..3));
    let data = proptest::option::of(object(name().boxed(), prop_oneof![member(), ".{0,20}"].boxed(), 1..4));
    (select(ACTIONS), members, key, data).prop_map(|(action, members, key, data)| {
        let mut api: Map<String, Value> = members.into_iter().map(|(name, value)| (name, value.into())).collect();
        api.insert("api_action".to_owned(), action.into());
        if let Some(key) = key {
            api.insert("api_primary_key".to_owned(), json!(key));
        }
        let mut root = Map::from_iter([("api".to_owned(), Value::Object(api))]);
        if let Some(data) = data {
            root.insert("data".to_owned(), json!(data));
        }
        Value::Object(root)
    })
}

fn form(call: &Value) -> String {
    fn pairs(prefix: &str, value: &Value, out: &mut Vec<(String, String)>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}[{name}]") };
                    pairs(&name, value, out);
                }
            }
            text => out.push((prefix.to_owned(), text.as_str().unwrap().to_owned())),
        }
    }
    let mut out = Vec::new();
    pairs("", call, &mut out);
    form_urlencoded::Serializer::new(String::new()).extend_pairs(out).finish()
}

/// What XML 1.0 can't hold, as it is written instead.
fn without_illegal(text: &str) -> String {
    let is_illegal = |c: char| (c < ' ' && !"\t\r\n".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if is_illegal(c) { '\u{fffd}' } else { c }).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[<>&\"'\\]\\r\\n\\t \u{0}-\u{8}\u{85}\u{fffe}\u{ffff}]{0,12}"]
}

proptest! {
    #![proptest_config(cases(8_000))]

    #[test]
    fn no_bytes_panic(bytes in any_body()) {
        for content_type in [JSON, FORM, None] {
            if let Err(error) = read(content_type, &bytes) {
                let failure = error.failure(Locale::Fr);
                prop_assert!(matches!(failure.status, 400 | 415) && !failure.message.is_empty());
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn a_call_is_the_same_as_json_and_as_a_form(call in any_call()) {
        let as_json = read(JSON, call.to_string().as_bytes());
        let as_form = read(FORM, form(&call).as_bytes());
        prop_assert_eq!(as_json, as_form);
    }

    #[test]
    fn answers_read_back_to_the_same_values(texts in vec(proptest::option::of(any_text()), 1..5), action in any_text()) {
        let names: Vec<String> = (0..texts.len()).map(|at| format!("idc_{at}")).collect();
        let record = || names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_deref().map(Into::into)));
        let answer = Answer(vec![Item::Records(vec![record().collect(), record().collect()])]);
        let api = ApiPart { action: Some(&action), queries_remaining: None, request_date: "2026-11-23 19:30:12" };
        let written = |format| String::from_utf8(Envelope::success(&answer, api).render(format).bytes).unwrap();

        let json: Value = serde_json::from_str(&written(OutputFormat::Json)).unwrap();
        prop_assert_eq!(&json["api"]["api_action"], &action);
        let xml = written(OutputFormat::Xml);
        let xml = roxmltree::Document::parse(&xml).unwrap();
        let text = |name: &str| xml.descendants().find(|node| node.has_tag_name(name)).unwrap().text().unwrap_or_default();
        prop_assert_eq!(text("api_action"), without_illegal(&action));
        let records: Vec<_> = xml.descendants().filter(|node| node.has_tag_name("record")).collect();
        prop_assert_eq!(records.len(), 2);
        for (name, text) in names.iter().zip(&texts) {
            prop_assert_eq!(&json["data"]["records"][1][name], &json!(text));
            let read = records[1].children().find(|child| child.has_tag_name(name.as_str())).unwrap();
            prop_assert_eq!(read.text().unwrap_or_default(), without_illegal(text.as_deref().unwrap_or_default()));
        }
    }
}
