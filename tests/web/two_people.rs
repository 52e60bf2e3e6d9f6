//! Two people, or two tabs of one, at one form: what each changed is saved, and nothing is undone unseen.

use diesel::prelude::*;
use idc_admin::{
    authorization::{Privilege, PrivilegeSet, Status},
    db::schema,
    ids::{ApiUserId, ProjectId},
};

use crate::{
    panel::{administrator, manager, staffed},
    support::{
        axe,
        browser::{Answer, Browser},
        chromium::{Chromium, ColorScheme, DESKTOP, PHONE, Setup},
        server::Server,
    },
};

async fn open(browser: &Browser, id: &ApiUserId) -> Answer {
    let page = browser.get(&format!("/api-users/{id}")).await;
    page.must_be(200);
    page
}

fn privileges(server: &Server, user: &ApiUserId, project: &ProjectId) -> PrivilegeSet {
    let bits: Option<i32> = server
        .db
        .write_blocking(|connection| -> idc_admin::db::DbResult<_> {
            let row = schema::privileges::table.find((user, project)).select(schema::privileges::bits);
            Ok(row.first(connection).optional()?)
        })
        .unwrap();
    PrivilegeSet::from_bits(bits.unwrap_or(0)).unwrap()
}

fn set(privileges: &[Privilege]) -> PrivilegeSet {
    privileges.iter().copied().collect()
}

fn deeds(server: &Server) -> i64 {
    server
        .db
        .write_blocking(|connection| -> idc_admin::db::DbResult<_> {
            Ok(schema::audit::table.count().get_result(connection)?)
        })
        .unwrap()
}

#[tokio::test]
async fn disjoint_changes_merge_and_the_page_says_whose_came_along() {
    let server = staffed().await;
    let (id, one, two) = (server.api_user("kiosk"), server.project("Badges"), server.project("Passes"));
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let (mine, theirs) = (open(&ana, &id).await, open(&max, &id).await);
    let theirs = theirs.form("setup").set("timezone", "Europe/Paris").tick(&format!("tick.{one}[]"), "access");
    let theirs = theirs.tick(&format!("tick.{two}[]"), "access").press("intent", "save").await;
    theirs.must_be(200).must_not_say("in the meantime");
    let mine = mine.form("setup").set("organization", "Zoo").tick(&format!("tick.{one}[]"), "print");
    let saved = mine.press("intent", "save").await;
    saved.must_be(200).must_say("saved").must_say("along with changes made in the meantime");
    saved
        .must_say("max")
        .must_say("UTC → Europe/Paris")
        .must_say("Privileges in Badges")
        .must_say("Privileges in Passes");
    let form = saved.form("setup");
    assert_eq!(form.value("timezone").as_deref(), Some("Europe/Paris"));
    assert_eq!(form.value("organization").as_deref(), Some("Zoo"));
    assert_eq!(privileges(&server, &id, &one), set(&[Privilege::Access, Privilege::Print]));
    assert_eq!(privileges(&server, &id, &two), set(&[Privilege::Access]));
    open(&ana, &id).await.must_not_say("in the meantime");
}

#[tokio::test]
async fn a_save_without_a_change_reverts_nothing() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let stale = open(&ana, &id).await;
    let theirs = open(&max, &id).await.form("setup").set("timezone", "Asia/Tokyo");
    theirs.tick(&format!("tick.{project}[]"), "access").press("intent", "save").await.must_be(200);
    let saved = stale.form("setup").press("intent", "save").await;
    saved.must_be(200).must_say("There were no changes to save");
    assert_eq!(saved.form("setup").value("timezone").as_deref(), Some("Asia/Tokyo"));
    assert_eq!(privileges(&server, &id, &project), set(&[Privilege::Access]));
}

#[tokio::test]
async fn the_same_field_changed_twice_is_chosen_field_by_field() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.private_note = "as it was".to_owned());
    let ana = administrator(&server).await;
    server.panel_user("bea", idc_admin::authorization::PanelRole::Administrator, "copper meadow lantern 58");
    let bea = Browser::sign_in(&server, "bea", "copper meadow lantern 58").await;
    let (mine, theirs) = (open(&ana, &id).await, open(&bea, &id).await);
    let theirs = theirs.form("setup").set("organization", "Theirs").set("timezone", "Asia/Tokyo");
    let theirs = theirs.set("private_note", "their note").set("language", "fr").press("intent", "save").await;
    theirs.must_be(200);
    let mine = mine.form("setup").set("organization", "Mine").set("timezone", "Europe/Paris");
    let mine = mine.set("private_note", "my\nnote").set("username", "renamed");
    let clash = mine.press("intent", "save").await;
    clash.must_be(409).must_say("Changed in the meantime").must_say("Changed by").must_say("bea");
    clash.must_say("Theirs").must_say("Mine").must_say("Asia/Tokyo").must_say("Europe/Paris").must_say("their note");
    clash.must_say("English → Français");
    let form = clash.form("setup");
    // Mine stands in the fields, what only they changed came along, and nothing is saved yet.
    for (field, value) in [("organization", "Mine"), ("username", "renamed"), ("language", "fr")] {
        assert_eq!(form.value(field).as_deref(), Some(value), "{field}");
    }
    assert_eq!(open(&ana, &id).await.form("setup").value("username").as_deref(), Some("kiosk"));
    let form = form.set("keep.organization", "theirs:Theirs").set("keep.timezone", "mine");
    let saved = form.set("keep.private_note", "theirs:their note").press("intent", "save").await;
    saved.must_be(200).must_say("saved");
    let form = saved.form("setup");
    for (field, value) in [
        ("username", "renamed"),
        ("organization", "Theirs"),
        ("timezone", "Europe/Paris"),
        ("language", "fr"),
        ("private_note", "their note"),
    ] {
        assert_eq!(form.value(field).as_deref(), Some(value), "{field}");
    }
}

#[tokio::test]
async fn a_clash_that_others_change_once_more_is_one_again() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let mine = open(&ana, &id).await;
    let write = async |name: &str| {
        open(&max, &id).await.form("setup").set("organization", name).press("intent", "save").await.must_be(200);
    };
    write("First").await;
    let clash = mine.form("setup").set("organization", "Mine").press("intent", "save").await;
    clash.must_be(409);
    write("Second").await;
    let clash = clash.form("setup").set("keep.organization", "mine").press("intent", "save").await;
    clash.must_be(409).must_say("Second");
    let saved = clash.form("setup").set("keep.organization", "mine").press("intent", "save").await;
    assert_eq!(saved.must_be(200).form("setup").value("organization").as_deref(), Some("Mine"));
}

#[tokio::test]
async fn what_both_changed_alike_is_no_clash() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let tick = format!("tick.{project}[]");
    let (mine, theirs) = (open(&ana, &id).await, open(&max, &id).await);
    for page in [theirs, mine] {
        let form = page.form("setup").set("timezone", "Asia/Tokyo").tick(&tick, "access");
        form.press("intent", "save").await.must_be(200);
    }
    assert_eq!(privileges(&server, &id, &project), set(&[Privilege::Access]));
}

#[tokio::test]
async fn privileges_left_without_access_producer_by_both_together_are_chosen() {
    let server = staffed().await;
    let (id, project, other) = (server.api_user("kiosk"), server.project("Badges"), server.project("Passes"));
    server.grant(&id, &project, set(&[Privilege::Access]));
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let tick = format!("tick.{project}[]");
    for (choice, kept) in [("theirs", set(&[Privilege::Access, Privilege::Print])), ("mine", PrivilegeSet::NONE)] {
        let (mine, theirs) = (open(&ana, &id).await, open(&max, &id).await);
        theirs.form("setup").tick(&tick, "print").press("intent", "save").await.must_be(200);
        let mine = mine.form("setup").untick(&tick, "access").tick(&format!("tick.{other}[]"), "access");
        let clash = mine.press("intent", "save").await;
        clash.must_be(409).must_say("Privileges in Badges").must_say("Access Producer, Print Card").must_say("none");
        let saved =
            clash.form("setup").set(&format!("keep.privileges.{project}"), choice).press("intent", "save").await;
        saved.must_be(200);
        assert_eq!(privileges(&server, &id, &project), kept, "{choice}");
        assert_eq!(privileges(&server, &id, &other), set(&[Privilege::Access]));
        let again = open(&ana, &id).await.form("setup").untick(&tick, "print").tick(&tick, "access");
        again.untick(&format!("tick.{other}[]"), "access").press("intent", "save").await.must_be(200);
    }
}

#[tokio::test]
async fn ones_own_other_tab_is_called_that() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let ana = administrator(&server).await;
    let (one, two) = (open(&ana, &id).await, open(&ana, &id).await);
    one.form("setup").set("organization", "One").press("intent", "save").await.must_be(200);
    let clash = two.form("setup").set("organization", "Two").press("intent", "save").await;
    clash.must_be(409).must_say("you, in another tab");
}

#[tokio::test]
async fn what_a_form_was_not_served_with_is_refused_and_writes_nothing() {
    let server = staffed().await;
    let (id, other) = (server.api_user("kiosk"), server.api_user("other"));
    let ana = administrator(&server).await;
    let before = deeds(&server);
    let form = || async { open(&ana, &id).await.form("setup").set("organization", "Zoo") };
    for name in ["username", "role", "organization", "language", "timezone", "private_note"] {
        let hidden = format!("served.{name}");
        form().await.force(&hidden, "lie").press("intent", "save").await.must_be(400).must_say("doesn’t match");
        form().await.omit(&hidden).press("intent", "save").await.must_be(400);
    }
    form().await.force("version", "0").press("intent", "save").await.must_be(400);
    form().await.force("version", "7").press("intent", "save").await.must_be(400);
    form().await.force("served.id", other.as_str()).press("intent", "save").await.must_be(400);
    form().await.omit("served.id").press("intent", "save").await.must_be(400);
    form().await.append("keep.version", "theirs:1").press("intent", "save").await.must_be(400);
    assert_eq!(deeds(&server), before);
    form().await.press("intent", "save").await.must_be(200).must_say("saved");
}

#[tokio::test]
async fn a_stale_page_moves_nothing_before_it_is_asked_again() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let to = |status: &str| format!("form:has([name=status][value={status}])");
    let stale = open(&ana, &id).await;
    open(&max, &id).await.form(&to("trash")).press("status", "trash").await.must_be(200);
    let asked = stale.form(&to("inactive")).press("status", "inactive").await;
    asked.must_be(409).must_say("Changed since you opened the page").must_say("max").must_say("Active → Trash");
    assert_eq!(open(&ana, &id).await.select_text(".status-large"), "Trash");
    asked.form("again").press_first().await.must_be(200).must_say("moved to Inactive");
    stale.form(&to("inactive")).press("status", "inactive").await.must_be(200).must_say("no changes to save");

    let url = format!("/projects/{project}");
    let stale = ana.get(&url).await;
    ana.get(&url).await.form("setup").set("name", "Cards").press("intent", "save").await.must_be(200);
    let asked = stale.form(&to("trash")).press("status", "trash").await;
    asked.must_be(409).must_say("you, in another tab").must_say("Badges → Cards");
    asked.form("again").press_first().await.must_be(200).must_say("moved to Trash");
}

#[tokio::test]
async fn a_deletion_of_what_changed_meanwhile_is_asked_again() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.status = Status::Trash);
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let question = ana.get(&format!("/api-users/{id}/delete")).await;
    let edit = open(&max, &id).await.form("setup").set("organization", "Needed again");
    edit.press("intent", "save").await.must_be(200);
    let again = question.form("delete").press_first().await;
    again.must_be(409).must_say("max").must_say("Needed again");
    open(&ana, &id).await;
    again.form("delete").press_first().await.must_be(200).must_say("deleted permanently");
    ana.get(&format!("/api-users/{id}")).await.must_be(404);
}

#[tokio::test]
async fn a_deletion_of_what_is_not_in_trash_any_more_says_who_took_it_out() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.status = Status::Trash);
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let question = ana.get(&format!("/api-users/{id}/delete")).await;
    let back = open(&max, &id).await.form("form:has([name=status][value=active])").press("status", "active").await;
    back.must_be(200);
    let asked = question.form("delete").press_first().await;
    asked.must_be(409).must_say("max").must_say("Trash → Active");
    asked.form("again").press_first().await.must_be(200).must_say("moved to Trash");
}

#[tokio::test]
async fn of_very_much_that_happened_the_newest_is_told() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let projects: Vec<ProjectId> = (1..=15).map(|number| server.project(&format!("Badges {number:02}"))).collect();
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let mine = open(&ana, &id).await;
    let mut theirs = open(&max, &id).await;
    for number in 1..=25 {
        let form = theirs.form("setup").set("organization", &format!("Step {number:02}"));
        theirs = form.press("intent", "save").await;
        theirs.must_be(200);
    }
    let mut form = theirs.form("setup");
    for project in &projects {
        form = form.tick(&format!("tick.{project}[]"), "access");
    }
    form.press("intent", "save").await.must_be(200);
    let clash = mine.form("setup").set("organization", "Mine").press("intent", "save").await;
    clash.must_be(409).must_say("Step 25").must_say("Changed by max");
    clash.must_say("Privileges in Badges 12").must_say("and 3 more");
    let saved = clash.form("setup").set("keep.organization", "mine").press("intent", "save").await;
    assert_eq!(saved.must_be(200).form("setup").value("organization").as_deref(), Some("Mine"));
}

#[tokio::test]
async fn names_of_projects_and_settings_of_people_merge_too() {
    let server = staffed().await;
    let project = server.project("Badges");
    let ana = administrator(&server).await;
    let url = format!("/projects/{project}");
    let stale = ana.get(&url).await;
    ana.get(&url).await.form("form:has([name=status][value=trash])").press("status", "trash").await.must_be(200);
    let saved = stale.form("setup").set("name", "Cards").press("intent", "save").await;
    saved.must_be(200).must_say("saved").must_say("Active → Trash");
    let (one, two) = (ana.get(&url).await, ana.get(&url).await);
    one.form("setup").set("name", "Theirs").press("intent", "save").await.must_be(200);
    let clash = two.form("setup").set("name", "Mine").press("intent", "save").await;
    let saved = clash.must_be(409).form("setup").set("keep.name", "theirs:Theirs").press("intent", "save").await;
    assert_eq!(saved.must_be(200).form("setup").value("name").as_deref(), Some("Theirs"));
    let lie = ana.get(&url).await.form("setup").set("name", "Other").force("served.name", "Never");
    lie.press("intent", "save").await.must_be(400);
}

/// The pages of this file in a real browser: a choice, what came along, and a move that is asked again.
async fn in_chromium(setup: Setup) {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    server.grant(&id, &project, set(&[Privilege::Access]));
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let chromium = Chromium::open(&server, setup).await;
    chromium.take_cookies_of(&ana).await;
    let path = format!("/api-users/{id}");
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        chromium.color_scheme(scheme).await;
        chromium.goto(&path).await;
        let theirs = open(&max, &id).await.form("setup").set("organization", &format!("Theirs in {scheme:?}"));
        let theirs = theirs.set("language", if matches!(scheme, ColorScheme::Light) { "fr" } else { "en" });
        theirs.press("intent", "save").await.must_be(200);
        chromium.type_into("#organization", "Mine").await;
        chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
        assert_eq!(chromium.status().await, Some(409));
        if setup.scripts {
            axe::must_find_nothing(&chromium).await;
        }
        // Without a choice the browser asks for one.
        chromium.click(".toolbar [value=save]").await;
        assert_eq!(chromium.status().await, Some(409));
        chromium.click("[name='keep.organization'][value='mine']").await;
        chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
        chromium.wait_for(".notice-success").await;
        let saved = open(&ana, &id).await.form("setup");
        assert_eq!(saved.value("organization").as_deref(), Some("Mine"));

        // What came along.
        let theirs = open(&max, &id).await.form("setup").tick(&format!("tick.{project}[]"), "print");
        theirs.press("intent", "save").await.must_be(200);
        chromium.type_into("#organization", "Mine again").await;
        chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
        chromium.wait_for(".told").await;
        if setup.scripts {
            axe::must_find_nothing(&chromium).await;
        }

        // A move from a stale page.
        let theirs = open(&max, &id).await.form("setup").untick(&format!("tick.{project}[]"), "print");
        theirs.press("intent", "save").await.must_be(200);
        chromium.to_next_page(chromium.click(".toolbar [name=status]")).await;
        assert_eq!(chromium.status().await, Some(409));
        if setup.scripts {
            axe::must_find_nothing(&chromium).await;
        }
        chromium.to_next_page(chromium.click("#again .button")).await;
        chromium.wait_for(".notice-success").await;
    }
    assert!(chromium.console_errors().await.is_empty());
}

#[tokio::test]
async fn in_a_browser_on_a_desk() {
    in_chromium(Setup { size: DESKTOP, ..Setup::default() }).await;
}

#[tokio::test]
async fn in_a_browser_on_a_phone() {
    in_chromium(Setup { size: PHONE, ..Setup::default() }).await;
}

#[tokio::test]
async fn in_a_browser_without_scripts() {
    in_chromium(Setup { size: PHONE, scripts: false, ..Setup::default() }).await;
}
