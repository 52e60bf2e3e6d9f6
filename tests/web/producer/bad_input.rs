//! What no client of ours sends, and what comes of it.

use idc_admin::authorization::Privilege;
use serde_json::{Value, json};

use crate::support::{
    integrator::{Answer, Integrator},
    raw::Raw,
    server::{Server, Site},
};

#[tokio::test]
async fn a_body_that_can_not_be_read_is_refused_in_the_envelope() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let deep = format!("{}{}", "{\"a\":".repeat(200), "1");
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{\"a\": 1, \"a\": 2}",
        "{\"api\": {\"x\": 1, \"x\": 2}}",
        deep.as_str(),
        "{\"a\": \"\\ud800\"}",
        "{} x",
        "{\"a\": 1e}",
        "{'a': 1}",
    ] {
        client.send("application/json", body.to_owned()).await.must_be(400, "body_unreadable", "-");
    }
    client.send("application/json", vec![b'{', b'"', 0xff, b'"', b':', b'1', b'}']).await.must_be(
        400,
        "body_unreadable",
        "-",
    );
    client.send("multipart/form-data", "x").await.must_be(415, "unsupported_media_type", "-");
}

#[tokio::test]
async fn more_than_16_megabytes_are_too_much() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let mut raw = Raw::connect(server.origin()).await;
    let length = 16 * 1024 * 1024 + 1;
    raw.send(format!(
        "POST /producer/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    ))
    .await;
    assert_eq!(raw.answer().await.status, 413);
    let large = client.body("insert_record", &json!({}), &json!({"idc_notes": "x".repeat(3_000_000)}));
    client.send_json(&large).await.must_be(422, "value_invalid", "idc_notes");
}

#[tokio::test]
async fn other_methods_are_told_which_one_there_is() {
    let server = Server::start().await;
    let client = reqwest::Client::new();
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = Answer::of(client.request(method.parse().unwrap(), server.url("/producer/"))).await;
        answer.must_be(405, "method_not_allowed", "-");
        assert_eq!(answer.headers["allow"], "POST", "{method}");
    }
}

#[tokio::test]
async fn values_that_a_field_does_not_take_are_named() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    let table: [(Value, &str, &str); 14] = [
        (json!({"idc_shoe_size": "43"}), "unknown_field", "idc_shoe_size"),
        (json!({"": "x"}), "unknown_field", ""),
        (json!({"idc_key": "x"}), "read_only_field", "idc_key"),
        (json!({"idc_insdate": "2026-01-01 00:00:00"}), "read_only_field", "idc_insdate"),
        (json!({"idc_firstname": true}), "value_invalid", "idc_firstname"),
        (json!({"idc_firstname": ["a"]}), "value_invalid", "idc_firstname"),
        (json!({"idc_firstname": {"a": 1}}), "value_invalid", "idc_firstname"),
        (json!({"idc_firstname": "a\u{0}b"}), "value_invalid", "idc_firstname"),
        (json!({"idc_firstname": "x".repeat(101)}), "value_invalid", "idc_firstname"),
        (json!({"idc_email": "nobody"}), "value_invalid", "idc_email"),
        (json!({"idc_expiration_date": "2027-02-29"}), "value_invalid", "idc_expiration_date"),
        (json!({"idc_active": "yes"}), "value_invalid", "idc_active"),
        (json!({"idc_colorcode": "99"}), "value_invalid", "idc_colorcode"),
        (json!({"idc_id_number": null}), "value_required", "idc_id_number"),
    ];
    for (data, error, field) in table {
        client.update("10000", data.clone()).await.must_be(422, error, field);
    }
    let record =
        client.update("10000", json!({"idc_firstname": "🪪 José", "idc_mobile_phone": 491_234})).await.record();
    assert_eq!((&record["idc_firstname"], &record["idc_mobile_phone"]), (&json!("🪪 José"), &json!("491234")));
}

#[tokio::test]
async fn members_of_the_wrong_type_are_named() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    for (api, field) in [
        (json!({"api_primary_key": {"idc_id_number": "1", "idc_email": "2"}}), "api_primary_key"),
        (json!({"api_primary_key": "1"}), "api_primary_key"),
        (json!({"api_primary_key": {"idc_id_number": null}}), "api_primary_key"),
        (json!({"api_primary_key": {"idc_id_number": "1"}, "api_get_keys": "2"}), "api_get_keys"),
        (json!({"api_primary_key": {"idc_id_number": "1"}, "api_output_format": "yaml"}), "api_output_format"),
    ] {
        client.call("get_record", api, json!({})).await.must_be(400, "member_invalid", field);
    }
    let mut body = client.body("get_record", &json!({}), &json!({}));
    body["api"] = json!([1]);
    assert_eq!(client.send_json(&body).await.status.as_u16(), 400);
    body["user_secret_key"] = json!(5);
    client.send_json(&body).await.must_be(401, "unauthorized", "-");
}

#[tokio::test]
async fn a_client_that_hangs_up_half_way_leaves_nothing_half_done() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    for _ in 0..20 {
        let mut raw = Raw::connect(server.origin()).await;
        raw.send("POST /producer/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"api\":").await;
    }
    assert_eq!(client.insert(json!({})).await.json()["data"]["idc_id_number"], "10000");
}

#[tokio::test]
async fn a_body_may_come_in_chunks() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let body = client.body("insert_record", &json!({}), &json!({"idc_firstname": "Ana"})).to_string();
    let (first, second) = body.split_at(40);
    let authorization = format!("{}:{}", client.username, client.password);
    let authorization = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, authorization);
    let head = format!(
        "POST /producer/ HTTP/1.1\r\nhost: x\r\nauthorization: Basic {authorization}\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\n\r\n"
    );
    let mut raw = Raw::connect(server.origin()).await;
    raw.send(format!("{head}{:x}\r\n{first}\r\n", first.len())).await;
    raw.send(format!("{:x}\r\n{second}\r\n0\r\n\r\n", second.len())).await;
    let answer = raw.answer().await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    client.get("10000").await.record();
}

#[tokio::test]
async fn chunks_without_end_are_refused_and_end_their_connection() {
    let server = Server::start().await;
    let mut raw = Raw::connect(server.origin()).await;
    raw.send(
        "POST /producer/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
    )
    .await;
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, " ".repeat(1 << 20));
    for _ in 0..17 {
        raw.send(&chunk).await;
    }
    assert_eq!(raw.answer().await.status, 413);
    raw.closes().await;
}
