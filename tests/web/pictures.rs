//! Photos and signatures on the pages of records.

use diesel::prelude::*;
use idc_admin::{
    authorization::{PanelRole, Privilege},
    calls::Origin,
    db::{DbResult, schema},
};
use image::ImageFormat;
use serde_json::json;

use crate::{
    panel::{FORM, administrator, auditor, browser_of, manager, staffed},
    support::{
        browser::{Answer, Browser},
        chromium::{Chromium, PHONE, Setup},
        images::{base64, is_near, plain, seen},
        integrator::Integrator,
        server::PASSWORD,
    },
};

const TEAL: [u8; 3] = [0x2a, 0x7a, 0x8c];
const RED: [u8; 3] = [200, 40, 40];

/// A record that an API user made, and the path of its page.
pub async fn record(client: &Integrator) -> String {
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

    // Of another project there is none, and API users see those of the projects that they can reach.
    let other = server.project("Other");
    let elsewhere = page.replace(client.project.as_str(), other.as_str());
    reader.get_raw(&format!("{elsewhere}/photo"), &[]).await.must_be(404);
    Browser::new(&server).get_raw(&format!("{page}/photo"), &[]).await.must_be(303);
    let kiosk = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    for (privileges, status) in [(vec![Privilege::Access], 200), (vec![], 404), (vec![Privilege::Photo], 404)] {
        client.clone().granted(&server, &privileges);
        let photo = format!("{page}/photo");
        let cookies = kiosk.cookies().into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let request = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = request.get(server.url(&photo)).header("cookie", cookies.join("; ")).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{privileges:?}");
    }
    let client = client.granted(&server, &Privilege::ALL);

    client.update("10000", json!({"idc_photo": ""})).await.record();
    reader.get_raw(&format!("{page}/photo"), &[]).await.must_be(404);
    reader.get(&page).await.must_say("Photo: removed").must_say("No photo");
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

/// Sends a form with a file, as browsers do.
pub async fn send(browser: &Browser, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    const BOUNDARY: &str = "----quince7351trombone";
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.png\"\r\n\
             Content-Type: image/svg+xml\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    browser.post_raw(path, &[("content-type", &content_type), ("sec-fetch-site", "same-origin")], body).await
}

#[tokio::test]
async fn an_unreadable_image_of_an_api_user_stands_in_calls_as_over_the_api() {
    use Privilege::{Access, Photo};
    type Row = (Origin, String, i32, String, String, String);
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let kiosk = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    let client = client.granted(&server, &[Access, Photo]);
    let bad = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let fields = [("served", "0"), ("intent", "save")];
    let refused = send(&kiosk, &format!("{page}/photo"), &fields, Some(("photo", bad))).await;
    refused.must_be(422).must_say("isn’t a JPEG, PNG or WebP image");
    client.update("10000", json!({"idc_photo": base64(bad)})).await.must_be(422, "value_invalid", "idc_photo");
    let signed = send(&kiosk, &format!("{page}/signature"), &fields, Some(("signature", bad))).await;
    signed.must_be(403);
    let rows = || -> DbResult<Vec<Row>> {
        use schema::calls::{at, broken_rule, deed, error, nonce, origin, parts, record_id, table};
        server.db.write_blocking(|connection| {
            let columns = (origin, deed, parts, record_id, broken_rule, error);
            Ok(table.filter(deed.eq("update_record")).order((at, nonce)).select(columns).load(connection)?)
        })
    };
    for _ in 0..250 {
        if rows().unwrap().len() >= 3 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let rows = rows().unwrap();
    let [browser, api, denied] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((browser.0, api.0), (Origin::Browser, Origin::Api));
    assert_eq!((&browser.1, browser.2, &browser.3, &browser.5), (&api.1, api.2, &api.3, &api.5), "{rows:?}");
    assert_eq!((browser.1.as_str(), browser.4.as_str(), browser.5.as_str()), ("update_record", "", "value_invalid"));
    assert_eq!((denied.1.as_str(), denied.5.as_str()), ("update_record", "privilege_missing"));
}

/// The page of a record after its photo was saved without a file.
pub async fn save_nothing(browser: &Browser, page: &str) -> Answer {
    let answer = send(browser, &format!("{page}/photo"), &[("served", "0"), ("intent", "save")], None).await;
    answer.must_be(422);
    answer
}

/// The instant of the picture that a page shows.
fn served(page: &Answer, kind: &str) -> String {
    let document = page.document();
    let input = document.select(&crate::support::html::selector(&format!("#{kind}-form [name=served]"))).next();
    input.unwrap().value().attr("value").unwrap().to_owned()
}

#[tokio::test]
async fn who_may_change_the_record_saves_and_removes_its_pictures_without_scripts() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let browser = manager(&server).await;
    let open = browser.get(&page).await;
    assert!(open.header("permissions-policy").unwrap().contains("camera=(self)"));
    for (kind, color) in [("photo", TEAL), ("signature", RED)] {
        let path = format!("{page}/{kind}");
        let image = plain(40, 50, color, ImageFormat::Png);
        let saved = send(&browser, &path, &[("served", "0"), ("intent", "save")], Some((kind, &image))).await;
        saved.must_be(303);
        let shown = browser.get(&page).await;
        shown.must_say(&format!("The {kind} of 10000 has been saved")).must_say(": added").must_say("Changed by max");
        let stale = send(&browser, &path, &[("served", "0"), ("intent", "save")], Some((kind, &image))).await;
        stale.must_be(409).must_say("It was changed meanwhile");
        let at = served(&stale, kind);
        send(&browser, &path, &[("served", &at), ("intent", "save")], Some((kind, &image))).await.must_be(303);
        let at = served(&browser.get(&page).await, kind);
        send(&browser, &path, &[("served", &at), ("intent", "remove")], None).await.must_be(303);
        browser.get(&page).await.must_say("has been removed").must_say(&format!("No {kind}"));
    }
    let photo = client.call("get_record", json!({"api_primary_key": {"idc_id_number": "10000"}}), json!({})).await;
    assert_eq!(photo.record()["idc_picturedate"], serde_json::Value::Null);
}

#[tokio::test]
async fn an_api_user_saves_the_pictures_that_its_privileges_allow() {
    use Privilege::{Access, Edit, Photo, Signature};
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let kiosk = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    let image = plain(40, 50, TEAL, ImageFormat::Png);
    for (held, camera, saved) in [
        (vec![Access], "camera=()", [403, 403]),
        (vec![Access, Edit], "camera=()", [403, 403]),
        (vec![Access, Photo], "camera=(self)", [303, 403]),
        (vec![Access, Signature], "camera=()", [403, 303]),
        (vec![Photo, Signature], "camera=()", [404, 404]),
    ] {
        client.clone().granted(&server, &held);
        for (kind, status) in ["photo", "signature"].into_iter().zip(saved) {
            let shown = kiosk.get(&page).await;
            assert!(shown.header("permissions-policy").unwrap().contains(camera), "{held:?}");
            let is_offered = shown.status == 200 && shown.has(&format!("#{kind}-form"));
            assert_eq!(is_offered, status == 303, "{held:?} {kind}");
            let at = if is_offered { served(&shown, kind) } else { "0".to_owned() };
            let fields = [("served", at.as_str()), ("intent", "save")];
            let answer = send(&kiosk, &format!("{page}/{kind}"), &fields, Some((kind, &image))).await;
            answer.must_be(status);
        }
    }
    client.clone().granted(&server, &Privilege::ALL);
    let shown = administrator(&server).await.get(&page).await;
    shown.must_say("Changed by kiosk (API user)").must_say("Photo: added").must_say("Signature: added");
}

#[tokio::test]
async fn what_is_no_image_is_told_beside_the_file() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let browser = manager(&server).await;
    let path = format!("{page}/photo");
    let fields = [("served", "0"), ("intent", "save")];
    let image = plain(40, 50, TEAL, ImageFormat::Jpeg);
    let large = vec![b'x'; 10 * 1024 * 1024 + 1];
    for (bytes, said) in [
        (b"".as_slice(), "Choose a file first"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "isn’t a JPEG, PNG or WebP image"),
        (&image[..image.len() - 9], "damaged or incomplete"),
        (&large, "larger than 10 MB"),
    ] {
        let refused = send(&browser, &path, &fields, Some(("photo", bytes))).await;
        refused.must_be(422).must_say(said);
        assert!(
            refused.has("#photo[aria-invalid=true]") && refused.has("#photo-error") && refused.has(".error-summary")
        );
    }
    send(&browser, &path, &fields, None).await.must_be(422).must_say("Choose a file first");
    send(&browser, &path, &fields, Some(("photo", &vec![b'x'; 12 * 1024 * 1024]))).await.must_be(413);
    send(&browser, &path, &[("intent", "save")], Some(("photo", &image))).await.must_be(400);
    send(&browser, &path, &[("served", "0"), ("served", "0")], Some(("photo", &image))).await.must_be(400);
    browser.post_raw(&path, &FORM, "served=0&intent=remove").await.must_be(400);
    let broken = [("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")];
    browser.post_raw(&path, &broken, "--x\r\nnothing").await.must_be(400);
    browser.get_raw(&path, &[]).await.must_be(404);

    let reader = auditor(&server).await;
    send(&reader, &path, &fields, Some(("photo", &image))).await.must_be(403);
    let shown = reader.get(&page).await;
    assert!(!shown.has(".picture-form") && !shown.has("dialog"));
    assert!(shown.header("permissions-policy").unwrap().contains("camera=()"));
    let stranger = Browser::new(&server);
    send(&stranger, &path, &fields, Some(("photo", &image))).await.must_be(401);
}

/// The middle of what is stored, as the browser shows it.
async fn middle(chromium: &Chromium, kind: &str) -> (u64, u64) {
    let script = format!(
        "const image = document.querySelector('.picture-{kind} img'); return [image.naturalWidth, image.naturalHeight]"
    );
    chromium.wait_for(&format!(".picture-{kind} img")).await;
    let mut size = (0, 0);
    for _ in 0..200 {
        let found = chromium.eval(&script).await;
        size = (found[0].as_u64().unwrap(), found[1].as_u64().unwrap());
        if size.0 > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    size
}

async fn capture(size: (u32, u32)) {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let chromium = Chromium::open(&server, Setup { size, camera: true, ..Setup::default() }).await;
    chromium.take_cookies_of(&administrator(&server).await).await;
    chromium.allow_camera(true).await;
    chromium.goto(&page).await;
    chromium.click("[data-open-camera]").await;
    chromium.wait_for("dialog[data-state=live]").await;
    chromium.click("[data-take]").await;
    chromium.wait_for("dialog[data-state=taken]").await;
    chromium.click("[data-retake]").await;
    chromium.wait_for("dialog[data-state=live]").await;
    chromium.click("[data-take]").await;
    chromium.wait_for("dialog[data-state=taken]").await;
    chromium.to_next_page(chromium.click("dialog[data-camera] [data-use]")).await;
    let (width, height) = middle(&chromium, "photo").await;
    assert!(height >= 400 && (width * 5).abs_diff(height * 4) <= 8, "{width}×{height}");

    chromium.click("[data-open-signature]").await;
    let drawn = "const paper = document.querySelector('[data-paper]'); const { left, top, width, height } = \
         paper.getBoundingClientRect(); const send = (kind, x, y) => paper.dispatchEvent(new PointerEvent(kind, \
         { pointerId: 1, pointerType: 'touch', isPrimary: true, bubbles: true, cancelable: true, \
           clientX: left + x * width, clientY: top + y * height })); \
         paper.setPointerCapture = () => {}; \
         send('pointerdown', 0.2, 0.5); for (let at = 0; at < 20; at += 1) send('pointermove', 0.2 + at / 40, 0.5 + \
         Math.sin(at) / 5); send('pointerup', 0.7, 0.5); return document.querySelector('[data-undo]').disabled";
    assert_eq!(chromium.eval(drawn).await, false);
    chromium.click("[data-undo]").await;
    assert_eq!(
        chromium.eval("return document.querySelector('dialog[data-signature] [data-use]').disabled").await,
        true
    );
    chromium.eval(drawn).await;
    chromium.to_next_page(chromium.click("dialog[data-signature] [data-use]")).await;
    let (width, height) = middle(&chromium, "signature").await;
    assert!(width > height && height > 20, "{width}×{height}");
    let overlapping = "return [...document.querySelectorAll('.picture')].filter(picture => { \
         const [frame, form] = ['.picture-frame', 'form'].map(part => picture.querySelector(part).getBoundingClientRect()); \
         return frame.right > form.left && frame.left < form.right && frame.bottom > form.top && frame.top < form.bottom; \
         }).length";
    assert_eq!(chromium.eval(overlapping).await, 0, "each form stands beside its picture or under it");
    let errors = chromium.console_errors().await;
    assert!(errors.is_empty(), "{errors:#?}");
}

#[tokio::test]
async fn a_photo_is_taken_and_a_signature_drawn_at_a_desk() {
    capture(crate::support::chromium::DESKTOP).await;
}

#[tokio::test]
async fn a_photo_is_taken_and_a_signature_drawn_on_a_phone() {
    capture(PHONE).await;
}

#[tokio::test]
async fn a_camera_that_is_refused_missing_or_unplugged_is_told() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let cookies = administrator(&server).await;
    let message = "return document.querySelector('[data-message]').textContent";
    for (camera, allowed, said) in [(true, false, "may not use the camera"), (false, true, "No camera was found")] {
        let chromium = Chromium::open(&server, Setup { camera, ..Setup::default() }).await;
        chromium.take_cookies_of(&cookies).await;
        chromium.allow_camera(allowed).await;
        chromium.goto(&page).await;
        chromium.click("[data-open-camera]").await;
        chromium.wait_for("dialog[data-state=failed]").await;
        let told = chromium.eval(message).await;
        assert!(told.as_str().unwrap().contains(said), "{told}");
        let hidden = "return ['retake', 'again'].map(name => document.querySelector(`[data-${name}]`).hidden)";
        assert_eq!(chromium.eval(hidden).await, serde_json::json!([true, false]), "nothing was taken");
    }
    let chromium = Chromium::open(&server, Setup { camera: true, ..Setup::default() }).await;
    chromium.take_cookies_of(&cookies).await;
    chromium.allow_camera(true).await;
    chromium.goto(&page).await;
    // Closed and opened again while the browser still asked: what was asked for first comes to nothing.
    let asks = "const devices = navigator.mediaDevices; const ask = devices.getUserMedia.bind(devices); \
                window.started = []; window.answers = []; devices.getUserMedia = async (wanted) => { \
                const stream = await ask(wanted); await new Promise((answer) => answers.push(answer)); \
                started.push(stream); return stream; }";
    chromium.eval(asks).await;
    chromium.click("[data-open-camera]").await;
    chromium.click("dialog[data-camera] [data-close]").await;
    chromium.click("[data-open-camera]").await;
    let answered = "return answers.length";
    while chromium.eval(answered).await != serde_json::json!(2) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    chromium.eval("delete navigator.mediaDevices.getUserMedia; answers.forEach((answer) => answer())").await;
    chromium.wait_for("dialog[data-state=live]").await;
    let live = "return started.map((stream) => stream.getTracks()[0].readyState)";
    assert_eq!(chromium.eval(live).await, serde_json::json!(["ended", "live"]));
    let unplug =
        "document.querySelector('[data-finder] video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))";
    chromium.eval(unplug).await;
    chromium.wait_for("dialog[data-state=failed]").await;
    assert!(chromium.eval(message).await.as_str().unwrap().contains("unplugged"));
    chromium.click("[data-again]").await;
    chromium.wait_for("dialog[data-state=live]").await;
    chromium.click("dialog[data-camera] [data-close]").await;
    assert_eq!(
        chromium.eval("return document.querySelector('[data-finder] video').srcObject").await,
        serde_json::Value::Null
    );
}
