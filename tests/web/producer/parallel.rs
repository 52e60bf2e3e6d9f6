//! Many calls at once.

use std::collections::BTreeSet;

use idc_admin::authorization::Privilege;
use serde_json::json;

use crate::support::{integrator::Integrator, server::Server};

#[tokio::test]
async fn a_hundred_inserts_at_once_get_a_hundred_numbers() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let inserts = (0..100).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.insert(json!({})).await.json()["data"]["idc_id_number"].to_string() })
    });
    let mut numbers = BTreeSet::new();
    for insert in inserts.collect::<Vec<_>>() {
        numbers.insert(insert.await.unwrap());
    }
    assert_eq!(numbers.len(), 100, "{numbers:?}");
}

#[tokio::test]
async fn a_hundred_updates_at_once_are_all_done() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    let fields = ["idc_firstname", "idc_lastname", "idc_title", "idc_organization", "idc_notes"];
    let updates = (0..100).map(|number: usize| {
        let client = client.clone();
        let data = json!({fields[number % fields.len()]: format!("value {}", number / fields.len())});
        tokio::spawn(async move { client.update("10000", data).await.status.as_u16() })
    });
    for update in updates.collect::<Vec<_>>() {
        assert_eq!(update.await.unwrap(), 200);
    }
    let record = client.get("10000").await.record();
    assert!(fields.iter().all(|field| record[field].as_str().unwrap().starts_with("value ")), "{record}");
    assert_eq!(server.versions_of_records(), [101]);
}
