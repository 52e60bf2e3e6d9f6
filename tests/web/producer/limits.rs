//! How many calls there may be: in a second, in a month, and after failed logins.

use std::{net::IpAddr, time::Duration};

use diesel::prelude::*;
use idc_admin::{
    authorization::Privilege,
    db::{DbResult, schema::quotas},
};
use reqwest::Client;
use serde_json::json;

use crate::support::{integrator::Integrator, server::Server};

#[tokio::test]
async fn more_calls_than_the_rate_allows_have_to_wait() {
    let server = Server::start_with(&[("IDC_RATE_LIMIT", "3")]).await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let first = client.insert(json!({})).await;
    assert_eq!(first.headers["ratelimit-policy"], "\"second\";q=3;w=1");
    assert!(first.headers["ratelimit"].to_str().unwrap().starts_with("\"second\";r="), "{:?}", first.headers);
    let calls = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.get("10000").await })
    });
    let mut put_off = 0;
    for call in calls.collect::<Vec<_>>() {
        let answer = call.await.unwrap();
        if answer.status.as_u16() == 429 {
            answer.must_be(429, "rate_limited", "-");
            assert_eq!(answer.headers["retry-after"], "1");
            put_off += 1;
        }
    }
    assert!(put_off > 0);
    // Another username has a rate of its own.
    let other = Integrator::new(&server, "other", &Privilege::ALL);
    other.insert(json!({})).await.record();
}

#[tokio::test]
async fn a_quota_counts_down_and_then_nothing_is_done() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let row = (quotas::api_user_id.eq(client.api_user.clone()), quotas::calls.eq(3_i64));
    let set = |connection: &mut _| -> DbResult<usize> {
        Ok(diesel::insert_into(quotas::table).values(row.clone()).execute(connection)?)
    };
    server.db.write_blocking(set).unwrap();
    for left in [2, 1, 0] {
        let answer = client.insert(json!({})).await.json();
        assert_eq!(answer["api"]["api_queries_remaining"], left);
    }
    let refused = client.insert(json!({})).await;
    refused.must_be(429, "quota_exhausted", "-");
    assert_eq!(refused.json()["api"]["api_queries_remaining"], 0);
    assert_eq!(server.versions_of_records().len(), 3);
}

#[tokio::test]
async fn strangers_elsewhere_can_not_lock_an_integration_out() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    let elsewhere: IpAddr = "127.0.0.2".parse().unwrap();
    let stranger = Integrator {
        client: Client::builder().local_address(elsewhere).build().unwrap(),
        password: "wrong".to_owned(),
        ..client.clone()
    };
    let mut last = stranger.get("10000").await;
    for _ in 0..5 {
        last = stranger.get("10000").await;
    }
    last.must_be(429, "too_many_failed_logins", "-");
    assert!(last.headers.contains_key("retry-after"));
    client.get("10000").await.record();
    // Nor does a right password help the stranger before the wait is over.
    let right = Integrator { password: client.password.clone(), ..stranger };
    right.get("10000").await.must_be(429, "too_many_failed_logins", "-");
}

#[tokio::test]
async fn each_call_that_got_past_the_credentials_has_one_row() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &[Privilege::Access, Privilege::Add]);
    client.insert(json!({})).await.record();
    client.get("10000").await.record();
    client.get("9").await.must_be(404, "record_not_found", "-");
    client.update("10000", json!({"idc_trash": "1", "idc_title": "x"})).await.must_be(403, "privilege_missing", "edit");
    client.call("dance", json!({}), json!({})).await.must_be(400, "unknown_action", "api_action");
    Integrator { project_secret_key: String::new(), ..client.clone() }.get("1").await.must_be(
        403,
        "project_forbidden",
        "-",
    );
    Integrator { password: "wrong".to_owned(), ..client.clone() }.get("1").await.must_be(401, "unauthorized", "-");
    let expected = [
        ("insert_record", 0, "absent", "", ""),
        ("get_record", 0, "active", "", ""),
        ("get_record", 0, "absent", "", "record_not_found"),
        ("update_record", 5, "active", "edit", "privilege_missing"),
        ("", 0, "absent", "", "unknown_action"),
        ("get_record", 0, "absent", "", "project_forbidden"),
    ];
    let mut rows = server.calls();
    while rows.len() < expected.len() {
        tokio::time::sleep(Duration::from_millis(100)).await;
        rows = server.calls();
    }
    let expected = expected.map(|(deed, parts, state, rule, error)| {
        (deed.to_owned(), parts, state.to_owned(), rule.to_owned(), error.to_owned())
    });
    assert_eq!(rows, expected);
}
