//! API users at the records of their projects in a browser: they see and may do there what the API lets them do, and each
//! page and each form is a call.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use diesel::prelude::*;
use idc_admin::{
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    calls::Origin,
    clock::Timestamp,
    db::{DbResult, schema},
    ids::{ApiUserId, ProjectId, RecordId},
    locale::{Locale, Timezone},
    records::find_project,
};
use image::ImageFormat;
use serde_json::json;

use crate::{
    panel::{FORM, administrator, body, manager, staffed},
    support::{
        browser::{Answer, Browser},
        images::plain,
        integrator::Integrator,
        server::{PASSWORD, Server},
    },
};

use Privilege::{Access, Add, Deactivate, Edit, Erase, Trash};

fn set(privileges: &[Privilege]) -> PrivilegeSet {
    privileges.iter().copied().collect()
}

/// An API user with these privileges in the project Badges, signed in.
async fn signed_in(server: &Server, role: ApiUserRole, privileges: &[Privilege]) -> (Browser, ApiUserId, ProjectId) {
    let id = server.api_user_with("kiosk", |sketch| sketch.role = role);
    let project = server.project("Badges");
    server.grant(&id, &project, set(privileges));
    (Browser::sign_in(server, "kiosk", PASSWORD).await, id, project)
}

fn page_of(project: &ProjectId, record: &RecordId) -> String {
    format!("/projects/{project}/records/{record}")
}

/// The name of the input of a field.
fn input(server: &Server, project: &ProjectId, name: &str) -> String {
    let project = server.db.write_blocking(|connection| find_project(connection, project)).unwrap().unwrap();
    format!("value-{}", project.fields.get(name).unwrap().id)
}

fn version(server: &Server, project: &ProjectId, record: &RecordId) -> String {
    let row = schema::records::table.find((project, record)).select(schema::records::version);
    let version: i64 = server.db.write_blocking(|connection| -> DbResult<_> { Ok(row.first(connection)?) }).unwrap();
    version.to_string()
}

type Logged = (Origin, String, String, String, String, String);

/// The log once it has so many rows: origin, key, deed, state of the record, broken rule, error.
async fn logged(server: &Server, count: usize) -> Vec<Logged> {
    use schema::calls::{at, broken_rule, deed, error, key_last_four, nonce, origin, record_state, table};
    for attempt in 0.. {
        let columns = (origin, key_last_four, deed, record_state, broken_rule, error);
        let rows: DbResult<Vec<Logged>> =
            server.db.write_blocking(|connection| Ok(table.order((at, nonce)).select(columns).load(connection)?));
        let rows = rows.unwrap();
        if rows.len() >= count {
            assert_eq!(rows.len(), count, "{rows:?}");
            return rows;
        }
        assert!(attempt < 250, "{rows:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    unreachable!()
}

/// What one privilege beside Access Producer lets an API user do.
struct May {
    privilege: Privilege,
    adds: bool,
    saves: bool,
    /// Where an Active record can be moved.
    moves: &'static [&'static str],
    /// Where one in Trash that was Active can be moved.
    restores: &'static [&'static str],
    erases: bool,
}

const fn nothing(privilege: Privilege) -> May {
    May { privilege, adds: false, saves: false, moves: &[], restores: &[], erases: false }
}

const TABLE: [May; 10] = [
    nothing(Access),
    May { adds: true, ..nothing(Add) },
    May { saves: true, ..nothing(Edit) },
    May { moves: &["inactive"], ..nothing(Deactivate) },
    May { moves: &["trash"], restores: &["active"], ..nothing(Trash) },
    May { erases: true, ..nothing(Erase) },
    nothing(Privilege::Photo),
    nothing(Privilege::Signature),
    nothing(Privilege::Print),
    nothing(Privilege::Preview),
];

fn controls(page: &Answer) -> (bool, bool, Vec<String>, bool) {
    let document = page.document();
    let buttons = scraper::Selector::parse("button[name=status]").unwrap();
    let mut moves: Vec<_> = document.select(&buttons).map(|button| button.attr("value").unwrap().to_owned()).collect();
    moves.sort();
    (page.has("a[href$='/records/new']"), page.has("form#setup"), moves, page.has("a[href$='/delete']"))
}

#[tokio::test]
async fn each_privilege_shows_its_controls_and_what_has_none_is_refused_when_it_is_sent() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, ApiUserRole::Operator, &[]).await;
    for may in TABLE {
        server.grant(&id, &project, set(&[Access, may.privilege]));
        let [active, trashed] = [Status::Active, Status::Trash].map(|status| server.record(&project, status));
        let list = browser.get(&format!("/projects/{project}/records")).await;
        assert_eq!(list.must_be(200).has("a[href$='/records/new']"), may.adds, "{:?}", may.privilege);
        for (record, moves) in [(&active, may.moves), (&trashed, may.restores)] {
            let page = browser.get(&page_of(&project, record)).await;
            let expected = moves.iter().map(|&to| to.to_owned()).collect();
            assert_eq!(
                controls(page.must_be(200)),
                (may.adds, may.saves, expected, may.erases),
                "{:?} at {page}",
                may.privilege
            );
        }
        let status = |is_allowed| if is_allowed { 303 } else { 403 };
        let new = format!("/projects/{project}/records/new");
        browser.get_raw(&new, &[]).await.must_be(if may.adds { 200 } else { 403 });
        browser.post_raw(&new, &FORM, body(&[])).await.must_be(status(may.adds));
        let form = [
            ("version", "1"),
            ("value-idc_check_in", "1"),
            ("served.idc_check_in", "0"),
            ("served.idc_print_queue", "0"),
        ];
        browser.post_raw(&page_of(&project, &active), &FORM, body(&form)).await.must_be(status(may.saves));
        for (status_before, moves) in [(Status::Active, may.moves), (Status::Trash, may.restores)] {
            for to in Status::ALL.into_iter().filter(|&to| to != status_before) {
                let record = server.record(&project, status_before);
                let sent = body(&[("version", &version(&server, &project, &record)), ("status", to.as_str())]);
                let moved = browser.post_raw(&format!("{}/status", page_of(&project, &record)), &FORM, sent).await;
                moved.must_be(status(moves.contains(&to.as_str())));
            }
        }
        for record in [&active, &trashed] {
            let question = format!("{}/delete", page_of(&project, record));
            browser.get_raw(&question, &[]).await.must_be(if may.erases { 200 } else { 403 });
            let sent = body(&[("version", &version(&server, &project, record))]);
            let deleted = browser.post_raw(&question, &FORM, sent).await;
            deleted.must_be(status(may.erases));
            if !may.erases {
                deleted.must_say("You don’t have the privilege for this").must_say("Erase Records isn’t granted");
            }
        }
    }
}

#[tokio::test]
async fn an_administrator_among_api_users_deletes_what_is_in_trash() {
    let server = staffed().await;
    let (browser, _, project) = signed_in(&server, ApiUserRole::Administrator, &[Access, Trash]).await;
    let record = server.record(&project, Status::Active);
    let page = browser.get(&page_of(&project, &record)).await;
    assert!(!page.has("a[href$='/delete']"), "{page}");
    browser.get(&format!("{}/delete", page_of(&project, &record))).await.must_be(409);
    let early =
        browser.post_raw(&format!("{}/delete", page_of(&project, &record)), &FORM, body(&[("version", "1")])).await;
    early.must_be(409).must_say("Move to Trash");
    let trashed = page.form("form:has([value=trash])").press("status", "trash").await;
    let question = trashed.must_be(200).follow("Delete").await;
    let stale = question.form("delete").force("version", "1").press_first().await;
    stale.must_be(409).must_say("you, in another tab");
    let list = stale.form("delete").press_first().await;
    list.must_be(200).must_say("deleted permanently").must_say("No records yet");
    browser.get(&page_of(&project, &record)).await.must_be(404);
    let rows = logged(&server, 10).await;
    let errors: Vec<_> =
        rows.iter().map(|row| (row.2.as_str(), row.3.as_str(), row.4.as_str(), row.5.as_str())).collect();
    let get = ("get_record", "active", "", "");
    assert_eq!(
        errors,
        [
            get,
            get,
            ("delete_record", "active", "erase_or_trash", "privilege_missing"),
            ("update_record", "active", "", ""),
            ("get_record", "trash", "", ""),
            ("get_record", "trash", "", ""),
            ("delete_record", "trash", "", "changed_meanwhile"),
            ("delete_record", "trash", "", ""),
            ("get_all_records", "absent", "", ""),
            ("get_record", "absent", "", "record_not_found"),
        ]
    );
}

#[tokio::test]
async fn what_it_does_stands_in_calls_as_the_browsers_and_counts_against_its_quota() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, ApiUserRole::Operator, &[Access, Add, Edit]).await;
    let ana = administrator(&server).await;
    let calls = ana.get(&format!("/api-users/{id}/calls")).await;
    calls.form("quota-form").set("quota", "7").press_first().await.must_be(200);
    let projects = browser.get("/my/projects").await;
    let list = projects.follow("Badges").await;
    list.must_be(200).must_say("No records yet");
    let new = list.follow("New Record").await;
    let first_name = input(&server, &project, "idc_firstname");
    let made = new.form("setup").set(&first_name, "Ana").press("intent", "save").await;
    made.must_be(200).must_say("Record 10000 created").must_say("Created by kiosk (API user)");
    let wrong = made.form("setup").force("value-idc_colorcode", "99").press("intent", "save").await;
    wrong.must_be(422).must_say("Choose one of the options");
    let saved = wrong.form("setup").set("value-idc_colorcode", "2").set(&first_name, "Anne").press("intent", "save");
    let saved = saved.await;
    saved.must_be(200).must_say("Record 10000 saved").must_say("First name: Ana → Anne");
    let found = saved.follow("Records").await;
    assert_eq!(found.must_be(200).select_texts("tbody th"), ["10000 Orange"]);
    let used_up = found.follow("10000").await;
    used_up.must_be(429).must_say("Your quota is used up");
    let typed = saved.form("setup").set(&first_name, "Anna").press("intent", "save").await;
    typed.must_be(429).must_say("Your quota is used up");
    assert_eq!(typed.form("setup").value(&first_name).as_deref(), Some("Anna"), "nothing typed is lost");

    let rows = logged(&server, 9).await;
    assert!(rows.iter().all(|(origin, key, ..)| *origin == Origin::Browser && key.is_empty()), "{rows:?}");
    let deeds: Vec<_> = rows.iter().map(|row| (row.2.as_str(), row.5.as_str())).collect();
    assert_eq!(
        deeds,
        [
            ("get_all_records", ""),
            ("insert_record", ""),
            ("get_record", ""),
            ("update_record", "value_invalid"),
            ("update_record", ""),
            ("get_record", ""),
            ("get_all_records", ""),
            ("get_record", "quota_exhausted"),
            ("update_record", "quota_exhausted"),
        ]
    );
    let tab = ana.get(&format!("/api-users/{id}/calls")).await;
    tab.must_be(200)
        .must_say("in the browser")
        .must_say("7 of 7 calls used this month")
        .must_say("The quota is used up");
    let record = RecordId::parse(saved.url.path().rsplit('/').next().unwrap()).unwrap();
    tab.follow(record.as_str()).await.must_be(200).must_say("First name: Ana → Anne").must_say("Changed by kiosk");
    assert_eq!(version(&server, &project, &record), "2");
}

#[tokio::test]
async fn two_at_one_record_clash_and_people_are_not_named() {
    let server = staffed().await;
    let (browser, _, project) = signed_in(&server, ApiUserRole::Operator, &[Access, Edit, Deactivate]).await;
    let record = server.record(&project, Status::Active);
    let [first_name, title] = ["idc_firstname", "idc_title"].map(|name| input(&server, &project, name));
    let mine = browser.get(&page_of(&project, &record)).await;
    let theirs = manager(&server).await.get(&page_of(&project, &record)).await;
    theirs.form("setup").set(&title, "Doctor").press("intent", "save").await.must_be(200);
    let merged = mine.form("setup").set(&first_name, "Ana").press("intent", "save").await;
    merged.must_be(200).must_say("Saved, along with changes made in the meantime").must_say("Title: empty → Doctor");
    let clash = mine.form("setup").set(&title, "Nurse").press("intent", "save").await;
    clash.must_be(409).must_say("Replace it with mine: Nurse").must_say("an administrator");
    let form = clash.form("setup").set(&format!("keep.{}", title.trim_start_matches("value-")), "theirs:Doctor");
    let kept = form.press("intent", "save").await;
    assert_eq!(kept.must_be(200).form("setup").value(&title).as_deref(), Some("Doctor"));
    let stale = mine.form("form:has([value=inactive])").press("status", "inactive").await;
    stale.must_be(409).must_say("an administrator").must_say("you, in another tab");
    let moved = stale.form("again").press_first().await;
    assert_eq!(moved.must_be(200).select_text(".status-large"), "Inactive");
    for page in [&merged, &clash, &stale, &moved] {
        page.must_not_say("max");
        assert!(!page.has("[href^='/api-users']") && !page.has(&format!("[href='/projects/{project}']")), "{page}");
    }
    assert!(manager(&server).await.get(&page_of(&project, &record)).await.has("a[href^='/api-users/']"));
}

#[tokio::test]
async fn pictures_are_part_of_their_page_and_calls_of_their_own_without_it() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let photo = BASE64_STANDARD.encode(plain(40, 50, [200, 40, 40], ImageFormat::Jpeg));
    kiosk.insert(json!({"idc_photo": photo})).await.record();
    let record = server.db.write_blocking(|connection| -> DbResult<RecordId> {
        Ok(schema::records::table.select(schema::records::id).first(connection)?)
    });
    let page = page_of(&kiosk.project, &record.unwrap());
    let browser = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    for path in ["photo", "card/picture"] {
        browser.get_raw(&format!("{page}/{path}"), &[]).await.must_be(200);
    }
    let rows = logged(&server, 3).await;
    let deeds: Vec<&str> = rows.iter().map(|row| row.2.as_str()).collect();
    assert_eq!(deeds, ["insert_record", "get_photo_id", "get_badge_preview"]);
    browser.get(&page).await.must_be(200);
    for path in ["photo", "card/picture"] {
        browser.get_raw(&format!("{page}/{path}"), &[]).await.must_be(200);
    }
    assert_eq!(logged(&server, 4).await[3].2, "get_record");
}

#[tokio::test]
async fn a_project_out_of_reach_is_as_if_it_did_not_exist() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, ApiUserRole::Operator, &Privilege::ALL).await;
    let record = server.record(&project, Status::Active);
    let (foreign, locked) = (server.project("Foreign"), server.project("Locked"));
    let [theirs, hidden] = [&foreign, &locked].map(|project| server.record(project, Status::Active));
    server.grant(&id, &locked, set(&[Add, Edit, Erase]));
    server.move_project(&project, Status::Inactive);
    let nowhere = ProjectId::new();
    let nobody = RecordId::new();
    for (project, record) in [(&project, &record), (&foreign, &theirs), (&locked, &hidden), (&nowhere, &nobody)] {
        let record = page_of(project, record);
        let records = format!("/projects/{project}/records");
        for path in [&records, &format!("{records}/new"), &record, &format!("{record}/delete")] {
            browser.get(path).await.must_be(404).must_not_say("Foreign").must_not_say("Locked");
        }
        let form =
            [("version", "1"), ("served.idc_check_in", "0"), ("served.idc_print_queue", "0"), ("status", "trash")];
        for path in [&format!("{records}/new"), &record, &format!("{record}/status"), &format!("{record}/delete")] {
            let form = if path.ends_with("/new") { &[][..] } else { &form };
            browser.post_raw(path, &FORM, body(form)).await.must_be(404);
        }
        browser.get(&format!("/projects/{project}")).await.must_be(403);
    }
    assert!(server.versions_of_records().iter().all(|&version| version == 1));
    server.move_project(&project, Status::Active);
    browser.get(&page_of(&project, &theirs)).await.must_be(404);
    browser.get(&page_of(&project, &record)).await.must_be(200);
}

#[tokio::test]
async fn it_searches_filters_and_pages_in_its_language_and_timezone() {
    let server = staffed().await;
    let kiosk = Integrator::with(&server, "kiosk", &[Access, Add], |sketch| {
        sketch.language = Locale::Fr;
        sketch.timezone = Timezone::recognize("Asia/Kathmandu").unwrap();
    });
    for number in 0..15 {
        let name = if number == 3 { "Rivière" } else { "Ana" };
        kiosk.insert(json!({"idc_lastname": name})).await.record();
    }
    server.record(&kiosk.project, Status::Trash);
    let browser = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    let list = browser.get(&format!("/projects/{}/records", kiosk.project)).await;
    list.must_be(200).must_say("1–12 sur 16 fiches");
    assert!(list.has("html[lang=fr]"));
    assert_eq!(list.follow("Suivante").await.must_be(200).select_texts("tbody th").len(), 4);
    let found = list.form("filters").set("q", "riviere").press_first().await;
    assert_eq!(found.must_be(200).select_texts("tbody th"), ["10003"]);
    list.form("filters").set("q", "a\u{0}").press_first().await.must_be(422);
    let trash = browser.get(&format!("/projects/{}/records?status=trash", kiosk.project)).await;
    assert_eq!(trash.select_texts("tbody th"), ["10015"]);
    let page = found.follow("10003").await;
    page.must_be(200).must_say("Création").must_say("kiosk");
    let inserted_at = Timestamp::from_micros(1_769_151_235_000_000);
    let moved: DbResult<usize> = server.db.write_blocking(|connection| {
        use schema::records::{inserted_at as column, table};
        Ok(diesel::update(table).set(column.eq(inserted_at)).execute(connection)?)
    });
    assert_eq!(moved.unwrap(), 16);
    let page = browser.get(page.url.path()).await;
    // 06:53:55 in UTC.
    page.must_be(200).must_say("12:38");
}

#[tokio::test]
async fn what_was_typed_into_a_record_survives_the_end_of_its_session() {
    let server = staffed().await;
    let (browser, _, project) = signed_in(&server, ApiUserRole::Operator, &[Access, Edit]).await;
    let record = server.record(&project, Status::Active);
    let page = browser.get(&page_of(&project, &record)).await;
    let ended: DbResult<usize> =
        server.db.write_blocking(|connection| Ok(diesel::delete(schema::sessions::table).execute(connection)?));
    ended.unwrap();
    let first_name = input(&server, &project, "idc_firstname");
    let asked = page.form("setup").set(&first_name, "Anne").press("intent", "save").await;
    let again =
        asked.must_be(401).form("sign-in").set("username", "kiosk").set("password", PASSWORD).press_first().await;
    let back = again.must_be(200).form("resume").press_first().await;
    assert_eq!(back.must_be(200).form("setup").value(&first_name).as_deref(), Some("Anne"));
    back.form("setup").press("intent", "save").await.must_be(200).must_say("saved");
    let browser = Browser::new(&server);
    let asked = browser.get(&page_of(&project, &record)).await;
    let there = asked.form("sign-in").set("username", "kiosk").set("password", PASSWORD).press_first().await;
    assert_eq!(there.must_be(200).url.path(), page_of(&project, &record));
}

#[tokio::test]
async fn privileges_that_are_taken_away_count_with_the_next_click() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, ApiUserRole::Operator, &[Access, Add, Edit, Erase]).await;
    let record = server.record(&project, Status::Active);
    let page = browser.get(&page_of(&project, &record)).await;
    let question = page.follow("Delete").await;
    server.grant(&id, &project, set(&[Access]));
    let refused = page.form("setup").tick("value-idc_check_in", "1").press("intent", "save").await;
    refused.must_be(403).must_say("Edit Records isn’t granted");
    question.form("delete").press_first().await.must_be(403);
    server.grant(&id, &project, set(&[Edit]));
    page.form("setup").tick("value-idc_check_in", "1").press("intent", "save").await.must_be(404);
    assert_eq!(version(&server, &project, &record), "1");
    server.move_api_user(&id, Status::Inactive);
    let out = page.form("setup").tick("value-idc_check_in", "1").press("intent", "save").await;
    out.must_be(401);
    assert_eq!(version(&server, &project, &record), "1");
}

#[tokio::test]
async fn a_record_that_was_deleted_meanwhile_leaves_what_was_typed() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, ApiUserRole::Operator, &[Access, Add, Edit, Erase]).await;
    let first_name = input(&server, &project, "idc_firstname");
    for (privileges, may_add) in [(&[Access, Add, Edit, Erase][..], true), (&[Access, Edit, Erase], false)] {
        server.grant(&id, &project, set(privileges));
        let record = server.record(&project, Status::Active);
        let page = browser.get(&page_of(&project, &record)).await;
        page.follow("Delete").await.form("delete").press_first().await.must_be(200);
        let gone = page.form("setup").set(&first_name, "Anne").press("intent", "save").await;
        gone.must_be(404).must_say("This record was deleted").must_say("only what you typed yourself");
        assert_eq!(gone.has("form#setup"), may_add);
        if may_add {
            assert_eq!(gone.form("setup").value(&first_name).as_deref(), Some("Anne"));
            gone.form("setup").press("intent", "save").await.must_be(200).must_say("created");
        } else {
            gone.must_say("Anne");
        }
    }
}
