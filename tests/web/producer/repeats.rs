//! Calls that come again.

use idc_admin::authorization::Privilege;
use serde_json::json;

use crate::support::{integrator::Integrator, server::Server};

#[tokio::test]
async fn a_key_makes_a_call_happen_once() {
    let server = Server::start().await;
    let mut client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.headers = vec![("idempotency-key", "\"8e03978e\"".to_owned())];
    let first = client.insert(json!({"idc_firstname": "Ana"})).await;
    let again = client.insert(json!({"idc_firstname": "Ana"})).await;
    assert_eq!(first.text, again.text);
    assert_eq!(again.headers["idempotency-replayed"], "true");
    client.insert(json!({"idc_firstname": "Eva"})).await.must_be(422, "idempotency_key_reused", "-");
    client.headers.clear();
    client.get("10001").await.must_be(404, "record_not_found", "-");
    client.headers = vec![("idempotency-key", "é".to_owned())];
    client.insert(json!({})).await.must_be(400, "idempotency_key_invalid", "-");
}

#[tokio::test]
async fn trashing_and_deleting_twice_by_mistake_is_answered_as_the_first_was() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    for data in [json!({"idc_trash": "1"}), json!({"idc_delete": "1"})] {
        let first = client.update("10000", data.clone()).await;
        let again = client.update("10000", data).await;
        assert_eq!(first.json()["data"], again.json()["data"]);
        assert_eq!(again.headers["idempotency-replayed"], "true");
    }
    client.update("10000", json!({"idc_title": "x"})).await.must_be(404, "record_not_found", "-");
}
