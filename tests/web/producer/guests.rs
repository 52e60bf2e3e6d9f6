//! Who gets in, in the contract's order.

use idc_admin::authorization::{Privilege, Status};
use reqwest::StatusCode;
use serde_json::json;

use crate::support::{
    integrator::{Answer, Integrator},
    server::Server,
};

fn without_date(answer: &Answer) -> String {
    let mut json = answer.json();
    json["api"]["api_request_date"] = json!(null);
    json.to_string()
}

#[tokio::test]
async fn all_that_is_wrong_with_credentials_gets_one_answer() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let changed = |change: fn(&mut Integrator)| {
        let mut client = client.clone();
        change(&mut client);
        client
    };
    let first = changed(|client| client.password.push('x')).get("1").await;
    first.must_be(401, "unauthorized", "-");
    assert_eq!(first.headers["www-authenticate"], "Basic realm=\"Producer\"");
    for client in [
        changed(|client| client.username = "nobody".to_owned()),
        changed(|client| client.user_secret_key = client.project_secret_key.clone()),
        changed(|client| client.user_secret_key = String::new()),
    ] {
        // Each from a network of its own would be long; the wait is what the next test is about.
        let answer = client.get("1").await;
        assert!(matches!(answer.status.as_u16(), 401 | 429), "{}", answer.text);
        if answer.status == StatusCode::UNAUTHORIZED {
            assert_eq!(without_date(&answer), without_date(&first));
        }
    }
}

#[tokio::test]
async fn a_changed_status_or_key_takes_effect_with_the_very_next_call() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    server.move_api_user(&client.api_user, Status::Inactive);
    client.get("10000").await.must_be(401, "unauthorized", "-");
    server.move_api_user(&client.api_user, Status::Active);
    server.move_project(&client.project, Status::Trash);
    client.get("10000").await.must_be(403, "project_forbidden", "-");
    server.move_project(&client.project, Status::Active);
    client.get("10000").await.record();
    let client = client.granted(&server, &[Privilege::Edit]);
    client.get("10000").await.must_be(403, "project_forbidden", "-");
}

#[tokio::test]
async fn all_that_is_wrong_with_a_project_gets_one_answer() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let other = Integrator::new(&server, "other", &Privilege::ALL);
    let mut answers = Vec::new();
    for key in [&other.project_secret_key, &client.user_secret_key, "", "idcp_"] {
        let client = Integrator { project_secret_key: key.to_owned(), ..client.clone() };
        let answer = client.get("1").await;
        answer.must_be(403, "project_forbidden", "-");
        answers.push(without_date(&answer));
        // Nothing else is told either.
        client.call("dance", json!({}), json!({})).await.must_be(403, "project_forbidden", "-");
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}

#[tokio::test]
async fn the_body_is_looked_at_before_the_credentials_and_the_call_after() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &[Privilege::Access]);
    let stranger = Integrator { password: "wrong".to_owned(), ..client.clone() };
    stranger.send("application/json", "{").await.must_be(400, "body_unreadable", "-");
    stranger.send("text/plain", "{}").await.must_be(415, "unsupported_media_type", "-");
    stranger.call("dance", json!({}), json!({})).await.must_be(401, "unauthorized", "-");
    client.call("dance", json!({}), json!({})).await.must_be(400, "unknown_action", "api_action");
    client.call("get_record", json!({}), json!({})).await.must_be(400, "member_missing", "api_primary_key");
    client.update("1", json!({"idc_nothing": "x"})).await.must_be(403, "privilege_missing", "edit");
    let editor = client.granted(&server, &[Privilege::Access, Privilege::Edit]);
    editor.update("1", json!({"idc_nothing": "x"})).await.must_be(404, "record_not_found", "-");
}

#[tokio::test]
async fn messages_follow_the_language_of_the_request_then_of_the_api_user() {
    let server = Server::start().await;
    let mut client = Integrator::new(&server, "kiosk", &[Privilege::Access]);
    client.headers.push(("accept-language", "fr".to_owned()));
    let stranger = client.send("application/json", "{").await.json();
    let known = client.insert(json!({})).await.json();
    let english = client.send("application/json", "[]").await.json();
    assert_ne!(stranger["message"], english["message"]);
    assert!(known["message"].as_str().unwrap().contains("Add Records"), "{known}");
}
