//! Photos and signatures: sent in, given back, and what is sent in their place.

use std::time::{Duration, Instant};

use base64::{Engine, prelude::BASE64_STANDARD};
use idc_admin::authorization::Privilege::{self, Access, Add, Edit, Photo, Signature};
use image::ImageFormat;
use serde_json::{Value, json};

use crate::support::{
    images::{base64, is_near, plain, seen},
    integrator::{Answer, Integrator},
    server::Server,
};

/// The most bytes of an image.
const MOST: usize = 10 * 1024 * 1024;
const TEAL: [u8; 3] = [0x2a, 0x7a, 0x8c];
const RED: [u8; 3] = [200, 40, 40];
const CMYK: &[u8] = include_bytes!("../data/images/cmyk.jpg");
const SIXTEEN_BITS: &[u8] = include_bytes!("../data/images/sixteen-bits.png");

/// The members of a call about a record.
fn with(number: &str, mut api: Value) -> Value {
    api["api_primary_key"] = json!({"idc_id_number": number});
    api
}

/// The photo in an answer.
#[track_caller]
fn photo_of(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text);
    BASE64_STANDARD.decode(answer.json()["data"]["photo_id"].as_str().unwrap()).unwrap()
}

async fn get_photo(client: &Integrator, format: &str) -> Answer {
    client.call("get_photo_id", with("10000", json!({"api_photo_id_format": format})), json!({})).await
}

#[tokio::test]
async fn a_photo_is_stored_and_given_back_in_each_format() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let sent = plain(400, 500, TEAL, ImageFormat::Png);
    let made = client.insert(json!({"idc_firstname": "Ana", "idc_photo": base64(&sent)})).await;
    let record = made.record();
    assert_eq!(record["idc_firstname"], "Ana");
    assert_eq!(record["idc_picturedate"].as_str().unwrap().len(), "2026-01-23 06:53:55".len());
    assert!(record.get("idc_photo").is_none());
    assert!(made.text.len() < 2_000, "the photo is no part of the answer");
    for (word, format) in [("jpeg", ImageFormat::Jpeg), ("png", ImageFormat::Png), ("webp", ImageFormat::WebP)] {
        // The second time it is remembered.
        for _ in 0..2 {
            let answer = get_photo(&client, word).await;
            let (found, size, color) = seen(&photo_of(&answer));
            assert_eq!((found, size), (format, (400, 500)));
            assert!(is_near(color, TEAL), "{word}: {color:?}");
            assert!(answer.headers["cache-control"].to_str().unwrap().contains("no-store"));
        }
        let api = with("10000", json!({"api_photo_id": 1, "api_photo_id_format": word, "api_get_keys": 1}));
        let beside = client.call("get_record", api, json!({})).await;
        assert_eq!(beside.record()["idc_firstname"], "Ana");
        assert_eq!(seen(&photo_of(&beside)).0, format);
        let order: Vec<_> = beside.json()["data"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(order, ["record", "photo_id", "idc_project"]);
    }
    let jpeg = get_photo(&client, "jpeg").await;
    let alone = client.call("get_photo_id", with("10000", json!({"api_output_format": "base64"})), json!({})).await;
    assert_eq!(alone.headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(BASE64_STANDARD.decode(&alone.text).unwrap(), photo_of(&jpeg));
    let api = with("10000", json!({"api_output_format": "xml", "api_photo_id_format": "png"}));
    let xml = client.call("get_photo_id", api, json!({})).await;
    let document = roxmltree::Document::parse(&xml.text).unwrap();
    let text = document.descendants().find(|node| node.has_tag_name("photo_id")).unwrap().text().unwrap();
    assert_eq!(seen(&BASE64_STANDARD.decode(text).unwrap()).0, ImageFormat::Png);
}

#[tokio::test]
async fn a_form_carries_a_photo_too() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let photo = base64(plain(60, 80, RED, ImageFormat::Jpeg));
    let lines =
        photo.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>().join("\r\n");
    let signature = base64(plain(60, 20, TEAL, ImageFormat::Png));
    let fields = [
        ("user_secret_key", client.user_secret_key.as_str()),
        ("project_secret_key", client.project_secret_key.as_str()),
        ("api[api_action]", "insert_record"),
        ("data[idc_lastname]", "Wilson"),
        ("data[idc_photo]", &format!("data:image/png;base64,{lines}")),
        ("data[idc_signature]", &signature),
    ];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let made = client.send("application/x-www-form-urlencoded", body.clone()).await;
    assert_eq!(made.record()["idc_lastname"], "Wilson");
    assert!(is_near(seen(&photo_of(&get_photo(&client, "jpeg").await)).2, RED));
    // A plus that was not escaped is a space.
    let bare = body.replace("%2B", "+").replace("%0D%0A", "");
    assert!(bare.contains('+'));
    client.send("application/x-www-form-urlencoded", bare).await.must_be(422, "value_invalid", "idc_photo");
}

#[tokio::test]
async fn a_photo_is_replaced_and_removed() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    get_photo(&client, "jpeg").await.must_be(404, "photo_not_found", "-");
    let base64_too = with("10000", json!({"api_output_format": "base64"}));
    client.call("get_photo_id", base64_too, json!({})).await.must_be(404, "photo_not_found", "-");
    let none = client.call("get_record", with("10000", json!({"api_photo_id": 1})), json!({})).await.json();
    assert_eq!(none["data"]["photo_id"], Value::Null);
    assert!(none["data"].as_object().unwrap().contains_key("photo_id"));
    let plain_record = client.get("10000").await.json();
    assert!(plain_record["data"].get("photo_id").is_none());

    for (color, format) in [(RED, ImageFormat::Jpeg), (TEAL, ImageFormat::WebP)] {
        let changed = client.update("10000", json!({"idc_photo": base64(plain(30, 40, color, format))})).await;
        assert!(changed.record()["idc_picturedate"].is_string());
        for word in ["jpeg", "png", "webp"] {
            assert!(is_near(seen(&photo_of(&get_photo(&client, word).await)).2, color), "{word}");
        }
    }
    for nothing in [json!(""), json!(null)] {
        let removed = client.update("10000", json!({"idc_photo": nothing})).await;
        assert_eq!(removed.record()["idc_picturedate"], Value::Null);
        for word in ["jpeg", "png"] {
            get_photo(&client, word).await.must_be(404, "photo_not_found", "-");
        }
        client.update("10000", json!({"idc_photo": base64(plain(3, 4, RED, ImageFormat::Png))})).await.record();
    }
    client.update("10000", json!({"idc_delete": "1"})).await;
    get_photo(&client, "png").await.must_be(404, "record_not_found", "-");
}

#[tokio::test]
async fn who_may_send_what_is_judged_before_anything_is_decoded() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    let photo = base64(plain(30, 40, RED, ImageFormat::Png));
    for (held, data, missing) in [
        (vec![Access, Edit], json!({"idc_photo": photo}), "photo"),
        (vec![Access, Edit], json!({"idc_photo": "no image"}), "photo"),
        (vec![Access, Edit], json!({"idc_photo": ""}), "photo"),
        (vec![Access, Photo], json!({"idc_photo": photo, "idc_title": "x"}), "edit"),
        (vec![Access, Photo], json!({"idc_signature": photo}), "signature"),
        (vec![Access, Photo], json!({"idc_photo": photo, "idc_signature": "no image"}), "signature"),
    ] {
        let client = client.clone().granted(&server, &held);
        client.update("10000", data.clone()).await.must_be(403, "privilege_missing", missing);
    }
    let client = client.granted(&server, &[Access, Add]);
    client.insert(json!({"idc_photo": photo})).await.must_be(403, "privilege_missing", "photo");
    client.insert(json!({"idc_photo": "", "idc_signature": null})).await.record();
    let client = client.granted(&server, &[Access, Add, Photo, Signature]);
    client.insert(json!({"idc_photo": photo, "idc_signature": photo})).await.record();
    client.update("10000", json!({"idc_photo": photo})).await.record();
    client.update("10009", json!({"idc_photo": "no image"})).await.must_be(404, "record_not_found", "-");
    let client = client.granted(&server, &[Access]);
    photo_of(&get_photo(&client, "png").await);
}

#[tokio::test]
async fn what_is_no_image_is_told_and_nothing_is_changed() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({"idc_firstname": "Ana"})).await.record();
    let png = plain(40, 30, RED, ImageFormat::Png);
    let jpeg = plain(40, 30, RED, ImageFormat::Jpeg);
    let mut wide = png.clone();
    wide[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
    let crc = crc32fast::hash(&wide[12..29]).to_be_bytes();
    wide[29..33].copy_from_slice(&crc);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    let lying = [b"\xff\xd8\xff\xe0".as_slice(), &png].concat();
    let image = "idc_photo";
    for (name, value) in [
        (image, json!("no image!")),
        (image, json!("data:image/png,abc")),
        (image, json!(true)),
        (image, json!(["a"])),
        (image, json!(12)),
        (image, json!("aGVsbG8=")),
        (image, json!(base64(svg))),
        (image, json!(format!("data:image/svg+xml;base64,{}", base64(svg)))),
        (image, json!(base64(&lying))),
        (image, json!(base64(&wide))),
        (image, json!(base64(&png[..png.len() / 2]))),
        (image, json!(base64(&jpeg[..jpeg.len() - 20]))),
        ("idc_signature", json!(base64(plain(4, 4, RED, ImageFormat::WebP)))),
        ("idc_signature", json!(base64(&jpeg[..40]))),
    ] {
        let answer = client.update("10000", json!({"idc_firstname": "Max", name: value})).await;
        answer.must_be(422, "value_invalid", name);
    }
    let record = client.get("10000").await.record();
    assert_eq!((&record["idc_firstname"], &record["idc_picturedate"]), (&json!("Ana"), &Value::Null));
    client.insert(json!({"idc_photo": "aGVsbG8="})).await.must_be(422, "value_invalid", "idc_photo");
    assert_eq!(client.insert(json!({})).await.json()["data"]["idc_id_number"], "10001", "it took no number");
    // What says to be another format is taken for what it is; what is wrong with another field leaves no photo either.
    let photo = format!("data:image/webp;base64,{}", base64(CMYK));
    client.update("10000", json!({"idc_email": "nobody", "idc_photo": photo})).await.must_be(
        422,
        "value_invalid",
        "idc_email",
    );
    get_photo(&client, "jpeg").await.must_be(404, "photo_not_found", "-");
    for good in [photo, base64(SIXTEEN_BITS)] {
        client.update("10000", json!({"idc_photo": good, "idc_signature": base64(SIXTEEN_BITS)})).await.record();
        assert_eq!(seen(&photo_of(&get_photo(&client, "jpeg").await)).1, (16, 24));
    }
}

#[tokio::test]
async fn ten_megabytes_are_taken_and_more_are_not() {
    let server = Server::start().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    let mut photo = plain(2_000, 1_500, TEAL, ImageFormat::Jpeg);
    // What comes behind the end of the image is not looked at.
    photo.resize(MOST, b'x');
    client.update("10000", json!({"idc_photo": base64(&photo)})).await.record();
    let stored = photo_of(&get_photo(&client, "jpeg").await);
    assert!(stored.len() < 200_000);
    assert_eq!(seen(&stored).1, (1_200, 900));
    photo.push(b'x');
    let answer = client.update("10000", json!({"idc_photo": base64(&photo)})).await;
    answer.must_be(422, "value_invalid", "idc_photo");
    assert!(answer.json()["message"].as_str().unwrap().contains("10"));
}

#[tokio::test]
async fn a_flood_of_photos_leaves_other_calls_their_turn() {
    let server = Server::start_with(&[("IDC_RATE_LIMIT", "1000")]).await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({})).await.record();
    let photo = base64(plain(1_500, 1_000, RED, ImageFormat::Jpeg));
    let many: Vec<_> = (0..24)
        .map(|_| {
            let (client, photo) = (client.clone(), photo.clone());
            tokio::spawn(async move { client.update("10000", json!({"idc_photo": photo})).await.status.as_u16() })
        })
        .collect();
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let start = Instant::now();
        client.get("10000").await.record();
        slowest = slowest.max(start.elapsed());
    }
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    for one in many {
        let status = one.await.unwrap();
        assert!(status == 200 || status == 503, "{status}");
    }
    photo_of(&get_photo(&client, "webp").await);
}
