//! The OpenAPI document: how it is served, that it is one, and that it is true.

use std::{fs, path::Path, process::Command};

use idc_admin::authorization::Privilege;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{
    images::{base64, plain},
    integrator::{Answer, Integrator},
    server::Server,
};

const PATH: &str = "/producer/openapi.json";

async fn document(server: &Server) -> Answer {
    Answer::of(reqwest::Client::new().get(server.url(PATH))).await
}

/// Holds an answer against what the document says of its status.
#[track_caller]
fn must_fit(document: &Value, answer: &Answer) {
    let status = answer.status.as_str();
    let response = &document["paths"]["/producer/"]["post"]["responses"][status];
    let schema = &response["content"]["application/json"]["schema"];
    assert!(schema.is_object(), "nothing is said of {status}");
    let whole = json!({"allOf": [schema], "components": document["components"]});
    let validator = jsonschema::draft202012::new(&whole).unwrap();
    let problems: Vec<String> = validator.iter_errors(&answer.json()).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:#?}: {}", answer.text);
    for name in ["retry-after", "www-authenticate", "allow", "idempotency-replayed", "ratelimit", "ratelimit-policy"] {
        let is_told =
            response["headers"].as_object().is_some_and(|told| told.keys().any(|key| key.eq_ignore_ascii_case(name)));
        assert!(is_told || !answer.headers.contains_key(name), "{status} comes with {name}");
    }
}

#[tokio::test]
async fn it_is_valid_openapi() {
    let server = Server::start().await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("openapi.json");
    fs::write(&file, document(&server).await.text).unwrap();
    let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/.bin/validate-api");
    let result = Command::new(&checker).arg(&file).output();
    let result = result.unwrap_or_else(|error| panic!("{}: {error}; run tests/run", checker.display()));
    let told = String::from_utf8_lossy(&result.stdout) + String::from_utf8_lossy(&result.stderr);
    assert!(result.status.success() && told.contains("\"valid\": true"), "{told}");
}

#[tokio::test]
async fn it_is_public_and_can_be_cached() {
    let server = Server::start().await;
    let first = document(&server).await;
    assert_eq!(first.status.as_u16(), 200);
    assert_eq!(first.headers["access-control-allow-origin"], "*");
    assert_eq!(first.headers["content-type"], "application/json");
    assert!(first.headers["cache-control"].to_str().unwrap().starts_with("public"));
    let json = first.json();
    assert_eq!(
        (&json["info"]["title"], &json["info"]["version"]),
        (&json!("IDC Admin Producer API"), &json!("3.2.26"))
    );
    assert_eq!(format!("{}/", json["servers"][0]["url"].as_str().unwrap()), server.url("/"));
    let client = reqwest::Client::new();
    for (tag, status) in [(first.headers["etag"].to_str().unwrap(), 304), ("\"other\"", 200), ("*", 304)] {
        let again = Answer::of(client.get(server.url(PATH)).header("if-none-match", tag)).await;
        assert_eq!(again.status.as_u16(), status, "{tag}");
        assert_eq!(again.headers["etag"], first.headers["etag"]);
    }
}

#[tokio::test]
async fn beside_it_nothing_else_is_served() {
    let server = Server::start().await;
    let client = reqwest::Client::new();
    let post = Answer::of(client.post(server.url(PATH)).body("{}")).await;
    post.must_be(405, "method_not_allowed", "-");
    assert_eq!(post.headers["allow"], "GET");
    Answer::of(client.get(server.url("/producer/"))).await.must_be(405, "method_not_allowed", "-");
    for path in ["/producer/openapi", "/producer/a/b"] {
        Answer::of(client.get(server.url(path))).await.must_be(404, "address_not_found", "-");
    }
}

#[tokio::test]
async fn real_answers_are_as_it_says() {
    let server = Server::start_with(&[("IDC_RATE_LIMIT", "1000")]).await;
    let json = document(&server).await.json();
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let key = json!({"api_primary_key": {"idc_id_number": "10000"}});
    let with_keys = json!({"api_primary_key": {"idc_id_number": "10000"}, "api_get_keys": 1});
    let with_photo = json!({"api_primary_key": {"idc_id_number": "10000"}, "api_photo_id": 1});
    let photo = base64(plain(3, 4, [9, 99, 99], image::ImageFormat::Png));
    for (action, api, data, status) in [
        ("insert_record", json!({}), json!({"idc_firstname": "Ana", "idc_colorcode": 2}), 200),
        ("insert_record", json!({}), json!({"idc_expiration_date": "2027-01-31"}), 200),
        ("get_record", key.clone(), json!({}), 200),
        ("get_record", with_keys, json!({}), 200),
        ("get_all_records", json!({"api_limit": 1, "api_get_keys": "1"}), json!({}), 200),
        ("update_record", key.clone(), json!({"idc_active": "0", "idc_title": "Guard"}), 200),
        ("update_record", key.clone(), json!({"idc_trash": "1"}), 200),
        ("update_record", key.clone(), json!({"idc_trash": "1"}), 200),
        ("get_photo_id", key.clone(), json!({}), 404),
        ("get_badge_preview", key.clone(), json!({}), 200),
        ("print_card", key.clone(), json!({}), 200),
        ("update_record", key.clone(), json!({"idc_photo": "aGk="}), 422),
        ("get_record", with_photo.clone(), json!({}), 200),
        ("update_record", key.clone(), json!({"idc_photo": photo, "idc_signature": photo}), 200),
        ("get_record", with_photo, json!({}), 200),
        ("get_photo_id", key.clone(), json!({}), 200),
        ("dance", json!({}), json!({}), 400),
        ("get_record", json!({}), json!({}), 400),
        ("update_record", key.clone(), json!({"idc_shoe_size": "43"}), 422),
        ("update_record", key.clone(), json!({"idc_insdate": "x"}), 422),
        ("update_record", key.clone(), json!({"idc_id_number": "10001"}), 409),
        ("update_record", key.clone(), json!({"idc_delete": "1"}), 200),
        ("get_record", key.clone(), json!({}), 404),
    ] {
        let answer = client.call(action, api, data.clone()).await;
        assert_eq!(answer.status.as_u16(), status, "{action} {data}: {}", answer.text);
        must_fit(&json, &answer);
    }
    must_fit(&json, &client.send("application/json", "{").await);
    must_fit(&json, &client.send("text/plain", "{}").await);
    must_fit(&json, &Answer::of(reqwest::Client::new().get(server.url("/producer"))).await);
    let client = client.granted(&server, &[Privilege::Access]);
    must_fit(&json, client.insert(json!({})).await.must_be(403, "privilege_missing", "add"));
    let stranger = Integrator { project_secret_key: String::new(), ..client.clone() };
    must_fit(&json, stranger.get("1").await.must_be(403, "project_forbidden", "-"));
    let stranger = Integrator { user_secret_key: String::new(), ..client };
    must_fit(&json, stranger.get("1").await.must_be(401, "unauthorized", "-"));
}
