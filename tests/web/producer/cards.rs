//! Previews and prints of cards over the API.

use base64::{Engine, prelude::BASE64_STANDARD};
use idc_admin::authorization::Privilege::{self, Access, Add, Edit, Preview, Print};
use image::ImageFormat;
use serde_json::{Value, json};

use crate::support::{
    images::{base64, plain, seen},
    integrator::{Answer, Integrator},
    server::Server,
};

fn with(more: &Value) -> Value {
    let mut api = json!({"api_primary_key": {"idc_id_number": "10000"}});
    for (name, value) in more.as_object().unwrap() {
        api[name] = value.clone();
    }
    api
}

#[track_caller]
fn card(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text);
    BASE64_STANDARD.decode(answer.json()["data"]["badge_preview"].as_str().unwrap()).unwrap()
}

async fn preview(client: &Integrator, format: &str, number: &str) -> Vec<u8> {
    let api = with(&json!({"api_badge_preview_format": format, "api_badge_preview_number": number}));
    card(&client.call("get_badge_preview", api, json!({})).await)
}

#[tokio::test]
async fn a_preview_comes_in_each_format_and_of_each_side_and_prints_nothing() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let photo = base64(plain(300, 400, [200, 40, 40], ImageFormat::Png));
    client.insert(json!({"idc_firstname": "Ana", "idc_lastname": "Wilson", "idc_photo": photo})).await.record();
    for (word, format) in [("jpeg", ImageFormat::Jpeg), ("png", ImageFormat::Png), ("webp", ImageFormat::WebP)] {
        for (number, size) in [("1", (1011, 638)), ("2", (1011, 638)), ("0", (1011, 1312))] {
            let (found, pixels, _) = seen(&preview(&client, word, number).await);
            assert_eq!((found, pixels), (format, size), "{word} {number}");
        }
    }
    assert!(preview(&client, "pdf", "0").await.starts_with(b"%PDF"));
    let beside = with(&json!({"api_badge_preview": 1, "api_photo_id": 1, "api_badge_preview_number": "1"}));
    let answer = client.call("get_record", beside, json!({})).await;
    assert_eq!(seen(&card(&answer)).0, ImageFormat::Jpeg);
    assert!(answer.json()["data"]["photo_id"].is_string());
    assert_eq!(answer.record()["idc_printdate"], Value::Null);
    let text = with(&json!({"api_output_format": "base64", "api_badge_preview_format": "png"}));
    let text = client.call("get_badge_preview", text, json!({})).await.text;
    assert_eq!(seen(&BASE64_STANDARD.decode(text).unwrap()).0, ImageFormat::Png);
}

#[tokio::test]
async fn a_print_gives_the_pdf_sets_its_date_and_takes_the_card_out_of_the_queue() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({"idc_print_queue": "1"})).await.record();
    let answer = client.call("print_card", with(&json!({})), json!({})).await;
    assert!(card(&answer).starts_with(b"%PDF"));
    let record = answer.record();
    assert_eq!(record["idc_print_queue"], "0");
    assert_eq!(record["idc_printdate"].as_str().unwrap().len(), "2026-01-23 06:53:55".len());
    assert_eq!(client.get("10000").await.record(), record);
    let before = server.versions_of_records();
    preview(&client, "jpeg", "0").await;
    assert_eq!(server.versions_of_records(), before, "a preview changes nothing");
}

#[tokio::test]
async fn cards_take_their_privileges_and_a_record() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &[Access, Add, Edit]);
    client.insert(json!({})).await.record();
    let none = client.call("get_badge_preview", with(&json!({})), json!({})).await;
    none.must_be(403, "privilege_missing", "preview");
    client.call("print_card", with(&json!({})), json!({})).await.must_be(403, "privilege_missing", "print");
    let client = client.granted(&server, &[Access, Preview]);
    preview(&client, "png", "1").await;
    client.call("print_card", with(&json!({})), json!({})).await.must_be(403, "privilege_missing", "print");
    let client = client.granted(&server, &[Access, Print]);
    preview(&client, "png", "1").await;
    card(&client.call("print_card", with(&json!({})), json!({})).await);
    let gone = json!({"api_primary_key": {"idc_id_number": "4711"}});
    for action in ["get_badge_preview", "print_card"] {
        client.call(action, gone.clone(), json!({})).await.must_be(404, "record_not_found", "-");
    }
}

#[tokio::test]
async fn forty_previews_at_once_are_all_answered() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({"idc_firstname": "Ana"})).await.record();
    let all = (0..40).map(|_| preview(&client, "jpeg", "1"));
    for picture in futures_util::future::join_all(all).await {
        assert_eq!(seen(&picture).1, (1011, 638));
    }
}
