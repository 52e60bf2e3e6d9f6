//! Answers as clients get them.

use std::time::Instant;

use super::*;

const API: ApiPart<'_> =
    ApiPart { action: Some("get_record"), queries_remaining: Some(8345), request_date: "2026-11-23 19:30:12" };

fn text(envelope: Envelope<'_>, format: OutputFormat) -> String {
    String::from_utf8(envelope.render(format).bytes).unwrap()
}

fn record() -> Record<'static> {
    [("idc_id_number", Some("10000")), ("idc_firstname", Some("Ana & <b>\"\u{1}\r\n")), ("idc_email", None)]
        .map(|(name, value)| (name, value.map(Cow::Borrowed)))
        .into()
}

fn failure() -> Failure<'static> {
    Failure { status: 403, error: "privilege_missing", field: Some(Cow::Borrowed("print")), message: "No.".to_owned() }
}

#[test]
fn a_record_is_answered_as_in_the_contract() {
    let answer = Answer(vec![Item::Record(record())]);
    let envelope = Envelope::success(&answer, API);
    assert_eq!(
        text(envelope, OutputFormat::Json),
        r#"{"status":"success","message":null,"code":200,"data":{"record":{"idc_id_number":"10000","#.to_owned()
            + r#""idc_firstname":"Ana & <b>\"\u0001\r\n","idc_email":null}},"#
            + r#""api":{"api_action":"get_record","api_queries_remaining":8345,"api_software":"IDC Admin","#
            + r#""api_version":"3.2.26","api_request_date":"2026-11-23 19:30:12"}}"#
    );
    assert_eq!(
        text(envelope, OutputFormat::Xml),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><status>success</status><message/><code>200</code>\
         <data><record><idc_id_number>10000</idc_id_number>\
         <idc_firstname>Ana &amp; &lt;b&gt;\"\u{fffd}&#13;\n</idc_firstname><idc_email/></record></data>\
         <api><api_action>get_record</api_action><api_queries_remaining>8345</api_queries_remaining>\
         <api_software>IDC Admin</api_software><api_version>3.2.26</api_version>\
         <api_request_date>2026-11-23 19:30:12</api_request_date></api></response>"
    );
}

#[test]
fn many_records_come_with_cursor_and_keys() {
    let id = || -> Record<'static> { vec![("idc_id_number", Some("1".into()))] };
    let records = Item::Records(vec![id(), id()]);
    let answer = Answer(vec![records, Item::NextCursor("c".into()), Item::Project("p".into())]);
    let api = ApiPart { action: None, queries_remaining: None, ..API };
    let json = text(Envelope::success(&answer, api), OutputFormat::Json);
    let data =
        r#""data":{"records":[{"idc_id_number":"1"},{"idc_id_number":"1"}],"next_cursor":"c","idc_project":"p"}"#;
    assert!(json.contains(data), "{json}");
    assert!(json.contains(r#""api_action":null,"api_queries_remaining":null"#), "{json}");
    let xml = text(Envelope::success(&answer, api), OutputFormat::Xml);
    let records = "<records><record><idc_id_number>1</idc_id_number></record>\
                   <record><idc_id_number>1</idc_id_number></record></records><next_cursor>c</next_cursor>";
    assert!(xml.contains(records), "{xml}");
    assert!(xml.contains("<api_action/><api_queries_remaining/>"), "{xml}");
    let made = Answer(vec![Item::IdNumber("1".into()), Item::Record(id())]);
    let data = r#""data":{"idc_id_number":"1","record":{"idc_id_number":"1"}}"#;
    assert!(text(Envelope::success(&made, api), OutputFormat::Json).contains(data));
    let none = Answer(vec![Item::Records(Vec::new())]);
    assert!(text(Envelope::success(&none, api), OutputFormat::Json).contains(r#""data":{"records":[]}"#));
}

#[test]
fn a_picture_can_be_answered_alone() {
    let (photo, none) = (Answer(vec![Item::PhotoId(Some(b"foo?>"))]), Answer(vec![Item::PhotoId(None)]));
    let preview = Answer(vec![Item::BadgePreview(b"f")]);
    assert_eq!(
        Envelope::success(&photo, API).render(OutputFormat::Base64),
        Rendered { content_type: "text/plain; charset=utf-8", bytes: b"Zm9vPz4=".to_vec() }
    );
    assert_eq!(text(Envelope::success(&preview, API), OutputFormat::Base64), "Zg==");
    assert_eq!(text(Envelope::success(&none, API), OutputFormat::Base64), "");
    assert!(text(Envelope::success(&photo, API), OutputFormat::Json).contains(r#"{"photo_id":"Zm9vPz4="}"#));
    assert!(text(Envelope::success(&none, API), OutputFormat::Json).contains(r#"{"photo_id":null}"#));
    assert!(text(Envelope::success(&preview, API), OutputFormat::Xml).contains("<badge_preview>Zg==</badge_preview>"));
}

#[test]
fn a_failure_says_what_is_to_blame() {
    let failed = failure();
    let envelope = Envelope::failure(&failed, API);
    let json = text(envelope, OutputFormat::Json);
    assert!(json.starts_with(r#"{"status":"error","message":"No.","code":403,"data":null,"api":{"#), "{json}");
    assert!(json.ends_with(r#"},"error":"privilege_missing","field":"print"}"#), "{json}");
    assert_eq!(envelope.render(OutputFormat::Base64), envelope.render(OutputFormat::Json));
    assert_eq!(envelope.render(OutputFormat::Json).content_type, "application/json");
    let xml = text(envelope, OutputFormat::Xml);
    assert!(xml.contains("<message>No.</message><code>403</code><data/><api>"), "{xml}");
    assert!(xml.ends_with("</api><error>privilege_missing</error><field>print</field></response>"), "{xml}");
    let blameless = Failure { field: None, ..failed };
    assert!(text(Envelope::failure(&blameless, API), OutputFormat::Json).ends_with(r#""error":"privilege_missing"}"#));
}

#[test]
fn a_thousand_records_are_written_quickly() {
    let names: Vec<String> = (0..60).map(|at| format!("idc_field_{at}")).collect();
    let record = || names.iter().map(|name| (name.as_str(), Some(Cow::Borrowed("A value of a field & more"))));
    let answer = Answer(vec![Item::Records((0..1_000).map(|_| record().collect()).collect())]);
    for format in OutputFormat::ENVELOPES {
        let start = Instant::now();
        let length = Envelope::success(&answer, API).render(format).bytes.len();
        // In a debug build on a busy machine; a release build takes a few milliseconds.
        assert!(length > 2_000_000 && start.elapsed().as_secs() < 5, "{format:?}: {:?}", start.elapsed());
    }
}
