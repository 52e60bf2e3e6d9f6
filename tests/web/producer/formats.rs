//! What comes in and goes out, in all its forms.

use idc_admin::authorization::Privilege;
use serde_json::json;

use crate::support::{integrator::Integrator, server::Server};

fn form(client: &Integrator, fields: &[(&str, &str)]) -> String {
    let keys =
        [("user_secret_key", client.user_secret_key.as_str()), ("project_secret_key", &client.project_secret_key)];
    form_urlencoded::Serializer::new(String::new()).extend_pairs(keys.iter().chain(fields)).finish()
}

#[tokio::test]
async fn a_form_does_what_json_does() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let kind = "application/x-www-form-urlencoded";
    let insert = form(
        &client,
        &[("api[api_action]", "insert_record"), ("data[idc_firstname]", "Zoë & 1"), ("data[idc_lastname]", "")],
    );
    client.send(kind, insert).await.record();
    let get = form(&client, &[("api[api_action]", "get_record"), ("api[api_primary_key][idc_id_number]", "10000")]);
    assert_eq!(client.send(kind, get).await.record()["idc_firstname"], "Zoë & 1");
    let twice = form(&client, &[("api[api_action]", "get_record"), ("api[api_action]", "get_record")]);
    client.send(kind, twice).await.must_be(400, "body_unreadable", "-");
}

#[tokio::test]
async fn xml_is_the_same_tree() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({"idc_firstname": "<Ana> & \"Eva\"", "idc_lastname": "🪪"})).await.record();
    let api = json!({"api_output_format": "xml"});
    let all = client.call("get_all_records", api.clone(), json!({})).await;
    assert!(all.headers["content-type"].to_str().unwrap().starts_with("application/xml"));
    let document = roxmltree::Document::parse(&all.text).unwrap();
    let text = |name: &str| document.descendants().find(|node| node.has_tag_name(name)).unwrap().text();
    assert_eq!(document.root_element().tag_name().name(), "response");
    assert_eq!((text("status"), text("code"), text("message")), (Some("success"), Some("200"), None));
    assert_eq!(
        (text("idc_firstname"), text("idc_lastname"), text("idc_email")),
        (Some("<Ana> & \"Eva\""), Some("🪪"), None)
    );
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("record")).count(), 1);
    let error = client.call("dance", api, json!({})).await;
    assert_eq!(error.status.as_u16(), 400);
    let document = roxmltree::Document::parse(&error.text).unwrap();
    assert!(document.descendants().any(|node| node.has_tag_name("error") && node.text() == Some("unknown_action")));
}

#[tokio::test]
async fn both_paths_and_gzip_are_answered() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let body = client.body("get_all_records", &json!({}), &json!({})).to_string();
    let http = reqwest::Client::new();
    for path in ["/producer", "/producer/"] {
        let request = http.post(server.url(path)).basic_auth(&client.username, Some(&client.password));
        let answer = request.header("content-type", "application/json").body(body.clone()).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{path}");
    }
}
