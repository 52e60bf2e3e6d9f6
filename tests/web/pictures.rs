//! Photos and signatures on the pages of records.

use idc_admin::authorization::{PanelRole, Privilege, PrivilegeSet};
use image::ImageFormat;
use serde_json::json;

use crate::{
    panel::{administrator, browser_of, staffed},
    support::{
        browser::Browser,
        images::{base64, is_near, plain, seen},
        integrator::Integrator,
        server::PASSWORD,
    },
};

const TEAL: [u8; 3] = [0x2a, 0x7a, 0x8c];
const RED: [u8; 3] = [200, 40, 40];

/// A record that an API user made, and the path of its page.
async fn record(client: &Integrator) -> String {
    client.insert(json!({"idc_firstname": "Ana"})).await.record();
    let api = json!({"api_primary_key": {"idc_id_number": "10000"}, "api_get_keys": 1});
    let record = client.call("get_record", api, json!({})).await.record();
    format!("/projects/{}/records/{}", client.project, record["idc_key"].as_str().unwrap())
}

#[tokio::test]
async fn what_api_users_stored_is_shown_to_who_may_read_the_record() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let reader = browser_of(&server, PanelRole::Auditor).await;
    let empty = reader.get(&page).await;
    empty.must_be(200).must_say("No photo").must_say("No signature");
    assert!(!empty.has(".pictures img"));
    for kind in ["photo", "signature"] {
        reader.get_raw(&format!("{page}/{kind}"), &[]).await.must_be(404);
    }
    let (photo, signature) = (plain(40, 50, TEAL, ImageFormat::Jpeg), plain(60, 20, RED, ImageFormat::Png));
    let data = json!({"idc_photo": base64(photo), "idc_signature": base64(signature)});
    client.update("10000", data).await.record();

    for role in PanelRole::ALL {
        let shown = browser_of(&server, role).await.get(&page).await;
        shown.must_be(200).must_say("Photo: added").must_say("Signature: added").must_not_say("No photo");
        for kind in ["photo", "signature"] {
            assert!(
                shown.has(&format!(
                    "img[src='{page}/{kind}'][alt='{} of 10000']",
                    kind[..1].to_uppercase() + &kind[1..]
                ))
            );
        }
    }
    let cookies =
        reader.cookies().into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
    for (kind, format, size, color) in
        [("photo", ImageFormat::Jpeg, (40, 50), TEAL), ("signature", ImageFormat::Png, (60, 20), RED)]
    {
        let request = reqwest::Client::new().get(server.url(&format!("{page}/{kind}"))).header("cookie", &cookies);
        let answer = request.send().await.unwrap();
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), if kind == "photo" { "image/jpeg" } else { "image/png" });
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        let (found, found_size, found_color) = seen(&answer.bytes().await.unwrap());
        assert_eq!((found, found_size), (format, size));
        assert!(is_near(found_color, color));
    }

    // Of another project there is none, and an API user reaches only its own.
    let other = server.project("Other");
    let elsewhere = page.replace(client.project.as_str(), other.as_str());
    reader.get_raw(&format!("{elsewhere}/photo"), &[]).await.must_be(404);
    Browser::new(&server).get_raw(&format!("{page}/photo"), &[]).await.must_be(303);
    let kiosk = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    kiosk.get_raw(&format!("{page}/photo"), &[]).await.must_be(200);

    client.update("10000", json!({"idc_photo": ""})).await.record();
    reader.get_raw(&format!("{page}/photo"), &[]).await.must_be(404);
    reader.get(&page).await.must_say("Photo: removed").must_say("No photo");
    server.grant(&client.api_user, &client.project, PrivilegeSet::default());
    kiosk.get_raw(&format!("{page}/signature"), &[]).await.must_be(404);
}

#[tokio::test]
async fn deleting_a_record_tells_of_its_pictures_and_leaves_none() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let photo = base64(plain(40, 50, TEAL, ImageFormat::Jpeg));
    client.update("10000", json!({"idc_photo": photo, "idc_trash": "1"})).await.record();
    let browser = administrator(&server).await;
    let asked = browser.get(&format!("{page}/delete")).await;
    asked.must_be(200).must_say("Its photo").must_not_say("Its signature");
    asked.form("delete").press_first().await.must_be(200);
    browser.get_raw(&format!("{page}/photo"), &[]).await.must_be(404);
    let left: i64 = server
        .db
        .write_blocking(|connection| {
            use diesel::{QueryDsl, RunQueryDsl};
            Ok::<_, idc_admin::db::DbError>(
                idc_admin::db::schema::record_pictures::table.count().get_result(connection)?,
            )
        })
        .unwrap();
    assert_eq!(left, 0);
}
