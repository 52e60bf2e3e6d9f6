//! The API client: what it shows, tries and makes, and that its programs do what it shows.

use std::time::Duration;

use diesel::prelude::*;
use idc_admin::{
    authorization::{Privilege, Status},
    db::{DbResult, schema},
    locale::{Locale, Timezone},
};
use serde_json::{Value, json};

use crate::{
    panel::{FORM, administrator, body, manager, staffed},
    producer::snippets::{data, run},
    support::{
        browser::{Answer, Browser},
        integrator::Integrator,
        server::{PASSWORD, Server},
    },
};

use Privilege::{Access, Add, Edit, Erase};

/// The page with a call chosen.
async fn chosen(browser: &Browser, client: &Integrator, action: &str) -> Answer {
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
    asked.must_be(200).must_say("Run insert_record as kiosk?").must_say("changes real records");
    assert!(server.versions_of_records().is_empty());
    let made = asked.form("call").press("intent", "confirm").await;
    made.must_be(200).must_say("What the server sends").must_say("200 OK");
    assert_eq!(answer(&made)["data"], {
        let mut expected = answer(&tried)["data"].clone();
        for date in ["idc_insdate", "idc_moddate"] {
            expected["record"][date] = answer(&made)["data"]["record"][date].clone();
        }
        expected
    });
    assert_eq!(answer(&made)["api"]["api_queries_remaining"], json!(9));
    let again = asked.form("call").press("intent", "confirm").await;
    again.must_be(200).must_say("Repeated");
    assert_eq!(server.versions_of_records(), [1], "done once");

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
    let asked = filled().press("intent", "run").await;
    for denied in [filled().press("intent", "rehearse").await, asked.form("call").press("intent", "confirm").await] {
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
        ("intent", "confirm"),
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
    let ended: DbResult<usize> =
        server.db.write_blocking(|connection| Ok(diesel::delete(schema::sessions::table).execute(connection)?));
    ended.unwrap();
    let asked = read.form("call").set("key_value", "10001").press("intent", "run").await;
    let again = asked.must_be(401).form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    let back = again.must_be(200).form("resume").press_first().await;
    assert_eq!(back.must_be(200).form("call").value("key_value").as_deref(), Some("10001"));
    assert!(!back.has("#answer"), "nothing is made by signing in");
}

/// Texts in which shells and languages would see more.
const ODD: &str = "O'Brien \"Ö\" $HOME ${HOME} `id` \\n \\ {x} %41 <b>&amp; 日本";

#[tokio::test]
async fn each_program_that_it_shows_is_answered_as_it_says() {
    let server = staffed().await;
    let ana = administrator(&server).await;
    for (language, interpreter) in [("curl", "sh"), ("python", "python3"), ("php", "php"), ("javascript", "node")] {
        let kiosk = Integrator::new(&server, &format!("kiosk-{language}"), &Privilege::ALL);
        for action in ["insert_record", "get_record", "get_all_records", "update_record", "delete_record"] {
            let page = chosen(&ana, &kiosk, action).await;
            let mut form = page.form("call");
            if action.ends_with("_record") && action != "insert_record" {
                form = form.set("key_value", "10000");
            }
            if matches!(action, "insert_record" | "update_record") {
                let notes = format!("{ODD}\n{action}");
                form = form.set("data-idc_firstname", ODD).set("data-idc_notes", &notes);
            }
            // What would be answered now is what the program is answered next.
            let shown = form.press("intent", "rehearse").await;
            shown.must_be(200).must_say("200 OK");
            let program = code(&shown, &format!("program-{language}"));
            let output = run(interpreter, &program, &code(&shown, "environment"), &kiosk);
            let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success(), "{language} {action}: {said}{wrong}\n{program}");
            assert_eq!(data(&said), data(&answer(&shown).to_string()), "{language} {action}\n{program}");
        }
        assert!(server.versions_of_records().is_empty());
    }
}
