//! Each action on real records.

use idc_admin::{authorization::Privilege, clock::Timestamp, locale::Timezone};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{integrator::Integrator, server::Server};

const KEY: &str = "api_primary_key";

#[tokio::test]
async fn a_record_is_added_read_changed_and_removed() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let added = client.insert(json!({"idc_firstname": "David", "idc_lastname": "Wilson", "idc_colorcode": 6})).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    assert_eq!(added.json()["data"]["idc_id_number"], "10000");
    let record = client.get("10000").await.record();
    for (name, value) in [
        ("idc_id_number", json!("10000")),
        ("idc_active", json!("1")),
        ("idc_trash", json!("0")),
        ("idc_print_queue", json!("0")),
        ("idc_colorcode", json!("6")),
        ("idc_firstname", json!("David")),
        ("idc_lastname", json!("Wilson")),
        ("idc_email", Value::Null),
        ("idc_picturedate", Value::Null),
        ("idc_printdate", Value::Null),
    ] {
        assert_eq!(record[name], value, "{name}");
    }
    assert!(record.as_object().unwrap().values().all(|value| value.is_string() || value.is_null()));
    assert_eq!(record["idc_insdate"].as_str().unwrap().len(), "2026-01-23 06:53:55".len());

    let changed = client.update("10000", json!({"idc_title": "Guard", "idc_lastname": null})).await.record();
    assert_eq!((&changed["idc_title"], &changed["idc_lastname"]), (&json!("Guard"), &Value::Null));
    let removed = client.update("10000", json!({"idc_delete": "1"})).await.json();
    assert_eq!(removed["data"], json!({"idc_id_number": "10000"}));
    client.get("10000").await.must_be(404, "record_not_found", "-");
}

#[tokio::test]
async fn the_envelope_is_that_of_the_contract() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &[Privilege::Access, Privilege::Add]);
    client.insert(json!({"idc_firstname": "Ana"})).await;
    let answer = client.get("10000").await;
    let json = answer.json();
    let order = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(json["status"], "success");
    assert_eq!((json["code"].as_u64(), &json["message"]), (Some(200), &Value::Null));
    let api = &json["api"];
    assert_eq!(
        (&api["api_action"], &api["api_software"], &api["api_version"]),
        (&json!("get_record"), &json!("IDC Admin"), &json!("3.2.26"))
    );
    assert_eq!(api["api_queries_remaining"], Value::Null);
    assert_eq!(order(api).len(), 5);
    assert!(
        answer
            .text
            .starts_with(r#"{"status":"success","message":null,"code":200,"data":{"record":{"idc_id_number":"10000","#),
        "{}",
        answer.text
    );
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn all_records_come_page_by_page_and_by_status() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    for number in 0..5 {
        client.insert(json!({"idc_firstname": format!("N{number}")})).await.record();
    }
    client.update("10001", json!({"idc_active": "0"})).await.record();
    client.update("10002", json!({"idc_trash": 1})).await.record();
    let all = async |api: Value| client.call("get_all_records", api, json!({})).await.json()["data"].clone();
    let numbers = |data: &Value| -> Vec<String> {
        let records = data["records"].as_array().unwrap().iter();
        records.map(|record| record["idc_id_number"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(numbers(&all(json!({})).await), ["10000", "10001", "10002", "10003", "10004"]);
    for (status, expected) in
        [("active", vec!["10000", "10003", "10004"]), ("inactive", vec!["10001"]), ("trash", vec!["10002"])]
    {
        assert_eq!(numbers(&all(json!({"api_status": status})).await), expected, "{status}");
    }
    let first = all(json!({"api_limit": 2})).await;
    let next = all(json!({"api_limit": "2", "api_cursor": first["next_cursor"]})).await;
    let last = all(json!({"api_limit": 2, "api_cursor": next["next_cursor"], "api_get_keys": 1})).await;
    assert_eq!(
        (numbers(&first), numbers(&next), numbers(&last)),
        (vec!["10000".into(), "10001".into()], vec!["10002".into(), "10003".into()], vec!["10004".into()])
    );
    assert!(last.get("next_cursor").is_none());
    assert_eq!(last["idc_project"], client.project.as_str());
    assert_eq!(last["records"][0]["idc_key"].as_str().unwrap().len(), 36);
    client.call("get_all_records", json!({"api_cursor": "x"}), json!({})).await.must_be(
        400,
        "member_invalid",
        "api_cursor",
    );
}

#[tokio::test]
async fn any_unique_field_is_a_key_and_case_does_not_count() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({"idc_id_number": "AB-7", "idc_firstname": "Ana"})).await.record();
    assert_eq!(client.get("ab-7").await.record()["idc_id_number"], "AB-7");
    client.insert(json!({"idc_id_number": "Ab-7"})).await.must_be(409, "duplicate_value", "idc_id_number");
    let by_name = client.call("get_record", json!({KEY: {"idc_firstname": "Ana"}}), json!({})).await;
    by_name.must_be(400, "member_invalid", "api_primary_key");
    let other = Integrator::new(&server, "other", &Privilege::ALL);
    other.get("AB-7").await.must_be(404, "record_not_found", "-");
}

#[tokio::test]
async fn leaving_trash_restores_what_was() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    for (data, active, trash) in [
        (json!({"idc_active": "0"}), "0", "0"),
        (json!({"idc_trash": "1"}), "0", "1"),
        (json!({"idc_trash": "0"}), "0", "0"),
        (json!({"idc_active": "1", "idc_check_in": "1"}), "1", "0"),
    ] {
        let record = client.update("10000", data.clone()).await.record();
        assert_eq!((&record["idc_active"], &record["idc_trash"]), (&json!(active), &json!(trash)), "{data}");
    }
    assert_eq!(client.get("10000").await.record()["idc_check_in"], "1");
}

#[tokio::test]
async fn dates_are_told_in_the_zone_of_the_api_user() {
    let server = Server::start().await;
    let zone = Timezone::parse("Asia/Tokyo").unwrap();
    let client = Integrator::with(&server, "tokyo", &Privilege::ALL, |sketch| sketch.timezone = zone);
    let json = client.insert(json!({})).await.json();
    let (date, now) = (&json["data"]["record"]["idc_insdate"], &json["api"]["api_request_date"]);
    let hour = |text: &Value| text.as_str().unwrap()[..13].to_owned();
    let tokyo = Timestamp::now().to_chrono().with_timezone(&chrono_tz::Asia::Tokyo);
    assert_eq!(hour(date), tokyo.format("%Y-%m-%d %H").to_string());
    assert_eq!(hour(now), hour(date));
}
