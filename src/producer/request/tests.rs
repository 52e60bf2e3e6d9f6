//! Tables of calls, good and bad.

use super::*;
use crate::{calls::PrimaryKey, producer::read_body, records::DataValue};

fn parse(body: &str) -> Result<ProducerRequest, MemberError> {
    ProducerRequest::parse(read_body(Some("application/json"), body.as_bytes()).unwrap())
}

/// The request of an action with more members of `api`, each followed by a comma, and these data.
fn request(action: &str, more: &str, data: &str) -> Result<ProducerRequest, MemberError> {
    parse(&format!(r#"{{"api": {{{more} "api_action": "{action}"}}, "data": {data}}}"#))
}

fn call(action: &str, more: &str, data: &str) -> Call {
    request(action, more, data).unwrap_or_else(|error| panic!("{error} in {more} {data}")).call
}

fn problem(action: &str, more: &str, data: &str) -> (&'static str, MemberProblem) {
    let error = request(action, more, data).expect_err(&format!("taken: {action} {more} {data}"));
    (error.field, error.problem)
}

const KEY: &str = r#""api_primary_key": {"idc_id_number": "10000"},"#;

fn key() -> PrimaryKey {
    PrimaryKey { field: "idc_id_number".to_owned(), value: "10000".to_owned() }
}

fn one_of(words: &str) -> MemberProblem {
    MemberProblem::OneOf(words.to_owned())
}

#[test]
fn the_example_of_the_contract_is_a_call() {
    let body = r#"{"user_secret_key": "u", "project_secret_key": "p", "api": {"api_action": "get_record",
        "api_primary_key": {"idc_id_number": "10000"}, "api_output_format": "json", "api_authorization": "basic",
        "api_version": "3.2.26", "api_later": [{}]}, "data": {}}"#;
    let call = Call::GetRecord(GetRecord { key: key(), photo: None, preview: None, with_keys: false });
    assert_eq!(parse(body), Ok(ProducerRequest { call, output: OutputFormat::Json }));
}

#[test]
fn every_action_is_read_with_its_defaults() {
    let preview = |format, side| BadgePreview { format, side };
    assert_eq!(
        call(
            "get_record",
            r#""api_primary_key": {"idc_email": 10000}, "api_photo_id": 1, "api_photo_id_format": "webp",
            "api_badge_preview": "1", "api_badge_preview_format": "pdf", "api_badge_preview_number": 2,
            "api_get_keys": "1","#,
            "[]"
        ),
        Call::GetRecord(GetRecord {
            key: PrimaryKey { field: "idc_email".to_owned(), value: "10000".to_owned() },
            photo: Some(ImageFormat::Webp),
            preview: Some(preview(PreviewFormat::Pdf, CardSide::Back)),
            with_keys: true,
        })
    );
    let nothing_asked = r#""api_limit": null, "api_cursor": "", "api_status": "", "api_get_keys": "0","#;
    for more in ["", nothing_asked] {
        assert_eq!(
            call("get_all_records", more, "null"),
            Call::GetAllRecords(GetAllRecords {
                with_keys: false,
                limit: None,
                cursor: None,
                filter: RecordFilter::All
            })
        );
    }
    assert_eq!(
        call("get_all_records", r#""api_limit": 5000, "api_cursor": "abc", "api_status": "trash","#, "{}"),
        Call::GetAllRecords(GetAllRecords {
            with_keys: false,
            limit: Some(5000),
            cursor: Some("abc".to_owned()),
            filter: RecordFilter::Trash,
        })
    );
    assert_eq!(call("get_photo_id", KEY, "{}"), Call::GetPhotoId(key(), ImageFormat::Jpeg));
    assert_eq!(
        call("get_badge_preview", KEY, "{}"),
        Call::GetBadgePreview(key(), preview(PreviewFormat::Jpeg, CardSide::Both))
    );
    assert_eq!(
        call("print_card", &format!(r#"{KEY} "api_badge_preview_number": "1","#), "{}"),
        Call::PrintCard(key(), CardSide::Front)
    );
    assert_eq!(call("insert_record", "", "{}"), Call::InsertRecord(Data::default()));
    assert_eq!(call("update_record", KEY, "{}"), Call::UpdateRecord(key(), Data::default()));
}

#[test]
fn data_are_taken_as_they_came() {
    let data = r#"{"z": "a\u0000", "n": 1e3, "null": null, "t": true, "l": [1], "e": [], "o": {"x": 1}, "": ""}"#;
    let text = |text: &str| DataValue::Text(text.to_owned());
    let expected = [
        ("z", text("a\0")),
        ("n", text("1e3")),
        ("null", DataValue::Null),
        ("t", DataValue::Other),
        ("l", DataValue::Other),
        ("e", DataValue::Other),
        ("o", DataValue::Other),
        ("", text("")),
    ];
    let expected = Data(expected.map(|(name, value)| (name.to_owned(), value)).into());
    assert_eq!(call("insert_record", "", data), Call::InsertRecord(expected.clone()));
    assert_eq!(call("update_record", KEY, data), Call::UpdateRecord(key(), expected));
}

#[test]
fn a_deletion_stands_alone() {
    for data in [r#"{"idc_delete": "1"}"#, r#"{"idc_delete": 1}"#] {
        assert_eq!(call("update_record", KEY, data), Call::DeleteRecord(key()));
        assert_eq!(problem("insert_record", "", data), ("idc_delete", one_of("0")));
    }
    for data in [r#"{"idc_delete": "1", "idc_trash": "1"}"#, r#"{"idc_photo": null, "idc_delete": 1}"#] {
        assert_eq!(problem("update_record", KEY, data), ("idc_delete", MemberProblem::NotAlone));
    }
    for value in ["null", "\"\"", "\"2\"", "true", "[]", "\"yes\"", "\"01\"", "1.0"] {
        let data = format!(r#"{{"idc_delete": {value}}}"#);
        assert_eq!(problem("update_record", KEY, &data), ("idc_delete", one_of("0, 1")), "{value}");
        assert_eq!(problem("insert_record", "", &data), ("idc_delete", one_of("0")), "{value}");
    }
    let kept = Data(vec![("idc_a".to_owned(), DataValue::Text("b".to_owned()))]);
    let data = r#"{"idc_a": "b", "idc_delete": "0"}"#;
    assert_eq!(call("update_record", KEY, data), Call::UpdateRecord(key(), kept.clone()));
    assert_eq!(call("insert_record", "", data), Call::InsertRecord(kept));
}

#[test]
fn missing_and_unknown_actions_are_told_apart() {
    for (body, field, expected) in [
        ("{}", "api", MemberProblem::Missing),
        (r#"{"api": null}"#, "api", MemberProblem::Missing),
        (r#"{"api": "get_record"}"#, "api", MemberProblem::NotAnObject),
        (r#"{"api": [1]}"#, "api", MemberProblem::NotAnObject),
        (r#"{"api": []}"#, "api_action", MemberProblem::Missing),
        (r#"{"api": {"api_action": ""}}"#, "api_action", MemberProblem::Missing),
        (r#"{"api": {"api_action": "dance"}}"#, "api_action", MemberProblem::UnknownAction),
        (r#"{"api": {"api_action": "GET_RECORD"}}"#, "api_action", MemberProblem::UnknownAction),
        (r#"{"api": {"api_action": "delete_record"}}"#, "api_action", MemberProblem::UnknownAction),
        (r#"{"api": {"api_action": 1}}"#, "api_action", MemberProblem::UnknownAction),
        (r#"{"api": {"api_action": ["get_record"]}}"#, "api_action", MemberProblem::UnknownAction),
    ] {
        assert_eq!(parse(body), Err(expected.of(field)), "{body}");
    }
}

#[test]
fn bad_members_are_named() {
    let not_in_range = MemberProblem::NotInRange { min: 1, max: 5000 };
    let table = [
        ("get_all_records", r#""api_get_keys": 2,"#, "api_get_keys", one_of("0, 1")),
        ("get_all_records", r#""api_get_keys": true,"#, "api_get_keys", one_of("0, 1")),
        ("get_all_records", r#""api_get_keys": "yes","#, "api_get_keys", one_of("0, 1")),
        ("get_all_records", r#""api_limit": 0,"#, "api_limit", not_in_range.clone()),
        ("get_all_records", r#""api_limit": -1,"#, "api_limit", not_in_range.clone()),
        ("get_all_records", r#""api_limit": "+1","#, "api_limit", not_in_range.clone()),
        ("get_all_records", r#""api_limit": 1.0,"#, "api_limit", not_in_range.clone()),
        ("get_all_records", r#""api_limit": 5001,"#, "api_limit", not_in_range.clone()),
        ("get_all_records", r#""api_limit": 99999999999999999999,"#, "api_limit", not_in_range.clone()),
        ("get_all_records", r#""api_limit": [],"#, "api_limit", not_in_range),
        ("get_all_records", r#""api_cursor": {},"#, "api_cursor", MemberProblem::NotText),
        ("get_all_records", r#""api_status": "gone","#, "api_status", one_of("active, inactive, trash, all")),
        ("get_all_records", r#""api_output_format": "csv","#, "api_output_format", one_of("json, xml")),
        ("get_all_records", r#""api_output_format": "base64","#, "api_output_format", one_of("json, xml")),
        ("get_photo_id", r#""api_output_format": "csv","#, "api_output_format", one_of("json, xml, base64")),
        ("get_all_records", r#""api_authorization": "digest","#, "api_authorization", one_of("basic")),
        ("get_record", r#""api_photo_id": "x","#, "api_photo_id", one_of("0, 1")),
        ("get_record", r#""api_photo_id_format": "gif","#, "api_photo_id_format", one_of("jpeg, png, webp")),
        ("get_photo_id", r#""api_photo_id_format": "pdf","#, "api_photo_id_format", one_of("jpeg, png, webp")),
        ("get_record", r#""api_badge_preview": -1,"#, "api_badge_preview", one_of("0, 1")),
        ("get_badge_preview", r#""api_badge_preview_number": 3,"#, "api_badge_preview_number", one_of("0, 1, 2")),
        ("print_card", r#""api_badge_preview_number": "front","#, "api_badge_preview_number", one_of("0, 1, 2")),
        (
            "get_badge_preview",
            r#""api_badge_preview_format": "svg","#,
            "api_badge_preview_format",
            one_of("jpeg, png, webp, pdf"),
        ),
    ];
    for (action, more, field, expected) in table {
        assert_eq!(problem(action, &format!("{KEY} {more}"), "{}"), (field, expected), "{more}");
    }
    for data in ["1", "\"a\"", "true", "[1]", "[[]]"] {
        assert_eq!(problem("get_record", KEY, data), ("data", MemberProblem::NotAnObject), "{data}");
    }
}

#[test]
fn a_primary_key_is_one_field_with_one_value() {
    for action in ["get_record", "get_photo_id", "get_badge_preview", "update_record", "print_card"] {
        assert_eq!(problem(action, "", "{}"), ("api_primary_key", MemberProblem::Missing), "{action}");
    }
    for bad in [
        "{}",
        "[]",
        "1",
        "[{\"a\": 1}]",
        r#"{"a": 1, "b": 2}"#,
        r#"{"a": ""}"#,
        r#"{"a": null}"#,
        r#"{"a": true}"#,
        r#"{"a": ["b"]}"#,
        r#"{"a": {"b": 1}}"#,
        r#"{"": 1}"#,
    ] {
        let more = format!(r#""api_primary_key": {bad},"#);
        assert_eq!(problem("get_record", &more, "{}"), ("api_primary_key", MemberProblem::NotOneField), "{bad}");
    }
}

#[test]
fn formats_are_told_in_either_case() {
    let output = |action: &str, word: &str| {
        request(action, &format!(r#"{KEY} "api_output_format": "{word}", "api_authorization": "Basic","#), "{}")
            .unwrap()
            .output
    };
    assert_eq!(output("get_record", "XML"), OutputFormat::Xml);
    assert_eq!(output("get_record", ""), OutputFormat::Json);
    assert_eq!(output("get_photo_id", "base64"), OutputFormat::Base64);
    assert_eq!(output("get_badge_preview", "base64"), OutputFormat::Base64);
}
