//! API User Setup: making, changing, moving and deleting an API user, and its privileges.

use diesel::prelude::*;
use idc_admin::{
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    db::{DbConnection, DbResult, schema},
    ids::ApiUserId,
    ids::ProjectId,
    security::SecretKey,
};

use crate::{
    panel::{FORM, administrator, auditor, body, manager, staffed},
    support::{
        browser::{Answer, Browser},
        server::{PASSWORD, Server},
    },
};

const OTHER: &str = "marble canyon teapot 93";

fn read<T>(server: &Server, query: impl Fn(&mut DbConnection) -> DbResult<T>) -> T {
    server.db.write_blocking(query).unwrap()
}

fn bits(server: &Server, user: &ApiUserId, project: &ProjectId) -> i32 {
    let row: Option<i32> = read(server, |connection| {
        let row = schema::privileges::table.find((user, project)).select(schema::privileges::bits);
        Ok(row.first(connection).optional()?)
    });
    row.unwrap_or(0)
}

/// The last row of the audit trail: action, name and changes.
fn last_deed(server: &Server) -> (String, String, String) {
    read(server, |connection| {
        use schema::audit::{action, changes, seq, subject_name, table};
        Ok(table.order(seq.desc()).select((action, subject_name, changes)).first(connection)?)
    })
}

/// The kept counters say what counting says.
pub fn counters_must_agree(server: &Server) {
    for status in Status::ALL {
        for role in ApiUserRole::ALL {
            let (kept, counted): (i64, i64) = read(server, |connection| {
                use schema::{api_user_counts, api_users};
                let kept = api_user_counts::table.find((status, role)).select(api_user_counts::total);
                let counted = api_users::table.filter(api_users::status.eq(status).and(api_users::role.eq(role)));
                Ok((kept.first(connection)?, counted.count().get_result(connection)?))
            });
            assert_eq!(kept, counted, "{status:?} {role:?}");
        }
    }
}

async fn open(browser: &Browser, id: &ApiUserId) -> Answer {
    let page = browser.get(&format!("/api-users/{id}")).await;
    page.must_be(200);
    page
}

async fn press_move(page: &Answer, to: &str) -> Answer {
    page.form(&format!("form:has([name=status][value={to}])")).press("status", to).await
}

#[tokio::test]
async fn a_new_api_user_is_active_and_its_key_is_shown_once() {
    let server = staffed().await;
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let page = browser.get("/api-users").await.follow("New API User").await;
    page.must_be(200).must_say("New API User").must_say("Not saved yet");
    let form = page.form("setup").set("username", "badge-kiosk-01").set("role", "administrator");
    let form = form.set("organization", "Acme").set("language", "fr").set("timezone", "Europe/Paris");
    let form = form.set("private_note", "by the door").tick(&format!("tick.{project}[]"), "access");
    let created = form.set("new_password", PASSWORD).set("new_password_again", PASSWORD).press("intent", "save").await;
    assert_eq!(created.must_be(201).header("cache-control"), Some("no-store, no-transform"));
    let shown = created
        .document()
        .select(&scraper::Selector::parse("#secret").unwrap())
        .next()
        .unwrap()
        .attr("value")
        .unwrap()
        .to_owned();
    let key = SecretKey::parse(&shown).expect("a key with its checksum");
    assert!(shown.starts_with("idcu_"));
    let (action, name, changes) = last_deed(&server);
    assert_eq!((action.as_str(), name.as_str()), ("created", "badge-kiosk-01"));
    assert!(changes.contains("private_note") && !changes.contains("by the door") && !changes.contains(PASSWORD));
    let setup = created.follow("Open badge-kiosk-01").await;
    setup.must_be(200).must_say("Active").must_say(&format!("Key ends in {}", key.last_four()));
    assert!(!setup.html.contains(&shown), "never again");
    let form = setup.form("setup");
    for (field, value) in [
        ("username", "badge-kiosk-01"),
        ("role", "administrator"),
        ("organization", "Acme"),
        ("language", "fr"),
        ("timezone", "Europe/Paris"),
        ("private_note", "by the door"),
    ] {
        assert_eq!(form.value(field).as_deref(), Some(value), "{field}");
    }
    let id: ApiUserId =
        read(&server, |connection| Ok(schema::api_users::table.select(schema::api_users::id).first(connection)?));
    assert_eq!(bits(&server, &id, &project), 1);
    counters_must_agree(&server);
}

#[tokio::test]
async fn without_scripts_generate_fills_in_a_password_that_can_be_saved() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let form = browser.get("/api-users/new").await.form("setup").set("username", "kiosk").set("organization", "Acme");
    let generated = form.press("intent", "generate").await;
    assert_eq!(generated.must_be(200).header("cache-control"), Some("no-store, no-transform"));
    let form = generated.form("setup");
    assert_eq!(form.value("username").as_deref(), Some("kiosk"));
    assert_eq!(form.value("organization").as_deref(), Some("Acme"));
    assert_eq!(form.value("new_password").map(|password| password.len()), Some(24));
    assert_eq!(form.value("new_password"), form.value("new_password_again"));
    form.press("intent", "save").await.must_be(201);
}

#[tokio::test]
async fn a_new_one_needs_a_name_and_a_password() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let refused = browser.get("/api-users/new").await.form("setup").press("intent", "save").await;
    refused.must_be(422).must_say("There are 2 problems");
    let weak = refused.form("setup").set("username", "kiosk").set("new_password", "aaaaaaaaaaaaaaaaaaaa");
    let weak = weak.set("new_password_again", "aaaaaaaaaaaaaaaaaaaa").press("intent", "save").await;
    weak.must_be(422).must_say("too easy to guess").must_say("The password you typed was");
}

#[tokio::test]
async fn a_save_changes_what_was_changed_and_leaves_its_trace() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.private_note = "kept".to_owned());
    let browser = administrator(&server).await;
    let same = open(&browser, &id).await.form("setup").press("intent", "save").await;
    same.must_be(200).must_say("There were no changes to save");
    let form = open(&browser, &id).await.form("setup").set("username", "Kiosk").set("organization", "Zoo");
    let saved = form.set("timezone", "Asia/Kathmandu").press("intent", "save").await;
    saved.must_be(200).must_say("Kiosk saved");
    let (action, name, changes) = last_deed(&server);
    assert_eq!((action.as_str(), name.as_str()), ("changed", "Kiosk"));
    let expected = r#"[{"field":"username","before":"kiosk","after":"Kiosk"},{"field":"organization","before":"","after":"Zoo"},{"field":"timezone","before":"UTC","after":"Asia/Kathmandu"}]"#;
    assert_eq!(changes, expected);
    assert_eq!(saved.form("setup").value("version").as_deref(), Some("2"));
    // Its old name is free, and suggestions know the organization.
    server.api_user("kiosk-2");
    let renamed = saved.form("setup").set("username", "other").press("intent", "save").await;
    renamed.must_be(200);
    server.api_user("KIOSK");
    assert!(browser.get("/api-users/new").await.has("datalist option[value=Zoo]"));
    counters_must_agree(&server);
}

#[tokio::test]
async fn every_status_may_follow_every_other_and_only_trash_can_be_deleted() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let labels = |page: &Answer| page.select_texts(".toolbar button[name=status]");
    let mut page = open(&browser, &id).await;
    for (to, word, moves) in [
        ("inactive", "Inactive", ["Move to Active", "Move to Trash"]),
        ("trash", "Trash", ["Move to Active", "Move to Inactive"]),
        ("active", "Active", ["Move to Inactive", "Move to Trash"]),
        ("trash", "Trash", ["Move to Active", "Move to Inactive"]),
        ("inactive", "Inactive", ["Move to Active", "Move to Trash"]),
        ("active", "Active", ["Move to Inactive", "Move to Trash"]),
    ] {
        page = press_move(&page, to).await;
        page.must_be(200).must_say(&format!("kiosk moved to {word}"));
        assert_eq!(page.select_text(".status-large"), word);
        assert_eq!(labels(&page), moves);
        assert_eq!(page.has("a[href$='/delete']"), to == "trash");
        counters_must_agree(&server);
        assert_eq!(last_deed(&server).0, "moved");
    }
    browser.get(&format!("/api-users/{id}/delete")).await.must_be(409);
}

#[tokio::test]
async fn deleting_tells_what_goes_and_frees_the_name() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    server.grant(&id, &project, PrivilegeSet::ALL);
    let browser = administrator(&server).await;
    let trashed = press_move(&open(&browser, &id).await, "trash").await;
    assert!(!manager(&server).await.get(&format!("/api-users/{id}")).await.has("a[href$='/delete']"));
    let page = trashed.follow("Delete").await;
    page.must_be(200).must_say("Its privileges in one project").must_say("Delete kiosk");
    // Somebody takes it out of Trash meanwhile.
    let back = press_move(&open(&browser, &id).await, "active").await;
    page.form("delete").press_first().await.must_be(409);
    press_move(&back, "trash").await;
    // It is there again, but not as it was when the question was asked.
    let again = page.form("delete").press_first().await;
    again.must_be(409).must_say("Changed since you opened the page").must_say("you, in another tab");
    let list = again.form("delete").press_first().await;
    list.must_be(200).must_say("deleted permanently");
    // No list was seen before.
    assert_eq!(list.path(), "/api-users");
    browser.get(&format!("/api-users/{id}")).await.must_be(404);
    let left: i64 = read(&server, |connection| {
        let keys: i64 = schema::secret_keys::table
            .filter(schema::secret_keys::owner_id.eq(id.as_str()))
            .count()
            .get_result(connection)?;
        let rows: i64 = schema::privileges::table.count().get_result(connection)?;
        Ok(keys + rows)
    });
    assert_eq!(left, 0);
    let (deed, name, changes) = last_deed(&server);
    assert_eq!((deed.as_str(), name.as_str()), ("deleted", "kiosk"));
    // The trail tells what went, secrets aside.
    for told in ["\"before\":\"kiosk\"", "\"role\"", "\"key\"", "\"privileges."] {
        assert!(changes.contains(told), "{told} is not in {changes}");
    }
    assert!(!changes.contains("argon2"), "{changes}");
    counters_must_agree(&server);
    server.api_user("kiosk");
}

#[tokio::test]
async fn the_password_changes_with_the_current_one_only_and_guessing_it_is_slowed() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = manager(&server).await;
    let form = || async {
        open(&browser, &id).await.form("setup").set("new_password", OTHER).set("new_password_again", OTHER)
    };
    form().await.press("intent", "save").await.must_be(422).must_say("Enter the current password");
    let mut answer = form().await.set("current_password", "wrong").press("intent", "save").await;
    answer.must_be(422).must_say("This is not the current password");
    while answer.status == 422 {
        answer = form().await.set("current_password", "wrong").press("intent", "save").await;
    }
    answer.must_be(429).must_say("Incorrect password");
    let wait = answer.header("retry-after").unwrap().parse().unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(wait)).await;
    form().await.set("current_password", PASSWORD).press("intent", "save").await.must_be(200).must_say("saved");
    assert_eq!(last_deed(&server).2, r#"[{"field":"password","before":null,"after":null}]"#);
}

#[tokio::test]
async fn a_lost_password_is_reset_by_an_administrator_who_proves_themselves() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let page = open(&browser, &id).await.follow("Reset a lost password").await;
    page.form("reset").press_first().await.must_be(422);
    let wrong = page.form("reset").set("own_password", "wrong").press_first().await;
    wrong.must_be(422).must_say("This is not your password");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let done = page.form("reset").set("own_password", PASSWORD).press_first().await;
    assert_eq!(done.must_be(201).header("cache-control"), Some("no-store, no-transform"));
    done.must_say("The password for kiosk was reset").must_say("Back to the list");
    let shown = done
        .document()
        .select(&scraper::Selector::parse("#password").unwrap())
        .next()
        .unwrap()
        .attr("value")
        .unwrap()
        .to_owned();
    let form = open(&browser, &id).await.form("setup").set("current_password", &shown);
    form.set("new_password", OTHER)
        .set("new_password_again", OTHER)
        .press("intent", "save")
        .await
        .must_be(200)
        .must_say("saved");
    assert!(!manager(&server).await.get(&format!("/api-users/{id}")).await.text().contains("Reset a lost password"));
}

#[tokio::test]
async fn privileges_of_projects_that_are_not_on_the_page_are_not_touched() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let projects: Vec<_> = (0..120).map(|number| server.project(&format!("Project {number:03}"))).collect();
    let trashed = server.project_of("Project 999", Status::Trash);
    for project in projects.iter().chain([&trashed]) {
        server.grant(&id, project, [Privilege::Access].into_iter().collect());
    }
    let browser = manager(&server).await;
    let first = open(&browser, &id).await;
    assert_eq!(first.select_texts("tr[data-project]").len(), 50);
    let form = first.form("setup").set("organization", "Typed").tick(&format!("tick.{}[]", projects[0]), "add");
    let third = form.press("intent", "page:2").await.form("setup").press("intent", "page:3").await;
    third.must_be(200).must_say("101–120 of 120").must_say("one project that isn’t shown");
    let form = third.form("setup").untick(&format!("tick.{}[]", projects[119]), "access");
    let back = form.press("intent", "page:2").await;
    back.must_say("2 projects that aren’t shown");
    let saved = back.form("setup").press("intent", "save").await;
    saved.must_be(200).must_say("saved");
    assert_eq!(saved.form("setup").value("organization").as_deref(), Some("Typed"));
    assert_eq!(bits(&server, &id, &projects[0]), 3);
    assert_eq!(bits(&server, &id, &projects[119]), 0);
    for project in projects[1..119].iter().chain([&trashed]) {
        assert_eq!(bits(&server, &id, project), 1);
    }
}

#[tokio::test]
async fn projects_are_filtered_by_name_and_those_in_trash_stand_under_their_filter_only() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.project("Campus Badges");
    let visitors = server.project("Visitor Passes");
    let old = server.project_of("Old Badges", Status::Trash);
    server.grant(&id, &old, PrivilegeSet::ALL);
    let browser = administrator(&server).await;
    let page = open(&browser, &id).await;
    let rows = |page: &Answer| page.select_texts("tr[data-project] .matrix-name");
    assert_eq!(rows(&page), ["Campus Badges", "Visitor Passes"]);
    // Enter in the field of the filter looks for projects and saves nothing.
    let form = page.form("setup").tick(&format!("tick.{visitors}[]"), "print").set("username", "typed");
    let found = form.set("projects", "CAMPUS").press("intent", "default").await;
    found.must_be(200);
    assert_eq!(rows(&found), ["Campus Badges"]);
    assert_eq!(found.form("setup").value("username").as_deref(), Some("typed"));
    assert_eq!(bits(&server, &id, &visitors), 0);
    let trash = found.form("setup").set("projects", "").set("projects_scope", "trash").press("intent", "filter").await;
    assert_eq!(rows(&trash), ["Old Badges"]);
    // Enter elsewhere saves.
    let saved = trash.form("setup").press_first().await;
    saved.must_be(200).must_say("saved");
    assert_eq!((bits(&server, &id, &visitors), bits(&server, &id, &old)), (256, 1023));
    let none = saved.form("setup").set("projects", "zzz").press("intent", "filter").await;
    none.must_be(200).must_say("No projects match");
}

#[tokio::test]
async fn toggles_work_without_scripts_have_a_way_back_and_save_nothing_by_themselves() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let (a, b) = (server.project("A"), server.project("B"));
    let browser = administrator(&server).await;
    let held = |page: &Answer| page.select_texts("[data-held]");
    let pressed = |page: &Answer, toggle: &str| {
        let button = scraper::Selector::parse(&format!("[value='{toggle}']")).unwrap();
        page.document().select(&button).next().unwrap().attr("aria-pressed").unwrap().to_owned()
    };
    let page = open(&browser, &id).await.form("setup").press("intent", &format!("toggle:row:{a}")).await;
    assert_eq!(held(&page), ["10 of 10", "0 of 10"]);
    assert_eq!(pressed(&page, "toggle:column:print"), "mixed");
    // All, what stood before, none, and what stood before again.
    let mut page = page;
    for (print_in_both, held_then) in [
        ("true", ["10 of 10", "1 of 10"]),
        ("mixed", ["10 of 10", "0 of 10"]),
        ("false", ["9 of 10", "0 of 10"]),
        ("mixed", ["10 of 10", "0 of 10"]),
        ("true", ["10 of 10", "1 of 10"]),
    ] {
        page = page.form("setup").press("intent", "toggle:column:print").await;
        assert_eq!(
            (pressed(&page, "toggle:column:print").as_str(), held(&page)),
            (print_in_both, held_then.map(str::to_owned).to_vec())
        );
    }
    page.must_say("No effect without Access Producer").must_say("11 changes in 2 projects");
    // What was ticked by hand in between is not taken back.
    let by_hand = page.form("setup").tick(&format!("tick.{b}[]"), "add").press("intent", "toggle:column:print").await;
    assert_eq!(held(&by_hand), ["9 of 10", "1 of 10"]);
    let page = by_hand.form("setup").press("intent", "toggle:all").await;
    assert_eq!(held(&page), ["10 of 10", "10 of 10"]);
    assert_eq!((bits(&server, &id, &a), bits(&server, &id, &b)), (0, 0));
    page.form("setup").press("intent", "save").await.must_be(200).must_say("saved");
    assert_eq!((bits(&server, &id, &a), bits(&server, &id, &b)), (1023, 1023));
    let changes = last_deed(&server).2;
    assert!(changes.contains(&format!("privileges.{b}")) && changes.contains("access add edit"), "{changes}");
}

#[tokio::test]
async fn a_privilege_is_given_and_taken_in_all_projects_that_match_as_one_instruction() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let campus: Vec<_> = (0..60).map(|number| server.project(&format!("Campus {number:02}"))).collect();
    let (other, trashed) = (server.project("Other"), server.project_of("Campus old", Status::Trash));
    server.grant(&id, &campus[59], [Privilege::Access, Privilege::Print].into_iter().collect());
    let browser = administrator(&server).await;
    let found = open(&browser, &id).await.form("setup").set("projects", "campus").press("intent", "filter").await;
    found.must_say("In all 60 projects that match");
    let form = found.form("setup").set("everywhere", "print");
    let told = form.press("intent", "everywhere:tick").await;
    told.must_say("Save User will grant Print Card, with Access Producer, in 60 projects");
    told.must_say("118 changes in 59 projects");
    assert!(told.html.matches("name=\"diff.").count() == 0, "it travels as one field");
    // A project of another page that is cleared by hand is an exception, whichever page is shown.
    let second = told.form("setup").press("intent", "page:2").await;
    assert_eq!(second.select_texts("[data-held]"), ["2 of 10"; 10].map(str::to_owned));
    let form = second.form("setup").untick(&format!("tick.{}[]", campus[58]), "access");
    let first = form.untick(&format!("tick.{}[]", campus[58]), "print").press("intent", "page:1").await;
    first.must_say("116 changes in 58 projects");
    let form = first.form("setup").untick(&format!("tick.{}[]", campus[0]), "print");
    assert_eq!(bits(&server, &id, &campus[1]), 0);
    form.press("intent", "save").await.must_be(200).must_say("saved");
    assert_eq!((bits(&server, &id, &campus[0]), bits(&server, &id, &campus[58])), (1, 0));
    for project in campus[1..58].iter().chain([&campus[59]]) {
        assert_eq!(bits(&server, &id, project), 257);
    }
    assert_eq!((bits(&server, &id, &other), bits(&server, &id, &trashed)), (0, 0));
    // Taken away again; taken back before it is saved, it changes nothing, in the projects that are shown neither.
    let page =
        open(&browser, &id).await.form("setup").set("everywhere", "print").press("intent", "everywhere:clear").await;
    page.must_say("Save User will remove Print Card from 61 projects");
    let back = page.form("setup").press("intent", "take-back:0").await;
    back.must_not_say("Save User will remove").must_not_say("changes in");
    back.form("setup").press("intent", "save").await.must_be(200).must_say("There were no changes to save");
    assert_eq!((bits(&server, &id, &campus[1]), bits(&server, &id, &campus[59])), (257, 257));
    page.form("setup").press("intent", "save").await.must_be(200).must_say("saved");
    assert_eq!((bits(&server, &id, &campus[1]), bits(&server, &id, &campus[59])), (1, 1));
}

#[tokio::test]
async fn a_change_in_all_projects_does_not_undo_what_others_did_meanwhile() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let projects: Vec<_> = (0..60).map(|number| server.project(&format!("Project {number:02}"))).collect();
    let printing = [Privilege::Access, Privilege::Print].into_iter().collect();
    for project in &projects {
        server.grant(&id, project, printing);
    }
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let erase = |page: &Answer| page.form("setup").set("everywhere", "erase").set("timezone", "Asia/Tokyo");
    let mine = erase(&open(&ana, &id).await).press("intent", "everywhere:tick").await;
    // Access Producer goes with Print in one project of the page and in one of the next; the timezone is another too.
    let theirs =
        max.get(&format!("/api-users/{id}?projects_page=2")).await.form("setup").set("timezone", "Europe/Paris");
    let theirs = theirs.untick(&format!("tick.{}[]", projects[55]), "access");
    let theirs = theirs.untick(&format!("tick.{}[]", projects[55]), "print").press("intent", "page:1").await;
    let theirs = theirs.form("setup").untick(&format!("tick.{}[]", projects[5]), "access");
    let theirs = theirs.untick(&format!("tick.{}[]", projects[5]), "print");
    theirs.press("intent", "save").await.must_be(200).must_say("saved");
    let clash = mine.form("setup").press("intent", "save").await;
    clash.must_be(409).must_say("Europe/Paris");
    let saved = clash.form("setup").set("keep.timezone", "mine").press("intent", "save").await;
    saved.must_be(200).must_say("saved");
    assert_eq!((bits(&server, &id, &projects[54]), bits(&server, &id, &projects[4])), (289, 289));
    // What was shown as ticked was ticked by its person; the other was never shown.
    assert_eq!(bits(&server, &id, &projects[55]), 0);
}

#[tokio::test]
async fn one_change_in_all_projects_takes_the_place_of_another_and_leaves_nothing_of_it() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let projects: Vec<_> = (0..60).map(|number| server.project(&format!("Project {number:02}"))).collect();
    let browser = administrator(&server).await;
    let page =
        open(&browser, &id).await.form("setup").set("everywhere", "print").press("intent", "everywhere:tick").await;
    page.must_say("120 changes in 60 projects");
    let page = page.form("setup").set("everywhere", "print").press("intent", "everywhere:clear").await;
    page.must_not_say("changes in");
    page.form("setup").press("intent", "save").await.must_be(200).must_say("no changes to save");
    assert_eq!((bits(&server, &id, &projects[0]), bits(&server, &id, &projects[55])), (0, 0));
    // No more than a form may hold are offered.
    let mut page = open(&browser, &id).await;
    for number in 0..20 {
        let form =
            page.form("setup").set("projects", &format!("Project {}", number % 6)).press("intent", "filter").await;
        let privilege = if number < 6 {
            "print"
        } else if number < 12 {
            "add"
        } else if number < 18 {
            "edit"
        } else {
            "erase"
        };
        if !form.has("[name=everywhere]") {
            page = form;
            break;
        }
        page = form.form("setup").set("everywhere", privilege).press("intent", "everywhere:tick").await;
    }
    page.form("setup").press("intent", "save").await.must_be(200);
}

#[tokio::test]
async fn a_new_api_user_has_no_projects_with_privileges() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.status = Status::Trash);
    let projects: Vec<_> = (0..3).map(|number| server.project(&format!("Project {number}"))).collect();
    server.grant(&id, &projects[0], [Privilege::Access, Privilege::Print].into_iter().collect());
    let browser = administrator(&server).await;
    let page = open(&browser, &id).await;
    browser.get(&format!("/api-users/{id}/delete")).await.form("delete").press_first().await.must_be(200);
    // A form of one that is gone, with a change in the projects in which it had privileges.
    let gone = page.form("setup").append("everywhere.0", "tick:erase:with:1:").press("intent", "save").await;
    gone.must_be(404).must_not_say("Save User will grant");
    let form = gone.form("setup").append("everywhere.0", "tick:erase:with:1:").set("username", "again");
    form.set("new_password", PASSWORD).set("new_password_again", PASSWORD).press("intent", "save").await.must_be(201);
    let held: Vec<i32> =
        read(&server, |connection| Ok(schema::privileges::table.select(schema::privileges::bits).load(connection)?));
    assert!(held.iter().all(|bits| bits & 32 == 0), "{held:?}");
}

#[tokio::test]
async fn where_access_producer_is_wanting_one_button_gives_it() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let projects: Vec<_> = (0..60).map(|number| server.project(&format!("Project {number:02}"))).collect();
    let browser = administrator(&server).await;
    let form = open(&browser, &id).await.form("setup").tick(&format!("tick.{}[]", projects[0]), "print");
    let second = form.press("intent", "page:2").await.form("setup").tick(&format!("tick.{}[]", projects[55]), "erase");
    let saved = second.press("intent", "save").await;
    saved.must_be(200).must_say("Also grant Access Producer in 2 projects");
    assert_eq!(bits(&server, &id, &projects[0]), 256);
    // One where somebody took it away meanwhile is not one of the two.
    server.grant(&id, &projects[20], [Privilege::Access, Privilege::Print].into_iter().collect());
    let saved = open(&browser, &id).await;
    let max = manager(&server).await;
    let theirs = open(&max, &id).await.form("setup").untick(&format!("tick.{}[]", projects[20]), "access");
    theirs.press("intent", "save").await.must_be(200);
    let given = saved.form("setup").set("organization", "Acme").press("intent", "save-with-access").await;
    given.must_be(200).must_say("saved").must_say("Also grant Access Producer in one project");
    assert_eq!(bits(&server, &id, &projects[20]), 256);
    assert_eq!(given.form("setup").value("organization").as_deref(), Some("Acme"));
    assert_eq!((bits(&server, &id, &projects[0]), bits(&server, &id, &projects[55])), (257, 33));
}

#[tokio::test]
async fn projects_are_filtered_by_whether_privileges_are_held_there() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let (held, _) = (server.project("Held"), server.project("Not held"));
    server.grant(&id, &held, PrivilegeSet::ALL);
    let browser = administrator(&server).await;
    let rows = |page: &Answer| page.select_texts("tr[data-project] .matrix-name");
    let page = open(&browser, &id).await;
    let with = page.form("setup").set("projects_scope", "with").press("intent", "filter").await;
    assert_eq!(rows(&with), ["Held"]);
    let without = with.form("setup").set("projects_scope", "without").press("intent", "filter").await;
    assert_eq!(rows(&without), ["Not held"]);
    let read = auditor(&server).await.get(&format!("/api-users/{id}?projects_scope=with")).await;
    assert_eq!(read.select_texts(".matrix-read .matrix-name"), ["Held"]);
    assert!(!browser.get("/api-users/new").await.has("[name=projects_scope] [value=with]"));
}

#[tokio::test]
async fn a_timezone_is_understood_by_older_names_and_cities_and_nothing_else() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    for (typed, saved) in [("paris", "Europe/Paris"), ("Asia/Calcutta", "Asia/Kolkata"), ("utc", "UTC")] {
        let page = open(&browser, &id).await.form("setup").set("timezone", typed).press("intent", "save").await;
        assert_eq!(page.must_be(200).form("setup").value("timezone").as_deref(), Some(saved), "{typed}");
    }
    let refused = open(&browser, &id).await.form("setup").set("timezone", "Gotham").press("intent", "save").await;
    refused.must_be(422).must_say("No timezone matches");
    assert_eq!(refused.form("setup").value("timezone").as_deref(), Some("Gotham"), "what was typed stays");
    assert!(
        refused.has("datalist option[value='Europe/Kyiv']") && !refused.has("datalist option[value='Europe/Kiev']")
    );
}

#[tokio::test]
async fn the_hand_over_shows_all_that_a_login_takes_and_leads_back_to_the_marked_row() {
    let server = staffed().await;
    for number in 0..30 {
        server.api_user(&format!("machine-{number:02}"));
    }
    let browser = administrator(&server).await;
    browser.get("/api-users?status=trash&size=12").await.must_be(200);
    let form = browser.get("/api-users/new").await.form("setup").set("username", "machine-20b");
    let created = form.set("new_password", PASSWORD).set("new_password_again", PASSWORD).press("intent", "save").await;
    created.must_be(201).must_say("machine-20b was created");
    assert_eq!(created.follow("Producer API").await.must_be(200).select_text("h1"), "Producer API");
    let value = |id: &str| {
        let field = scraper::Selector::parse(id).unwrap();
        created.document().select(&field).next().unwrap().attr("value").unwrap().to_owned()
    };
    assert_eq!((value("#username").as_str(), value("#password").as_str()), ("machine-20b", PASSWORD));
    let file = scraper::Selector::parse("a[download]").unwrap();
    let file = created.document().select(&file).next().unwrap().attr("href").unwrap().to_owned();
    let file =
        percent_encoding::percent_decode_str(file.split_once(',').unwrap().1).decode_utf8().unwrap().into_owned();
    let key = value("#secret");
    assert_eq!(file, format!("Username: machine-20b\nPassword: {PASSWORD}\nUser secret key: {key}\n"));
    let list = created.follow("Back to the list").await;
    assert_eq!(list.select_text("#marked th"), "machine-20b");
    assert!(list.path().starts_with("/api-users?page=2&marked="), "{}", list.path());
}

#[tokio::test]
async fn an_auditor_reads_everything_but_the_note_and_can_change_nothing() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.private_note = "secret plan".to_owned());
    for number in 0..60 {
        server.project(&format!("Project {number:02}"));
    }
    let page = open(&auditor(&server).await, &id).await;
    page.must_say("kiosk").must_not_say("secret plan").must_not_say("Move to");
    // Texts, not forms that can't be used; nothing about keys and nothing about writing.
    for form in ["[value=save]", "input[type=checkbox]", "[name=new_password]", "#key", "[disabled]", "#setup"] {
        assert!(!page.has(form), "{form}");
    }
    page.must_not_say("User secret key").must_not_say("Leave empty");
    assert!(page.has(".matrix-read td") && page.select_text("dl dd").contains("kiosk"));
    let next = page.form("form.pager").press("projects_page", "2").await;
    next.must_be(200).must_say("51–60 of 60");
}

#[tokio::test]
async fn a_manager_does_not_change_an_api_user_that_is_administrator() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.role = ApiUserRole::Administrator);
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let page = open(&max, &id).await;
    page.must_be(200).must_say("kiosk");
    assert!(!page.has("[name=intent][value=save]") && !page.has("form[action$='/status']"));
    let path = format!("/api-users/{id}");
    let fields = [
        ("username", "kiosk"),
        ("role", "administrator"),
        ("organization", "Elsewhere"),
        ("language", "en"),
        ("timezone", "UTC"),
        ("version", "1"),
        ("served.id", id.as_str()),
        ("served.username", "kiosk"),
        ("served.role", "administrator"),
        ("served.organization", ""),
        ("served.language", "en"),
        ("served.timezone", "UTC"),
        ("new_password", ""),
        ("new_password_again", ""),
    ];
    max.post_raw(&path, &FORM, body(&fields)).await.must_be(403);
    max.post_raw(&format!("{path}/status"), &FORM, "version=1&status=inactive").await.must_be(403);
    assert_eq!(last_deed(&server).0, "created");
    // What they typed while the role was given is not saved either.
    let other = server.api_user("printer");
    let typed = open(&max, &other).await.form("setup").set("organization", "Typed");
    open(&ana, &other).await.form("setup").set("role", "administrator").press("intent", "save").await.must_be(200);
    typed.press("intent", "save").await.must_be(403);
}

#[tokio::test]
async fn a_link_can_not_tick_anything() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    let browser = administrator(&server).await;
    let link = format!("/api-users/{id}?baseline.{project}=0&tick.{project}[]=erase&diff.{project}=0:1023");
    let page = browser.get(&link).await;
    assert_eq!(page.must_be(200).select_text("[data-held]"), "0 of 10");
    page.form("setup").set("organization", "Acme").press("intent", "save").await.must_be(200).must_say("saved");
    assert_eq!(bits(&server, &id, &project), 0);
    for bad in ["projects_page=0", "projects_page=x", "projects_scope=zz"] {
        browser.get(&format!("/api-users/{id}?{bad}")).await.must_be(400);
    }
}

#[tokio::test]
async fn toggles_reach_the_projects_that_are_seen_and_a_save_comes_back_to_them() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let (seen, other) = (server.project("Seen"), server.project("Other"));
    let browser = administrator(&server).await;
    let found = open(&browser, &id).await.form("setup").set("projects", "seen").press("intent", "filter").await;
    let toggled = found.form("setup").set("projects", "other").press("intent", "toggle:all").await;
    assert_eq!(toggled.select_texts(".matrix-name"), ["Seen"]);
    assert_eq!(toggled.form("setup").value("projects").as_deref(), Some("other"), "what is typed stays");
    let saved = toggled.form("setup").press("intent", "save").await;
    assert_eq!(saved.must_be(200).path(), format!("/api-users/{id}?projects=seen"));
    assert_eq!((bits(&server, &id, &seen), bits(&server, &id, &other)), (1023, 0));
}

#[tokio::test]
async fn what_was_typed_outlives_the_api_user() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.status = Status::Trash);
    let browser = administrator(&server).await;
    let page = open(&browser, &id).await;
    browser.get(&format!("/api-users/{id}/delete")).await.form("delete").press_first().await.must_be(200);
    let form = page.form("setup").set("organization", "Typed").set("private_note", "long text");
    let gone = form.press("intent", "save").await;
    gone.must_be(404).must_say("was deleted in the meantime");
    let form = gone.form("setup");
    assert_eq!(form.value("private_note").as_deref(), Some("long text"));
    let again = form.set("new_password", PASSWORD).set("new_password_again", PASSWORD).press("intent", "save").await;
    again.must_be(201);
}

#[tokio::test]
async fn the_main_organization_typed_by_name_is_the_main_one() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let form = open(&browser, &id).await.form("setup").set("organization", "MAIN organization");
    form.press("intent", "save").await.must_be(200).must_say("There were no changes to save");
}

#[tokio::test]
async fn a_save_after_a_refused_search_is_a_save() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.project("A");
    let browser = administrator(&server).await;
    let refused =
        open(&browser, &id).await.form("setup").set("projects", &"x".repeat(101)).press("intent", "filter").await;
    let form = refused.must_be(422).form("setup").set("organization", "Acme");
    form.press("intent", "save").await.must_be(200).must_say("saved");
}
