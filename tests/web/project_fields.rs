//! The fields and color codes of a project: their form, what it refuses, and two Administrators at it.

use diesel::prelude::*;
use idc_admin::{
    authorization::{PanelRole, Privilege},
    db::{
        DbResult,
        schema::{records, sessions},
    },
    ids::{ProjectId, RecordId},
    projects::fields::{Fields, fields},
};
use serde_json::json;

use crate::{
    panel::{FORM, administrator, auditor, manager, staffed},
    support::{
        browser::{Answer, Browser},
        integrator::Integrator,
        server::{PASSWORD, Server},
    },
};

fn saved(server: &Server, project: &ProjectId) -> Fields {
    server.db.write_blocking(|connection| fields(connection, project)).unwrap()
}

/// The name of an input of a saved field.
fn input(server: &Server, project: &ProjectId, field: &str, property: &str) -> String {
    let fields = saved(server, project);
    let id = &fields.iter().chain(fields.removed()).find(|other| other.name.as_str() == field).unwrap().id;
    format!("fields.{id}.{property}")
}

/// Adds records with these values of a field; their ID numbers count from 1.
fn records(server: &Server, project: &ProjectId, field: &str, values: &[&str]) {
    let fields = saved(server, project);
    let (number, field) = (fields.id_number().unwrap(), fields.get(field).unwrap());
    let insert = |connection: &mut _| -> DbResult<()> {
        for (at, value) in (1..).zip(values) {
            let values = serde_json::json!({ number.id.as_str(): at.to_string(), field.id.as_str(): value });
            let (id, zero) = (RecordId::new(), 0_i64);
            diesel::insert_into(records::table)
                .values((
                    (records::project_id.eq(project), records::id.eq(&id)),
                    (records::field_values.eq(values.to_string()), records::is_active.eq(true)),
                    (records::is_in_trash.eq(false), records::is_checked_in.eq(false)),
                    (records::is_in_print_queue.eq(false), records::color_code.eq(1)),
                    (records::inserted_at.eq(zero), records::modified_at.eq(zero)),
                    (records::pictured_at.eq(zero), records::printed_at.eq(zero), records::version.eq(1_i64)),
                ))
                .execute(connection)?;
        }
        Ok(())
    };
    server.db.write_blocking(insert).unwrap();
}

async fn open(browser: &Browser, project: &ProjectId) -> Answer {
    let page = browser.get(&format!("/projects/{project}/fields")).await;
    page.must_be(200);
    page
}

/// The titles of the rows in use.
fn titles(page: &Answer) -> Vec<String> {
    page.select_texts(".field-row legend")
}

#[tokio::test]
async fn a_field_is_added_moved_removed_and_brought_back() {
    let server = staffed().await;
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let page = browser.get(&format!("/projects/{project}")).await.follow("Edit Fields").await;
    page.must_be(200).must_say("9 of up to 50");
    let page = page.form("fields").press("intent", "add").await;
    assert_eq!(titles(&page).last().unwrap(), "New field");
    let form = page.form("fields").set("fields.new-1.label", "Size").set("fields.new-1.name", "idc_size");
    let page = form.set("fields.new-1.kind", "choice").press("intent", "up:new-1").await;
    assert_eq!(titles(&page)[8], "Size");
    assert_eq!(saved(&server, &project).iter().count(), 9, "nothing is saved yet");
    let refused = page.form("fields").press("intent", "save").await;
    refused.must_be(422).must_say("Enter at least one choice");
    let form = refused.form("fields").set("fields.new-1.choices", "S\nM\nL").set("fields.new-1.default_value", "M");
    let page = form.press("intent", "save").await;
    page.must_be(200).must_say("The fields and color codes of Badges have been saved.");
    let fields = saved(&server, &project);
    let size = fields.get("idc_size").unwrap();
    assert_eq!(
        (size.choices.as_slice(), size.default_value.as_str()),
        (["S", "M", "L"].map(str::to_owned).as_slice(), "M")
    );
    assert_eq!(fields.iter().nth(8).unwrap().id, size.id);

    let page = page.form("fields").press("intent", &format!("remove:{}", size.id)).await;
    page.must_say("Removed when you save");
    let page = page.form("fields").press("intent", "save").await;
    page.must_be(200).must_say("Their values are kept");
    assert!(saved(&server, &project).get("idc_size").is_none());
    browser.get(&format!("/projects/{project}")).await.must_be(200).must_not_say("idc_size");
    let page = page.form("fields").press("intent", &format!("bring-back:{}", size.id)).await;
    let page = page.form("fields").press("intent", "save").await;
    page.must_be(200).must_not_say("Removed fields");
    browser.get(&format!("/projects/{project}")).await.must_say("idc_size").must_say("S, M, L");
}

#[tokio::test]
async fn what_a_removed_field_holds_is_not_found() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &Privilege::ALL);
    for notes in ["Allergic to nuts", "None"] {
        kiosk.insert(json!({"idc_notes": notes})).await.record();
    }
    let project = &kiosk.project;
    let browser = administrator(&server).await;
    let found = async |term: &str| {
        let list = browser.get(&format!("/projects/{project}/records?q={term}")).await;
        list.must_be(200).select_texts("tbody th").len()
    };
    assert_eq!(found("nuts").await, 1);
    let notes = saved(&server, project).get("idc_notes").unwrap().id.clone();
    let page = open(&browser, project).await.form("fields").press("intent", &format!("remove:{notes}")).await;
    page.form("fields").press("intent", "save").await.must_be(200);
    assert_eq!((found("nuts").await, found("1000").await), (0, 2));
    let page = open(&browser, project).await.form("fields").press("intent", &format!("bring-back:{notes}")).await;
    page.form("fields").press("intent", "save").await.must_be(200);
    assert_eq!(found("nuts").await, 1);
}

#[tokio::test]
async fn what_is_removed_by_mistake_comes_back_as_it_was_typed() {
    let server = staffed().await;
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let title = input(&server, &project, "idc_title", "label");
    let id = title.split('.').nth(1).unwrap().to_owned();
    let page =
        open(&browser, &project).await.form("fields").set(&title, "Rank").press("intent", &format!("remove:{id}"));
    let page = page.await.form("fields").press("intent", &format!("bring-back:{id}")).await;
    assert_eq!(page.form("fields").value(&title).as_deref(), Some("Rank"));
}

#[tokio::test]
async fn everything_that_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let server = staffed().await;
    let project = server.project("Badges");
    records(&server, &project, "idc_title", &["Dr", "dr", "Prof"]);
    let browser = administrator(&server).await;
    let of = |field: &str, property: &str| input(&server, &project, field, property);
    let long = "x".repeat(101);
    let table = [
        (of("idc_title", "label"), "", "Enter a label"),
        (of("idc_title", "label"), long.as_str(), "100 characters"),
        (of("idc_title", "label"), "a\u{202E}b", "direction"),
        (of("idc_title", "name"), "title", "Start with idc_"),
        (of("idc_title", "name"), "idc_photo", "Start with idc_"),
        (of("idc_title", "name"), "idc_notes", "Another field has this name"),
        (of("idc_title", "max_length"), "0", "from 1 to 4,000"),
        (of("idc_title", "max_length"), "many", "from 1 to 4,000"),
        (of("idc_title", "max_length"), "3", "1 record has a value that doesn’t fit: ID number 3"),
        (of("idc_expiration_date", "default_value"), "31.1.2027", "YYYY-MM-DD"),
        ("color_codes.2.name".to_owned(), long.as_str(), "50 characters"),
    ];
    for (field, value, message) in table {
        let form = open(&browser, &project).await.form("fields").set("color_codes.9.name", "Kept");
        let answer = form.set(&field, value).press("intent", "save").await;
        answer.must_be(422).must_say(message);
        let id = field.replace('.', "-");
        assert!(answer.has(&format!(".error-summary a[href='#{id}']")), "{field}: {answer}");
        let described = format!("[id='{id}'][name='{field}'][aria-invalid=true][aria-describedby~='{id}-error']");
        assert!(answer.has(&described) && answer.has(&format!("[id='{id}-error']")), "{field}: {answer}");
        assert_eq!(answer.form("fields").value(&field).as_deref(), Some(value));
        assert_eq!(answer.form("fields").value("color_codes.9.name").as_deref(), Some("Kept"));
    }
    let unique = open(&browser, &project).await.form("fields").tick(&of("idc_title", "is_unique"), "yes");
    unique.press("intent", "save").await.must_be(422).must_say("1 record repeats a value that another has: dr");
    let required = open(&browser, &project).await.form("fields").tick(&of("idc_notes", "is_required"), "yes");
    required.press("intent", "save").await.must_be(422).must_say("3 records have no value here");
    let number = open(&browser, &project).await.form("fields").set(&of("idc_title", "kind"), "number");
    let number = number.press("intent", "save").await;
    let number = number.must_be(422).must_say("from 1 to 40").form("fields");
    let number = number.set(&of("idc_title", "max_length"), "20").press("intent", "save").await;
    number.must_be(422).must_say("3 records have values that don’t fit, the first with ID numbers 1, 2, 3");
}

#[tokio::test]
async fn fifty_fields_are_the_most() {
    let server = staffed().await;
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let mut form = open(&browser, &project).await.form("fields");
    for number in 1..=41 {
        form = form.press("intent", "add").await.form("fields");
        form = form.set(&format!("fields.new-{number}.label"), &format!("Field {number}"));
        form = form.set(&format!("fields.new-{number}.name"), &format!("idc_f{number}"));
    }
    let page = form.press("intent", "up:new-1").await;
    page.must_be(200).must_say("50 of up to 50").must_say("as many fields as a project can have");
    assert!(!page.has("[value=add]"));
    let one_more = [
        ("name", "idc_f42"),
        ("label", "One more"),
        ("kind", "text"),
        ("max_length", "10"),
        ("default_value", ""),
        ("choices", ""),
    ];
    let mut form = page.form("fields").append("row[]", "new-42");
    for (property, value) in one_more {
        form = form.append(&format!("fields.new-42.{property}"), value);
    }
    form.press("intent", "save").await.must_be(422).must_say("A project can have up to 50 fields");
    page.form("fields").press("intent", "save").await.must_be(200).must_say("have been saved");
    assert_eq!(saved(&server, &project).iter().count(), 50);
}

#[tokio::test]
async fn a_color_code_that_records_have_is_removed_only_after_it_was_told() {
    let server = staffed().await;
    let project = server.project("Badges");
    records(&server, &project, "idc_title", &["a", "b"]);
    let browser = administrator(&server).await;
    let form = open(&browser, &project).await.form("fields").set("color_codes.1.name", "");
    let told = form.set("color_codes.2.name", "").set("color_codes.15.name", "Gold").press("intent", "save").await;
    told.must_be(422).must_say("2 records have this color code");
    let page = told.form("fields").press("intent", "save").await;
    page.must_be(200).must_say("have been saved");
    let form = page.form("fields");
    let names = [1, 2, 3, 15].map(|code| form.value(&format!("color_codes.{code}.name")).unwrap());
    assert_eq!(names, ["", "", "Yellow", "Gold"]);
    browser.get(&format!("/projects/{project}")).await.must_say("15 Gold").must_not_say("1 Red");
}

#[tokio::test]
async fn two_administrators_at_one_form_lose_nothing() {
    let server = staffed().await;
    let project = server.project("Badges");
    server.panel_user("bea", PanelRole::Administrator, PASSWORD);
    let (ana, bea) = (administrator(&server).await, Browser::sign_in(&server, "bea", PASSWORD).await);
    let of = |field: &str, property: &str| input(&server, &project, field, property);
    let (title, notes, length) = (of("idc_title", "label"), of("idc_notes", "label"), of("idc_title", "max_length"));

    // Disjoint changes merge, and the page tells whose came along.
    let (mine, theirs) = (open(&ana, &project).await, open(&bea, &project).await);
    let theirs = theirs.form("fields").press("intent", "add").await;
    let theirs = theirs.form("fields").set("fields.new-1.label", "Theirs").set("fields.new-1.name", "idc_theirs");
    theirs.set(&title, "Degree").press("intent", "save").await.must_be(200);
    let merged = mine.form("fields").set(&length, "50").press("intent", "save").await;
    merged.must_be(200).must_say("along with changes made in the meantime").must_say("bea");
    merged.must_say("Field added: Theirs").must_say("Degree – Label: Title → Degree");
    assert_eq!(merged.form("fields").value(&title).as_deref(), Some("Degree"));

    // The same thing changed twice is chosen.
    let (mine, theirs) = (open(&ana, &project).await, open(&bea, &project).await);
    let theirs = theirs.form("fields").set(&title, "Rank").set(&notes, "Remarks").set("color_codes.1.name", "Crimson");
    theirs.press("intent", "save").await.must_be(200);
    let mine = mine.form("fields").set(&title, "Grade").set("color_codes.1.name", "").set(&length, "60");
    let clash = mine.press("intent", "save").await;
    clash.must_be(409).must_say("Changed in the meantime").must_say("bea").must_say("Rank").must_say("Grade");
    clash.must_say("Crimson (#c62828)").must_say("nothing").must_say("Notes → Remarks");
    let form = clash.form("fields");
    assert_eq!(form.value(&title).as_deref(), Some("Grade"));
    assert_eq!(form.value(&notes).as_deref(), Some("Remarks"));
    let form = form.set(&format!("keep.{title}"), "theirs:Rank").set("keep.color_codes.1", "mine");
    let saved = form.press("intent", "save").await;
    saved.must_be(200).must_say("have been saved");
    let form = saved.form("fields");
    let values = [&title, &notes, &length, "color_codes.1.name"].map(|name| form.value(name).unwrap());
    assert_eq!(values, ["Rank", "Remarks", "60", ""]);
}

#[tokio::test]
async fn an_order_changed_twice_is_chosen_and_a_stale_tab_reverts_nothing() {
    let server = staffed().await;
    let project = server.project("Badges");
    let ana = administrator(&server).await;
    let id = |field: &str| input(&server, &project, field, "label").split('.').nth(1).unwrap().to_owned();
    let (first, title) = (id("idc_firstname"), id("idc_title"));
    let stale = open(&ana, &project).await;
    let moved = open(&ana, &project).await.form("fields").press("intent", &format!("down:{first}")).await;
    moved.form("fields").press("intent", "save").await.must_be(200);
    stale.form("fields").press("intent", "save").await.must_be(200).must_say("There were no changes to save");
    let names = |server: &Server| -> Vec<String> {
        saved(server, &project).iter().take(3).map(|field| field.name.to_string()).collect()
    };
    assert_eq!(names(&server), ["idc_id_number", "idc_lastname", "idc_firstname"]);
    let mine = stale.form("fields").press("intent", &format!("up:{title}")).await;
    let clash = mine.form("fields").press("intent", "save").await;
    clash.must_be(409).must_say("Order of the fields").must_say("you, in another tab");
    let ids: Vec<String> = saved(&server, &project).iter().map(|field| field.id.to_string()).collect();
    let kept = clash
        .form("fields")
        .set("keep.fields.order", &format!("theirs:{}", ids.join(" ")))
        .press("intent", "save")
        .await;
    kept.must_be(200).must_say("There were no changes to save");
    clash.form("fields").set("keep.fields.order", "mine").press("intent", "save").await.must_be(200);
    assert_eq!(names(&server)[..2], ["idc_id_number", "idc_firstname"]);
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let server = staffed().await;
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let title = input(&server, &project, "idc_title", "label");
    let page = open(&browser, &project).await.form("fields").press("intent", "add").await;
    let ended: DbResult<usize> =
        server.db.write_blocking(|connection| Ok(diesel::delete(sessions::table).execute(connection)?));
    ended.unwrap();
    let form = page.form("fields").set(&title, "Rank").set("fields.new-1.label", "Size");
    let asked = form.press("intent", "save").await;
    asked.must_be(401).must_say("What you typed is kept");
    let again = asked.form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    let back = again.form("resume").press_first().await;
    back.must_be(200).must_say("Unsaved changes");
    assert_eq!(back.form("fields").value(&title).as_deref(), Some("Rank"));
    assert_eq!(titles(&back).last().unwrap(), "Size");
}

#[tokio::test]
async fn others_read_the_fields_and_can_not_change_them() {
    let server = staffed().await;
    let project = server.project("Badges");
    for browser in [manager(&server).await, auditor(&server).await] {
        let page = browser.get(&format!("/projects/{project}")).await;
        page.must_be(200).must_say("idc_firstname").must_say("Violet").must_not_say("Edit Fields");
        browser.get(&format!("/projects/{project}/fields")).await.must_be(403);
        browser.post_raw(&format!("/projects/{project}/fields"), &FORM, "").await.must_be(403);
    }
}

#[tokio::test]
async fn what_no_page_of_ours_sends_is_400() {
    let server = staffed().await;
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let title = input(&server, &project, "idc_title", "label");
    let key = title.split('.').nth(1).unwrap().to_owned();
    let form = || async { open(&browser, &project).await.form("fields").set(&title, "Rank") };
    for (name, value) in [
        ("version", "x"),
        ("version", "7"),
        ("served.order", ""),
        ("served.order", "x"),
        ("served.color_codes.1", "#000000 Lie"),
        (&format!("served.fields.{key}"), "lie"),
        ("intent", "explode"),
        ("intent", "bring-back:x"),
        ("row[]", "x"),
    ] {
        form().await.force(name, value).press("intent", "save").await.must_be(400);
    }
    for name in ["version", "served.order", "color_codes.3.name", &format!("served.fields.{key}"), &title] {
        form().await.omit(name).press("intent", "save").await.must_be(400);
    }
    form().await.append("row[]", &key).press("intent", "save").await.must_be(400);
    form().await.append("keep.nothing", "theirs:x").press("intent", "save").await.must_be(400);
    form()
        .await
        .force("color_codes.1.color", "red")
        .press("intent", "save")
        .await
        .must_be(422)
        .must_say("Choose a color");
    let number = input(&server, &project, "idc_id_number", "name");
    let fixed = form().await.force(&number, "idc_other").press("intent", "save").await;
    fixed.must_be(422).must_say("The ID number is always there");
    form().await.press("intent", "save").await.must_be(200).must_say("have been saved");
}
