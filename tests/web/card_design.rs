//! The card design of a project: its logo, and two people at one form.

use std::time::Duration;

use diesel::prelude::*;
use idc_admin::{
    authorization::{PanelRole, Privilege},
    db::{DbResult, schema},
    ids::ProjectId,
};
use image::{GenericImageView, ImageFormat, Rgba, RgbaImage};
use serde_json::json;

use crate::{
    panel::{FORM, administrator, auditor, body, manager, staffed},
    support::{
        axe,
        browser::{Answer, Browser},
        chromium::{Chromium, ColorScheme, PHONE, Setup},
        images::plain,
        integrator::Integrator,
        server::Server,
    },
};

const MAGENTA: [u8; 3] = [230, 0, 200];
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

fn path_of(project: &ProjectId) -> String {
    format!("/projects/{project}/design")
}

fn source(page: &Answer, css: &str) -> String {
    let selector = scraper::Selector::parse(css).unwrap();
    page.document().select(&selector).next().unwrap_or_else(|| panic!("{page}")).attr("src").unwrap().to_owned()
}

/// How many pixels are as the logo is.
fn magenta(bytes: &[u8]) -> usize {
    let image = image::load_from_memory(bytes).unwrap();
    let is_magenta = |pixel: Rgba<u8>| pixel.0.into_iter().zip(MAGENTA).all(|(one, other)| one.abs_diff(other) < 30);
    image.pixels().filter(|(_, _, pixel)| is_magenta(*pixel)).count()
}

async fn magenta_at(browser: &Browser, address: &str) -> usize {
    let answer = browser.get_raw(address, &[]).await;
    answer.must_be(200);
    magenta(&answer.bytes)
}

fn logos(server: &Server) -> i64 {
    let count: DbResult<i64> =
        server.db.write_blocking(|connection| Ok(schema::card_logos::table.count().get_result(connection)?));
    count.unwrap()
}

/// What the newest row of the trail says.
fn newest_changes(server: &Server) -> String {
    use schema::audit::{changes, seq, table};
    let newest: DbResult<String> =
        server.db.write_blocking(|connection| Ok(table.order(seq.desc()).select(changes).first(connection)?));
    newest.unwrap()
}

#[tokio::test]
async fn half_a_barcode_is_told_and_is_none_in_the_preview() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let ana = administrator(&server).await;
    for (name, half) in [("front.code", "front-code"), ("back.code_field", "back-code_field")] {
        let form = ana.get(&path).await.form("design").set("issuer", "Zoo").set(name, "");
        let refused = form.press("intent", "save").await;
        refused.must_be(422).must_say("Choose one of the options.");
        assert!(refused.has(&format!("#{half}[aria-invalid=true][aria-describedby={half}-error]")));
        assert_eq!(refused.form("design").value("issuer").as_deref(), Some("Zoo"));
    }
    let page = ana.get(&path).await;
    let seen = source(&page, "img[data-side=front]");
    ana.get_raw(&seen.replace("front.code=qr", "front.code="), &[]).await.must_be(200);
    let form = page.form("design").set("back.code", "").untick("has_back", "1");
    form.press("intent", "save").await.must_be(200).must_say("has been saved");
}

#[tokio::test]
async fn a_logo_is_previewed_unsaved_saved_on_every_output_and_removed() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    client.insert(json!({"idc_firstname": "Ana"})).await.record();
    let path = path_of(&client.project);
    let ana = administrator(&server).await;
    let page = ana.get(&path).await;
    assert_eq!(magenta_at(&ana, &source(&page, "img[data-side=front]")).await, 0);
    let form = page.form("design").set("issuer", "Zoo");
    let seen =
        form.attach("logo_file", plain(2_000, 1_000, MAGENTA, ImageFormat::WebP)).press("intent", "preview").await;
    seen.must_be(200);
    assert_eq!(seen.form("design").value("issuer").as_deref(), Some("Zoo"));
    assert!(magenta_at(&ana, &source(&seen, "img[data-side=front]")).await > 2_000);
    let shown = ana.get_raw(&source(&seen, "img.logo"), &[]).await;
    assert_eq!(shown.header("content-type"), Some("image/png"));
    let stored = image::load_from_memory(&shown.bytes).unwrap();
    assert_eq!(stored.dimensions(), (800, 400));
    let unsaved = ana.get(&path).await;
    assert!(!unsaved.has("img.logo"), "nothing is saved yet");
    assert_eq!(magenta_at(&ana, &source(&unsaved, "img[data-side=front]")).await, 0);

    seen.form("design").press("intent", "save").await.must_say("has been saved");
    let changes = newest_changes(&server);
    assert!(changes.contains(r#"{"field":"card_design.logo","before":null,"after":null}"#), "{changes}");
    assert!(changes.len() < 500, "{changes}");
    let api = |format: &str| json!({"api_primary_key": {"idc_id_number": "10000"}, "api_badge_preview_format": format});
    for format in ["png", "jpeg", "webp", "pdf"] {
        let answer = client.call("get_badge_preview", api(format), json!({})).await;
        let data = answer.json()["data"]["badge_preview"].as_str().unwrap().to_owned();
        let bytes = base64_bytes(&data);
        let count = if format == "pdf" { magenta(&first_page(&bytes)) } else { magenta(&bytes) };
        assert!(count > 2_000, "{format}: {count}");
    }
    let record =
        client.call("get_record", json!({"api_primary_key": {"idc_id_number": "10000"}, "api_get_keys": 1}), json!({}));
    let record = record.await.record()["idc_key"].as_str().unwrap().to_owned();
    let card = format!("/projects/{}/records/{record}/card", client.project);
    assert!(magenta_at(&ana, &format!("{card}/picture?side=front")).await > 2_000);

    let form = ana.get(&path).await.form("design").tick("remove_logo", "1");
    let without = form.press("intent", "preview").await;
    assert!(!without.has("img.logo"));
    assert_eq!(magenta_at(&ana, &source(&without, "img[data-side=front]")).await, 0);
    assert!(magenta_at(&ana, &format!("{card}/picture?side=front")).await > 2_000, "not saved yet");
    without.form("design").press("intent", "save").await.must_say("has been saved");
    assert_eq!(magenta_at(&ana, &format!("{card}/picture?side=front")).await, 0);
    assert_eq!(logos(&server), 0, "a logo that is in no design is deleted");
}

fn base64_bytes(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

/// The first page of a PDF as a picture.
fn first_page(pdf: &[u8]) -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("card.pdf");
    std::fs::write(&file, pdf).unwrap();
    let page = folder.path().join("page");
    let arguments = ["-r", "300", "-png", "-singlefile", file.to_str().unwrap(), page.to_str().unwrap()];
    assert!(std::process::Command::new("pdftoppm").args(arguments).status().unwrap().success());
    std::fs::read(page.with_extension("png")).unwrap()
}

#[tokio::test]
async fn what_can_be_seen_through_in_a_logo_stays_so() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let ana = administrator(&server).await;
    let half =
        RgbaImage::from_fn(1_600, 400, |x, _| if x < 800 { Rgba([230, 0, 200, 255]) } else { Rgba([0, 0, 0, 0]) });
    let mut png = std::io::Cursor::new(Vec::new());
    half.write_to(&mut png, ImageFormat::Png).unwrap();
    let form = ana.get(&path).await.form("design").attach("logo_file", png.into_inner());
    let saved = form.press("intent", "save").await;
    saved.must_say("has been saved");
    let stored = ana.get_raw(&source(&saved, "img.logo"), &[]).await;
    let stored = image::load_from_memory(&stored.bytes).unwrap();
    assert_eq!(stored.dimensions(), (800, 200), "empty margins stay");
    assert_eq!((stored.get_pixel(100, 100).0, stored.get_pixel(700, 100).0[3]), ([230, 0, 200, 255], 0));
    let card = ana.get_raw(&source(&saved, "img[data-side=front]"), &[]).await;
    let card = image::load_from_memory(&card.bytes).unwrap();
    // In the ground of the logo there is no black.
    let ground = card.view(60, 35, 260, 85);
    let dark = ground.pixels().filter(|(_, _, pixel)| pixel.0[..3].iter().all(|it| *it < 60));
    assert_eq!(dark.count(), 0);
}

#[tokio::test]
async fn a_bad_logo_is_told_beside_the_file_and_nothing_typed_is_lost() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let ana = administrator(&server).await;
    let image = plain(40, 50, MAGENTA, ImageFormat::Jpeg);
    let large = vec![b'x'; 10 * 1024 * 1024 + 1];
    for intent in ["preview", "save"] {
        for (bytes, said) in [
            (SVG, "isn’t a JPEG, PNG or WebP image"),
            (&image[..image.len() - 9], "damaged or incomplete"),
            (&large, "larger than 10 MB"),
        ] {
            let form = ana.get(&path).await.form("design").set("issuer", "Zoo").attach("logo_file", bytes);
            let refused = form.press("intent", intent).await;
            refused.must_be(422).must_say(said);
            assert!(refused.has("#logo_file[aria-invalid=true]") && refused.has("#logo_file-error"));
            assert_eq!(refused.form("design").value("issuer").as_deref(), Some("Zoo"));
        }
    }
    let french = body(&[("language", "fr")]);
    ana.post_raw("/language", &FORM, french).await.must_be(303);
    let form = ana.get(&path).await.form("design").attach("logo_file", SVG);
    form.press("intent", "save").await.must_be(422).must_say("Ce n’est pas une image JPEG, PNG ou WebP.");
    assert_eq!(logos(&server), 0);
}

#[tokio::test]
async fn a_good_logo_stays_where_another_field_is_wrong() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let ana = administrator(&server).await;
    let form = ana.get(&path).await.form("design").set("issuer", &"x".repeat(61));
    let form = form.attach("logo_file", plain(40, 20, MAGENTA, ImageFormat::Png));
    let refused = form.press("intent", "save").await;
    refused.must_be(422);
    assert!(refused.has("#issuer-error") && !refused.has("#logo_file-error"));
    let saved = refused.form("design").set("issuer", "Zoo").press("intent", "save").await;
    saved.must_say("has been saved");
    assert!(magenta_at(&ana, &source(&saved, "img[data-side=front]")).await > 2_000);
}

#[tokio::test]
async fn only_administrators_send_a_logo_and_others_see_it() {
    let server = staffed().await;
    let project = server.project("Campus");
    let path = path_of(&project);
    let ana = administrator(&server).await;
    let form = ana.get(&path).await.form("design").attach("logo_file", plain(40, 20, MAGENTA, ImageFormat::Png));
    let saved = form.press("intent", "save").await;
    let logo = source(&saved, "img.logo");
    for reader in [manager(&server).await, auditor(&server).await] {
        let page = reader.get(&path).await;
        assert!(magenta_at(&reader, &source(&page, "img[data-side=front]")).await > 2_000);
        reader.get_raw(&logo, &[]).await.must_be(200);
        let boundary = "x";
        let multipart = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"logo_file\"; filename=\"a\"\r\n\r\nx\r\n--{boundary}--\r\n"
        );
        let headers = [("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")];
        reader.post_raw(&path, &headers, multipart).await.must_be(403);
    }
    let elsewhere = logo.replace(project.as_str(), server.project("Other").as_str());
    ana.get_raw(&elsewhere, &[]).await.must_be(404);
    assert_eq!(logos(&server), 1);
}

#[tokio::test]
async fn what_was_chosen_and_not_saved_is_kept_for_a_day() {
    let server = staffed().await;
    let project = server.project("Campus");
    let path = path_of(&project);
    let ana = administrator(&server).await;
    let choose = async || {
        let form = ana.get(&path).await.form("design").attach("logo_file", plain(40, 20, MAGENTA, ImageFormat::Png));
        form.press("intent", "preview").await
    };
    choose().await.form("design").press("intent", "save").await.must_say("has been saved");
    let old = choose().await;
    let day = 24 * 3_600 * 1_000_000 + 1;
    let aged: DbResult<usize> = server.db.write_blocking(|connection| {
        use schema::card_logos::{made_at, table};
        Ok(diesel::update(table).set(made_at.eq(made_at - day)).execute(connection)?)
    });
    assert_eq!(aged.unwrap(), 2);
    choose().await.must_be(200);
    for _ in 0..500 {
        if logos(&server) == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(logos(&server), 2, "the one in use stays, and the one just chosen");
    let refused = old.form("design").set("caption", "Staff").press("intent", "save").await;
    refused.must_be(422).must_say("chosen more than a day ago");
    assert_eq!(refused.form("design").value("caption").as_deref(), Some("Staff"));
}

#[tokio::test]
async fn with_scripts_a_logo_is_seen_as_soon_as_it_is_chosen() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let ana = administrator(&server).await;
    let chromium = Chromium::open(&server, Setup::default()).await;
    chromium.take_cookies_of(&ana).await;
    chromium.goto(&path).await;
    let choose = "const file = document.querySelector('#logo_file'); \
        const canvas = new OffscreenCanvas(60, 30); const pen = canvas.getContext('2d'); \
        pen.fillStyle = 'rgb(230 0 200)'; pen.fillRect(0, 0, 60, 30); \
        canvas.convertToBlob().then((blob) => { const chosen = new DataTransfer(); \
        chosen.items.add(new File([blob], 'logo.png')); file.files = chosen.files; \
        file.dispatchEvent(new Event('change', { bubbles: true })); done(true); })";
    chromium.eval_async(choose, json!(null)).await;
    chromium.wait_for("img.logo").await;
    chromium.wait_for("img[data-side=front][src*='logo=']").await;
    let preview = chromium.eval("return document.querySelector('img[data-side=front]').getAttribute('src')").await;
    let preview = preview.as_str().unwrap();
    let preview = &preview[preview.find("/projects").unwrap()..];
    assert!(magenta_at(&ana, preview).await > 2_000);
    assert_eq!(chromium.eval("return document.querySelector('[data-unsaved]').hidden").await, false);
    chromium.click("[name=remove_logo]").await;
    chromium.wait_for("img[data-side=front][src*='remove_logo=1']").await;
    chromium.click("[name=remove_logo]").await;
    chromium.to_next_page(chromium.click("button[value=save]")).await;
    let saved = ana.get(&path).await;
    assert!(magenta_at(&ana, &source(&saved, "img[data-side=front]")).await > 2_000);
    let errors = chromium.console_errors().await;
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Another Administrator.
async fn bea(server: &Server) -> Browser {
    server.panel_user("bea", PanelRole::Administrator, "copper meadow lantern 58");
    Browser::sign_in(server, "bea", "copper meadow lantern 58").await
}

#[tokio::test]
async fn what_two_people_change_of_a_design_is_saved_of_both() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let (ana, bea) = (administrator(&server).await, bea(&server).await);
    let (mine, theirs) = (ana.get(&path).await, bea.get(&path).await);
    let theirs = theirs.form("design").set("caption", "Visitor").set("layout", "badge").set("note", "Bring it back.");
    theirs.attach("logo_file", plain(60, 30, MAGENTA, ImageFormat::Png)).press("intent", "save").await.must_be(200);
    let saved = mine.form("design").set("issuer", "Zoo").untick("back.signature", "1").press("intent", "save").await;
    saved.must_be(200).must_say("along with changes made in the meantime").must_say("bea");
    saved.must_say("Portrait, round head").must_say("Visitor").must_say("Logo");
    let form = ana.get(&path).await.form("design");
    for (name, value) in [("issuer", "Zoo"), ("caption", "Visitor"), ("layout", "badge"), ("note", "Bring it back.")] {
        assert_eq!(form.value(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(form.value("back.signature"), None);
    assert!(ana.get(&path).await.has("img.logo"));
    let nothing = ana.get(&path).await.form("design").press("intent", "save").await;
    nothing.must_say("There were no changes to save");
}

#[tokio::test]
async fn the_same_part_of_a_design_changed_twice_is_chosen_part_by_part() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let (ana, bea) = (administrator(&server).await, bea(&server).await);
    let (mine, theirs) = (ana.get(&path).await, bea.get(&path).await);
    let theirs = theirs.form("design").set("caption", "Visitor").set("issuer", "Theirs").set("front.code", "code128");
    let theirs = theirs.set("note", "Their\nnote").attach("logo_file", plain(60, 30, [0, 90, 0], ImageFormat::Png));
    theirs.press("intent", "save").await.must_be(200);
    let mine = mine.form("design").set("caption", "Staff").set("issuer", "Mine").set("layout", "column");
    let mine = mine.set("note", "My\nnote").attach("logo_file", plain(60, 30, MAGENTA, ImageFormat::Png));
    let clash = mine.press("intent", "save").await;
    clash.must_be(409).must_say("Changed in the meantime").must_say("bea").must_say("Visitor").must_say("Staff");
    clash.must_say("Code 128 (bars): ID number");
    let form = clash.form("design");
    for (name, value) in [("caption", "Staff"), ("issuer", "Mine"), ("layout", "column"), ("front.code", "code128")] {
        assert_eq!(form.value(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(clash.select_texts("fieldset.clash legend").len(), 4);
    assert_eq!(magenta_at(&ana, &source(&clash, ".clash label:nth-of-type(1) img")).await, 0);
    assert!(magenta_at(&ana, &source(&clash, ".clash label:nth-of-type(2) img")).await > 1_000);

    let value = |name: &str, is_theirs: bool| {
        let css = format!("input[name='keep.card_design.{name}']");
        let selector = scraper::Selector::parse(&css).unwrap();
        let document = clash.document();
        let value = document.select(&selector).nth(usize::from(!is_theirs)).unwrap().attr("value").unwrap().to_owned();
        (format!("keep.card_design.{name}"), value)
    };
    let choices = [value("caption", false), value("issuer", true), value("note", true), value("logo", false)];
    let form = choices.iter().fold(form, |form, (name, value)| form.set(name, value));
    form.press("intent", "save").await.must_be(200).must_say("has been saved");
    let saved = ana.get(&path).await;
    let form = saved.form("design");
    for (name, value) in [("caption", "Staff"), ("issuer", "Theirs"), ("layout", "column"), ("note", "Their\nnote")] {
        assert_eq!(form.value(name).map(|text| text.replace("\r\n", "\n")).as_deref(), Some(value), "{name}");
    }
    assert!(magenta_at(&ana, &source(&saved, "img[data-side=front]")).await > 1_000);
    assert_eq!(logos(&server), 1);
}

#[tokio::test]
async fn a_choice_between_two_logos_stands_first_on_a_phone() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let (ana, bea) = (administrator(&server).await, bea(&server).await);
    let chromium = Chromium::open(&server, Setup { size: PHONE, ..Setup::default() }).await;
    chromium.take_cookies_of(&ana).await;
    chromium.goto(&path).await;
    let theirs = bea.get(&path).await.form("design").attach("logo_file", plain(60, 30, MAGENTA, ImageFormat::Png));
    theirs.set("caption", "Visitor").press("intent", "save").await.must_be(200);
    chromium.type_into("#caption", "Staff").await;
    chromium.to_next_page(chromium.click("button[value=save]")).await;
    assert_eq!(chromium.status().await, Some(409));
    let is_first = "const top = (css) => document.querySelector(css).getBoundingClientRect().top; \
        return top('.clashes') < top('.design-preview')";
    assert_eq!(chromium.eval(is_first).await, true);
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        chromium.color_scheme(scheme).await;
        axe::must_find_nothing(&chromium).await;
    }
}

#[tokio::test]
async fn a_back_that_one_takes_away_while_the_other_changes_it_is_a_choice() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let (ana, bea) = (administrator(&server).await, bea(&server).await);
    let (mine, theirs) = (ana.get(&path).await, bea.get(&path).await);
    theirs.form("design").set("note", "Bring it back.").press("intent", "save").await.must_be(200);
    let clash = mine.form("design").untick("has_back", "1").press("intent", "save").await;
    clash.must_be(409).must_say("Cards have a printed back").must_say("bea");
    let form = clash.form("design").set("keep.card_design.has_back", "theirs:1");
    form.press("intent", "save").await.must_be(200);
    let form = ana.get(&path).await.form("design");
    assert_eq!((form.value("has_back").as_deref(), form.value("note").as_deref()), (Some("1"), Some("Bring it back.")));

    let (mine, theirs) = (ana.get(&path).await, bea.get(&path).await);
    theirs.form("design").untick("has_back", "1").press("intent", "save").await.must_be(200);
    let clash = mine.form("design").set("note", "Keep it.").press("intent", "save").await;
    clash.must_be(409);
    let form = clash.form("design").set("keep.card_design.has_back", "mine");
    form.press("intent", "save").await.must_be(200);
    let form = ana.get(&path).await.form("design");
    assert_eq!((form.value("has_back").as_deref(), form.value("note").as_deref()), (Some("1"), Some("Keep it.")));
    assert_eq!(form.value("back.code").as_deref(), Some("code128"), "all of the back comes back");
}

#[tokio::test]
async fn a_form_says_what_it_can_have_been_served_with() {
    let server = staffed().await;
    let path = path_of(&server.project("Campus"));
    let ana = administrator(&server).await;
    let form = async || ana.get(&path).await.form("design").set("caption", "Staff");
    form().await.force("served", "{}").press("intent", "save").await.must_be(400);
    form().await.force("version", "99").press("intent", "save").await.must_be(400);
    form().await.force("served.logo", "x").press("intent", "save").await.must_be(400);
    form().await.append("keep.card_design.nothing", "theirs:x").press("intent", "save").await.must_be(400);
    form().await.append("keep.card_design.layout", "theirs:round").press("intent", "save").await.must_be(400);
    assert_eq!(ana.get(&path).await.form("design").value("caption").as_deref(), Some(""));
}
