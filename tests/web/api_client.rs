//! The API client: what it shows, tries and makes, and that its programs do what it shows.

use std::{fs, time::Duration};

use diesel::prelude::*;
use idc_admin::{
    authorization::{Privilege, Status},
    db::{DbResult, schema},
    locale::{Locale, Timezone},
};
use image::ImageFormat;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    panel::{FORM, administrator, body, manager, staffed},
    producer::snippets::{data, run_in},
    support::{
        browser::{Answer, Browser},
        chromium::{Chromium, Setup},
        images::{base64, is_near, plain, seen},
        integrator::Integrator,
        server::{PASSWORD, Server},
    },
};

use Privilege::{Access, Add, Edit, Erase};

/// The page with a call chosen.
pub async fn chosen(browser: &Browser, client: &Integrator, action: &str) -> Answer {
    let page = browser.get("/api-users").await.follow("Open API Client").await;
    let form = page.must_be(200).form("choose").set("api_user", &client.username);
    let page =
        form.set("project", &format!("Project of {}", client.username)).set("action", action).press_first().await;
    page.must_be(200);
    page
}

/// The answer on the page.
#[track_caller]
fn answer(page: &Answer) -> Value {
    let text = page.document();
    let selector = scraper::Selector::parse("#answer").unwrap();
    let text: String = text.select(&selector).next().unwrap_or_else(|| panic!("no answer on {page}")).text().collect();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The code of this id.
#[track_caller]
fn code(page: &Answer, id: &str) -> String {
    let document = page.document();
    let selector = scraper::Selector::parse(&format!("#{id}")).unwrap();
    document.select(&selector).next().unwrap_or_else(|| panic!("no {id} on {page}")).text().collect()
}

/// The rows of the log: deed, error, who ran it.
async fn logged(server: &Server, count: usize) -> Vec<(String, String, String)> {
    use schema::calls::{at, deed, error, nonce, run_by, table};
    for _ in 0..250 {
        let rows: DbResult<Vec<_>> = server.db.write_blocking(|connection| {
            Ok(table.order((at, nonce)).select((deed, error, run_by)).load(connection)?)
        });
        let rows = rows.unwrap();
        if rows.len() >= count {
            return rows;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("fewer than {count} rows")
}

#[tokio::test]
async fn a_call_is_tried_asked_about_and_made_once_as_the_api_user() {
    let server = staffed().await;
    let kiosk = Integrator::with(&server, "kiosk", &[Access, Add, Edit], |sketch| {
        sketch.language = Locale::Fr;
        sketch.timezone = Timezone::recognize("Asia/Kathmandu").unwrap();
    });
    let ana = administrator(&server).await;
    let quota = ana.get(&format!("/api-users/{}/calls", kiosk.api_user)).await;
    quota.form("quota-form").set("quota", "10").press_first().await.must_be(200);
    let page = chosen(&ana, &kiosk, "insert_record").await;
    let form = page.form("call").set("data-idc_firstname", "Ana").set("data-idc_colorcode", "3");
    let tried = form.press("intent", "rehearse").await;
    tried.must_be(200).must_say("Nothing was changed, logged or counted").must_say("200 OK").must_say("Allowed");
    assert_eq!(answer(&tried)["data"]["record"]["idc_firstname"], json!("Ana"));
    assert_eq!(answer(&tried)["data"]["idc_id_number"], json!("10000"));
    assert!(server.versions_of_records().is_empty() && server.calls().is_empty());

    let asked = tried.form("call").press("intent", "run").await;
    asked.must_be(422).must_say("Tick this box to run the call").must_say("changes real records");
    assert!(server.versions_of_records().is_empty() && !asked.has("#answer"));
    let made = asked.form("call").tick("confirmed", "1").press("intent", "run").await;
    made.must_be(200).must_say("What the server sends").must_say("200 OK");
    assert_eq!(made.form("call").value("confirmed"), None, "each run is confirmed");
    assert_eq!(answer(&made)["data"], {
        let mut expected = answer(&tried)["data"].clone();
        for date in ["idc_insdate", "idc_moddate"] {
            expected["record"][date] = answer(&made)["data"]["record"][date].clone();
        }
        expected
    });
    assert_eq!(answer(&made)["api"]["api_queries_remaining"], json!(9));
    let again = asked.form("call").tick("confirmed", "1").press("intent", "run").await;
    again.must_be(200).must_say("Repeated");
    assert_eq!(server.versions_of_records(), [1], "done once");
    let untokened = asked.form("call").tick("confirmed", "1").omit("token").press("intent", "run").await;
    untokened.must_be(400);

    let rows = logged(&server, 2).await;
    assert!(rows.iter().all(|(deed, error, run_by)| deed == "insert_record" && error.is_empty() && run_by == "ana"));
    // Counted in the database a second later at most.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let calls = ana.get(&format!("/api-users/{}/calls", kiosk.api_user)).await;
    calls.must_say("run by ana in the API client").must_say("2 of 10 calls used");
    let record = calls.select_texts(".list-calls td:nth-child(5) a").remove(0);
    calls.follow(&record).await.must_be(200).must_say("Created by kiosk (API user, run by ana in the API client)");
    let trail: DbResult<Vec<(String, String)>> = server.db.write_blocking(|connection| {
        use schema::audit::{actor_name, run_by, seq, subject_kind, table};
        let of_records = table.filter(subject_kind.eq("record")).order(seq);
        Ok(of_records.select((actor_name, run_by)).load(connection)?)
    });
    assert_eq!(trail.unwrap(), [("kiosk".to_owned(), "ana".to_owned())]);
    ana.get(&format!("/api-users/{}", kiosk.api_user)).await.must_say("Last login Never");
    // Its own people are not told who it was.
    let own = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    let page = own.get(&format!("/projects/{}/records/{record}", kiosk.project)).await;
    page.must_be(200).must_say("Création par kiosk (utilisateur d’API, appel lancé par un administrateur");
    page.must_not_say("par ana").must_not_say("127.0.0.1");
}

#[tokio::test]
async fn what_is_denied_or_wrong_is_answered_as_a_program_is() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &[Access, Add]);
    kiosk.insert(json!({})).await.record();
    let ana = administrator(&server).await;
    let page = chosen(&ana, &kiosk, "update_record").await;
    let filled = || page.form("call").set("key_value", "10000").set("data-idc_title", "Nurse");
    let run = filled().tick("confirmed", "1").press("intent", "run").await;
    for denied in [filled().press("intent", "rehearse").await, run] {
        denied.must_be(200).must_say("Denied").must_say("403 Forbidden").must_say("Edit Records isn’t granted");
        let program = kiosk.update("10000", json!({"idc_title": "Nurse"})).await;
        let [mut shown, mut real] = [answer(&denied), program.json()];
        for answer in [&mut shown, &mut real] {
            answer["api"]["api_request_date"] = Value::Null;
        }
        assert_eq!(shown, real);
        assert!(denied.has(&format!("a[href$='#tick-{}-edit']", kiosk.project)), "{denied}");
    }
    let kiosk = kiosk.granted(&server, &[Access, Edit]);
    for (field, value, status, error) in [
        ("data-idc_email", "no address", "422 Unprocessable Entity", "value_invalid"),
        ("key_value", "9", "404 Not Found", "record_not_found"),
        ("key_value", "", "400 Bad Request", "member_missing"),
    ] {
        let wrong = filled().set(field, value).press("intent", "rehearse").await;
        wrong.must_be(200).must_say("Failed").must_say(status);
        assert_eq!(answer(&wrong)["error"], json!(error));
    }
    server.move_api_user(&kiosk.api_user, Status::Inactive);
    let out = filled().press("intent", "rehearse").await;
    out.must_be(200).must_say("401 Unauthorized").must_say("The API user isn’t Active");
    assert_eq!(server.versions_of_records(), [1]);

    for (api_user, project, said) in
        [("nobody", "Project of kiosk", "No API user is called"), ("kiosk", "Nowhere", "No project is called")]
    {
        let query = body(&[("api_user", api_user), ("project", project), ("action", "get_record")]);
        let unknown = ana.get(&format!("/api-client?{query}")).await;
        unknown.must_be(422).must_say(said);
        assert!(!unknown.has("#call"));
    }
    ana.get("/api-client?action=fly").await.must_be(400);
    ana.post_raw("/api-client", &FORM, body(&[("intent", "fly")])).await.must_be(400);
    let max = manager(&server).await;
    max.get("/api-users").await.must_not_say("Open API Client");
    max.get(&format!("/projects/{}", kiosk.project)).await.must_not_say("Open API Client");
    let forged = body(&[
        ("intent", "run"),
        ("confirmed", "1"),
        ("api_user", "kiosk"),
        ("project", "Project of kiosk"),
        ("action", "insert_record"),
        ("token", "x"),
    ]);
    max.post_raw("/api-client", &FORM, forged).await.must_be(403);
}

#[tokio::test]
async fn it_opens_from_both_toolbars_and_keeps_what_was_typed() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &[Access, Add, Edit, Erase]);
    kiosk.insert(json!({"idc_firstname": "Ana"})).await.record();
    let ana = administrator(&server).await;
    let from_user = ana.get(&format!("/api-users/{}", kiosk.api_user)).await.follow("Open API Client").await;
    assert_eq!(from_user.must_be(200).form("choose").value("api_user").as_deref(), Some("kiosk"));
    let from_project = ana.get(&format!("/projects/{}", kiosk.project)).await.follow("Open API Client").await;
    assert_eq!(from_project.must_be(200).form("choose").value("project").as_deref(), Some("Project of kiosk"));
    let page = chosen(&ana, &kiosk, "get_record").await;
    let read = page.form("call").set("key_value", "10000").press("intent", "run").await;
    read.must_be(200).must_say("200 OK");
    assert_eq!(answer(&read)["data"]["record"]["idc_firstname"], json!("Ana"));
    assert_eq!(read.form("call").value("key_value").as_deref(), Some("10000"));
    let list = chosen(&ana, &kiosk, "get_all_records").await;
    assert_eq!(list.form("call").value("api-api_limit").as_deref(), Some("10"));
    let listed = list.form("call").press("intent", "run").await;
    assert_eq!(answer(&listed)["data"]["records"].as_array().unwrap().len(), 1);
    let ended = || {
        let ended: DbResult<usize> =
            server.db.write_blocking(|connection| Ok(diesel::delete(schema::sessions::table).execute(connection)?));
        ended.unwrap();
    };
    ended();
    let asked = read.form("call").set("key_value", "10001").press("intent", "run").await;
    let again = asked.must_be(401).form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    let back = again.must_be(200).form("resume").press_first().await;
    assert_eq!(back.must_be(200).form("call").value("key_value").as_deref(), Some("10001"));
    assert!(!back.has("#answer"), "nothing is made by signing in");

    let page = chosen(&ana, &kiosk, "insert_record").await;
    ended();
    let photo = plain(40, 50, TEAL, ImageFormat::Png);
    let form = page.form("call").set("data-idc_title", "Nurse").set("picture-idc_photo", "file");
    let asked = form.attach("file-idc_photo", photo).tick("confirmed", "1").press("intent", "run").await;
    let again = asked.must_be(401).form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    let back = again.must_be(200).form("resume").press_first().await;
    assert_eq!(back.must_be(200).form("call").value("data-idc_title").as_deref(), Some("Nurse"));
    assert_eq!(back.form("call").value("picture-idc_photo").as_deref(), Some("file"), "its file is asked for again");
    assert_eq!(back.form("call").value("confirmed"), None);
}

const TEAL: [u8; 3] = [0x2a, 0x7a, 0x8c];

#[tokio::test]
async fn pictures_are_sent_from_files_and_what_is_there_is_sent_empty() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let ana = administrator(&server).await;
    let page = chosen(&ana, &kiosk, "insert_record").await;
    let named = || page.form("call").set("data-idc_firstname", "Ana").set("data-idc_title", "Nurse");
    let [photo, signature] = [(40, 50, ImageFormat::Jpeg), (60, 20, ImageFormat::Png)]
        .map(|(width, height, format)| plain(width, height, TEAL, format));

    // Without the file that was named, nothing is made, and all else stays.
    let missing = named().set("picture-idc_photo", "file").tick("confirmed", "1").press("intent", "run").await;
    missing.must_be(422).must_say("Choose the file").must_not_say("Tick this box");
    assert!(missing.has("#file-idc_photo[aria-invalid=true]") && !missing.has("#answer"));
    assert_eq!(missing.form("call").value("data-idc_title").as_deref(), Some("Nurse"));
    let shown = named().set("picture-idc_photo", "file").press("intent", "show").await;
    shown.must_be(200);
    assert!(code(&shown, "environment").contains("export PRODUCER_PHOTO="));
    for (bad, said) in [(b"no image".to_vec(), "idc_photo"), (vec![b'x'; 10 * 1024 * 1024 + 1], "idc_photo")] {
        let refused = named().attach("file-idc_photo", bad).press("intent", "rehearse").await;
        refused.must_be(200).must_say("422 Unprocessable Entity");
        assert_eq!(answer(&refused)["field"], json!(said));
    }
    let too_large = named().attach("file-idc_photo", vec![b'x'; 12 * 1024 * 1024]).press("intent", "rehearse").await;
    too_large.must_be(413);
    assert!(server.versions_of_records().is_empty());

    let both = || named().attach("file-idc_photo", photo.clone()).attach("file-idc_signature", signature.clone());
    let made = both().tick("confirmed", "1").press("intent", "run").await;
    made.must_be(200).must_say("200 OK");
    assert_eq!(made.form("call").value("picture-idc_photo").as_deref(), Some("file"), "the programs send it too");
    both().tick("confirmed", "1").press("intent", "run").await.must_say("Repeated");
    assert_eq!(server.versions_of_records(), [1], "done once");
    let stored = kiosk.call("get_photo_id", json!({"api_primary_key": {"idc_id_number": "10000"}}), json!({})).await;
    let stored = stored.json()["data"]["photo_id"].as_str().unwrap().to_owned();

    // What it answers is looked at and kept.
    let page = chosen(&ana, &kiosk, "get_photo_id").await;
    let read = page.form("call").set("key_value", "10000").press("intent", "run").await;
    read.must_be(200).must_say("photo.jpeg").must_say(&format!("({} characters)", stored.len()));
    assert!(read.has(&format!(".client-file img[src='data:image/jpeg;base64,{stored}']")));
    assert_eq!(read.html.matches(&stored).count(), 1, "the page is no larger than it need be");
    let page = chosen(&ana, &kiosk, "print_card").await;
    let printed = page.form("call").set("key_value", "10000").tick("confirmed", "1").press("intent", "run").await;
    printed.must_be(200).must_say("Each program writes card.pdf too").must_say("Download card.pdf");
    assert!(printed.has("a[download='card.pdf'][href^='data:application/pdf;base64,JVBERi0']"));
    assert!(!printed.has(".client-file img"));

    let page = chosen(&ana, &kiosk, "update_record").await;
    let form = page.form("call").set("key_value", "10000").tick("empty[]", "idc_title").tick("empty[]", "idc_email");
    let form = form.set("data-idc_email", "ana@example.org").set("picture-idc_photo", "empty");
    let changed = form.tick("confirmed", "1").press("intent", "run").await;
    changed.must_be(200).must_say("200 OK");
    let record = &answer(&changed)["data"]["record"];
    assert_eq!((&record["idc_title"], &record["idc_picturedate"]), (&Value::Null, &Value::Null));
    assert_eq!(record["idc_email"], json!("ana@example.org"), "what is typed is sent");
    assert!(changed.has("[name='empty[]'][value=idc_title][checked]"));
    assert!(code(&changed, "program-python").contains("\"idc_title\": \"\""));
    let page = chosen(&ana, &kiosk, "insert_record").await;
    assert!(!page.has("[name='empty[]']"), "a new record has nothing to clear");
}

#[tokio::test]
async fn a_picture_of_an_answer_can_be_kept() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let photo = plain(40, 50, TEAL, ImageFormat::Jpeg);
    kiosk.insert(json!({"idc_photo": base64(photo)})).await.record();
    let chromium = Chromium::open(&server, Setup::default()).await;
    chromium.take_cookies_of(&administrator(&server).await).await;
    let query = [("api_user", "kiosk"), ("project", "Project of kiosk"), ("action", "get_photo_id")];
    chromium.goto(&format!("/api-client?{}", body(&query))).await;
    chromium.type_into("#key_value", "10000").await;
    chromium.to_next_page(chromium.click("#call [value=run]")).await;
    let link = "const link = document.querySelector('.client-file a'); \
         return [link.hidden, link.download, link.href === document.querySelector('.client-file img').src]";
    assert_eq!(chromium.eval(link).await, json!([false, "photo.jpeg", true]));
}

/// Texts in which shells and languages would see more.
const ODD: &str = "O'Brien \"Ö\" $HOME ${HOME} `id` \\n \\ {x} %41 <b>&amp; 日本";

/// What an integrator does one after the other, each with how the form is filled in.
const CALLS: [&str; 10] = [
    "insert_record",
    "get_record",
    "get_photo_id",
    "get_badge_preview",
    "print_card",
    "get_all_records",
    "update_record",
    // Without the photo, which the change removes.
    "get_record",
    "get_photo_id",
    "delete_record",
];

#[tokio::test]
async fn each_program_that_it_shows_is_answered_as_it_says() {
    let server = staffed().await;
    let ana = administrator(&server).await;
    let [photo, signature] = [(40, 50, ImageFormat::Jpeg), (60, 20, ImageFormat::Png)]
        .map(|(width, height, format)| plain(width, height, TEAL, format));
    for (language, interpreter) in [("curl", "sh"), ("python", "python3"), ("php", "php"), ("javascript", "node")] {
        let kiosk = Integrator::new(&server, &format!("kiosk-{language}"), &Privilege::ALL);
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("photo.jpg"), &photo).unwrap();
        fs::write(folder.path().join("signature.png"), &signature).unwrap();
        let mut has_photo = true;
        for action in CALLS {
            let page = chosen(&ana, &kiosk, action).await;
            let mut form = page.form("call");
            if !matches!(action, "insert_record" | "get_all_records") {
                form = form.set("key_value", "10000");
            }
            if matches!(action, "insert_record" | "update_record") {
                let notes = format!("{ODD}\n{action}");
                form = form.set("data-idc_firstname", ODD).set("data-idc_notes", &notes);
            }
            form = match action {
                "insert_record" => form.set("data-idc_title", "Nurse").attach("file-idc_photo", photo.clone()),
                "get_record" => form.set("api-api_photo_id", "1").set("api-api_badge_preview", "1"),
                "get_badge_preview" => form.set("api-api_badge_preview_format", "png"),
                "update_record" => {
                    let form = form.tick("empty[]", "idc_title").set("picture-idc_photo", "empty");
                    form.attach("file-idc_signature", signature.clone())
                }
                _ => form,
            };
            // What would be answered now is what the program is answered next.
            let shown = form.press("intent", "rehearse").await;
            shown.must_be(200);
            let program = code(&shown, &format!("program-{language}"));
            let output = run_in(folder.path(), interpreter, &program, &code(&shown, "environment"), &kiosk);
            let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            if action == "get_photo_id" && !has_photo {
                shown.must_say("404 Not Found");
                assert!(!output.status.success() && wrong.contains("no photo") && wrong.ends_with('\n'), "{wrong:?}");
                continue;
            }
            shown.must_say("200 OK");
            assert!(output.status.success(), "{language} {action}: {said}{wrong}\n{program}");
            assert!(action != "get_record" || said.contains("日本"), "{language}: {said}");
            assert!(!said.contains("\\/"), "{language}: {said}");
            let [expected, real] = [answer(&shown).to_string(), said.into_owned()].map(|text| {
                let mut data = data(&text);
                if let Some(photo) = data["photo_id"].as_str().map(|photo| photo[..4].to_owned()) {
                    data["photo_id"] = photo.into();
                }
                data
            });
            assert_eq!(real, expected, "{language} {action}\n{program}");
            let written = |name: &str| {
                fs::read(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}\n{program}"))
            };
            match action {
                "get_record" if !has_photo => {
                    assert!(!folder.path().join("photo.jpeg").exists(), "{language} writes a photo that isn't there");
                }
                "get_record" | "get_photo_id" => {
                    let (format, size, color) = seen(&written("photo.jpeg"));
                    assert_eq!((format, size, is_near(color, TEAL)), (ImageFormat::Jpeg, (40, 50), true));
                    fs::remove_file(folder.path().join("photo.jpeg")).unwrap();
                }
                "get_badge_preview" => assert_eq!(seen(&written("card.png")).0, ImageFormat::Png),
                "print_card" => {
                    let pdf = written("card.pdf");
                    assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
                }
                "update_record" => {
                    assert_eq!(real["record"]["idc_title"], Value::Null);
                    has_photo = false;
                }
                _ => {}
            }
        }
        assert!(server.versions_of_records().is_empty());
    }
}
