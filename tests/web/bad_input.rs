//! What no browser sends, and what people should not: a clear page with the right status, and nothing half done.

use diesel::prelude::*;
use idc_admin::{
    authorization::{PrivilegeSet, Status},
    db::{DbResult, schema},
    ids::ApiUserId,
};

use crate::{
    panel::{FORM, administrator, auditor, body, manager, staffed},
    support::{
        browser::Browser,
        server::{PASSWORD, Server},
    },
};

/// The digest of an empty note.
const NO_NOTE: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const FIELDS: [(&str, &str); 15] = [
    ("username", "kiosk"),
    ("role", "operator"),
    ("organization", ""),
    ("language", "en"),
    ("timezone", "UTC"),
    ("private_note", ""),
    ("version", "1"),
    ("new_password", ""),
    ("new_password_again", ""),
    ("served.username", "kiosk"),
    ("served.role", "operator"),
    ("served.organization", ""),
    ("served.language", "en"),
    ("served.timezone", "UTC"),
    ("served.private_note", NO_NOTE),
];

/// The form of this API user, with one field changed.
fn with(id: &ApiUserId, name: &str, value: &str) -> String {
    let changed = FIELDS.map(|(at, before)| (at, if at == name { value } else { before }));
    format!("{}&served.id={id}", body(&changed))
}

/// How many audit rows there are: what was done left one.
fn deeds(server: &Server) -> i64 {
    let count: DbResult<i64> = server.db.write_blocking(|connection| {
        let by_people = schema::audit::table.filter(schema::audit::actor_kind.eq("panel_user"));
        Ok(by_people.count().get_result(connection)?)
    });
    count.unwrap()
}

#[tokio::test]
async fn every_field_of_an_api_user_refuses_what_is_wrong_beside_the_field_and_loses_nothing() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.api_user("Taken");
    let browser = administrator(&server).await;
    let (long, note) = ("x".repeat(101), "x".repeat(4001));
    let table = [
        ("username", "", "Enter a username"),
        ("username", "  ", "Enter a username"),
        ("username", long.as_str(), "64 characters"),
        ("username", "a:b", "letters, digits"),
        ("username", "a b", "letters, digits"),
        ("username", "a\0b", "control character"),
        ("username", "abc\u{202E}def", "direction"),
        ("username", "tAKEN", "already taken"),
        ("username", "ANA", "already taken"),
        ("role", "root", "Choose one"),
        ("role", "", "Choose one"),
        ("organization", long.as_str(), "100 characters"),
        ("organization", "a\u{7}", "control character"),
        ("organization", "a\u{202E}b", "direction"),
        ("language", "xx", "Choose one"),
        ("timezone", "Mars/Olympus", "No timezone matches"),
        ("timezone", "", "No timezone matches"),
        ("private_note", note.as_str(), "4,000 characters"),
        ("private_note", "a\0", "control character"),
        ("new_password", "short", "at least 15"),
        ("new_password_again", PASSWORD, "Enter a password"),
        ("projects", long.as_str(), "100 characters"),
    ];
    for (field, value, message) in table {
        let sent = if field == "projects" {
            format!("{}&{}", with(&id, "", ""), body(&[("projects", value), ("intent", "filter")]))
        } else {
            with(&id, field, value)
        };
        let answer = browser.post_raw(&format!("/api-users/{id}"), &FORM, sent).await;
        answer.must_be(422).must_say(message);
        assert!(answer.has(".error-summary a"), "{field}: {answer}");
        assert!(answer.select_text("title").starts_with("Error:"), "{answer}");
        if field == "role" {
            continue;
        }
        assert!(answer.has(&format!("[name={}][aria-invalid=true]", shown_at(field))), "{field}: {answer}");
        let form = answer.form("setup");
        assert_eq!(form.value("organization").as_deref(), Some(if field == "organization" { value } else { "" }));
        if matches!(field, "username" | "timezone" | "language") && !value.contains('\0') {
            assert_eq!(form.value(field).as_deref(), Some(value), "{field}");
        }
    }
    assert_eq!(deeds(&server), 0, "nothing was done");
}

fn shown_at(field: &str) -> &str {
    if field == "new_password_again" { "new_password" } else { field }
}

#[tokio::test]
async fn what_looks_dangerous_but_is_only_text_is_saved_and_shown_as_text() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let text = "<script>alert('x')</script> \"'& {{ 1 }}";
    let page = browser.get(&format!("/api-users/{id}")).await;
    let saved = page.form("setup").set("organization", text).set("private_note", text).press("intent", "save").await;
    saved.must_be(200).must_say("saved");
    assert_eq!(saved.form("setup").value("organization").as_deref(), Some(text));
    assert_eq!(saved.form("setup").value("private_note").as_deref(), Some(text));
    assert!(!saved.html.contains("<script>alert"));
    let list = browser.get("/api-users?q=%3Cscript%3E").await;
    list.must_be(200).must_say(text);
    assert!(!list.html.contains("<script>alert"));
}

#[tokio::test]
async fn forms_that_no_page_of_ours_sends_are_400() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    let browser = administrator(&server).await;
    let whole = with(&id, "", "");
    let table = [
        ("missing", format!("{}&served.id={id}", body(&FIELDS[1..]))),
        ("repeated", format!("{whole}&username=other")),
        ("invalid UTF-8", whole.replace("username=kiosk", "username=%FF")),
        ("invalid UTF-8 in a name", format!("{whole}&%C3%28=1")),
        ("a version that is none", with(&id, "version", "x")),
        ("an intent that is none", format!("{whole}&intent=explode")),
        ("a page that is none", format!("{whole}&intent=page:0")),
        ("a row that is none", format!("{whole}&intent=toggle:row:x")),
        ("a privilege that is none", format!("{whole}&baseline.{project}=0&tick.{project}[]=fly")),
        ("privileges that were not shown", format!("{whole}&tick.{project}[]=access")),
        ("bits that are none", format!("{whole}&baseline.{project}=4096")),
        ("a project that is none", format!("{whole}&baseline.nonsense=0")),
        ("a project that is not there", format!("{whole}&diff.0196e8a0-0000-7000-8000-00000000000a=0:1")),
    ];
    for (what, sent) in table {
        let answer = browser.post_raw(&format!("/api-users/{id}"), &FORM, sent).await;
        assert_eq!(answer.status, 400, "{what}: {answer}");
        assert_eq!(answer.select_text("h1"), "This request can’t be read", "{what}");
    }
    for path in [format!("/api-users/{id}/status"), format!("/projects/{project}/status")] {
        for sent in ["status=new", "status=", "", "status=active&status=trash", "status=%FF"] {
            browser.post_raw(&path, &FORM, sent).await.must_be(400);
        }
    }
    let record = format!("/projects/{project}/records/{}", server.record(&project, Status::Active));
    let baseline = "version=1&served.idc_check_in=0&served.idc_print_queue=0";
    for sent in [
        "",
        "version=1",
        "served.idc_check_in=0&served.idc_print_queue=0",
        &format!("{baseline}&version=x"),
        &format!("{baseline}&value-nonsense=1"),
        &format!("{baseline}&value-idc_colorcode=1&value-idc_colorcode=2"),
        &format!("{baseline}&served.idc_check_in=0"),
        &format!("{baseline}&keep.nonsense=theirs:x"),
        &format!("{baseline}&value-idc_colorcode=%FF"),
        "version=1&served.idc_check_in=1&served.idc_print_queue=0",
    ] {
        browser.post_raw(&record, &FORM, sent).await.must_be(400);
    }
    for sent in ["status=new&version=1", "version=1", "status=active"] {
        browser.post_raw(&format!("{record}/status"), &FORM, sent).await.must_be(400);
    }
    browser.post_raw(&format!("{record}/delete"), &FORM, "").await.must_be(400);
    let json = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    browser.post_raw("/projects", &json, "{}").await.must_be(400);
    browser.post_raw("/projects", &FORM[1..], "name=x").await.must_be(400);
    browser.post_raw("/language", &FORM, "language=xx").await.must_be(400);
    assert_eq!(deeds(&server), 0, "nothing was done");
}

#[tokio::test]
async fn addresses_that_lead_nowhere_are_told_so() {
    let server = staffed().await;
    server.api_user("kiosk");
    let project = server.project("Badges");
    let browser = administrator(&server).await;
    let table = [
        ("/api-users/x", 404),
        ("/api-users/0196E8A0-0000-7000-8000-00000000000A", 404),
        ("/api-users/0196e8a0-0000-7000-8000-00000000000a", 404),
        ("/api-users/%FF", 404),
        ("/api-users/%00/preview", 404),
        ("/projects/..%2F..%2Fetc%2Fpasswd", 404),
        ("/projects/0196e8a0-0000-7000-8000-00000000000a", 404),
        ("/projects/x/fields", 404),
        ("/projects/0196e8a0-0000-7000-8000-00000000000a/fields", 404),
        ("/help/none", 404),
        ("/static/none.js", 404),
        ("/static/..%2FCargo.toml", 404),
        ("/projects/{project}/records/x", 404),
        ("/projects/{project}/records/0196e8a0-0000-7000-8000-00000000000a", 404),
        ("/projects/0196e8a0-0000-7000-8000-00000000000a/records", 404),
        ("/projects/0196e8a0-0000-7000-8000-00000000000a/records/new", 404),
        ("/projects/{project}/records?page=0", 400),
        ("/projects/{project}/records?size=13", 400),
        ("/projects/{project}/records?status=new", 400),
        ("/projects/{project}/records?after=x", 400),
        ("/projects/{project}/records?q=%FF", 400),
        ("/projects/{project}/records?page=1000000000000", 303),
        ("/api-users?page=0", 400),
        ("/api-users?page=-1", 400),
        ("/api-users?page=x", 400),
        ("/api-users?page=1&page=2", 400),
        ("/api-users?size=13", 400),
        ("/api-users?sort=password_hash", 400),
        ("/api-users?status=new", 400),
        ("/api-users?role=root", 400),
        ("/api-users?after=x", 400),
        ("/api-users?q=%FF", 400),
        ("/projects?page=0", 400),
        ("/projects?status=x", 400),
        ("/api-users?page=1000000000000", 303),
        ("/projects?page=1000000000000", 303),
        ("/api-users?page=99999999999999999999999999", 303),
    ];
    for (path, status) in table {
        let path = path.replace("{project}", project.as_str());
        let answer = browser.get_raw(&path, &[]).await;
        assert_eq!(answer.status, status, "{path}: {answer}");
        // Static files answer bare.
        if status != 303 && !path.starts_with("/static/") {
            assert!(answer.has("main h1"), "{path}");
        }
    }
    for path in ["/api-users?page=1000000000000", "/projects?page=1000000000000"] {
        browser.get(path).await.must_be(200);
    }
    for (path, message) in [("/api-users", "control character"), ("/projects", "control character")] {
        browser.get(&format!("{path}?q=a%00b")).await.must_be(422).must_say(message);
        browser.get(&format!("{path}?q={}", "x".repeat(101))).await.must_be(422).must_say("100 characters");
    }
}

#[tokio::test]
async fn more_than_a_form_may_hold_is_413_and_nothing_is_saved() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let huge = format!("{}&junk={}", with(&id, "", ""), "x".repeat(5 * 1024 * 1024));
    for path in [format!("/api-users/{id}"), "/projects".to_owned(), "/language".to_owned()] {
        let answer = browser.post_raw(&path, &FORM, huge.clone()).await;
        answer.must_be(413).must_say("too large");
    }
    let large = format!("{}&junk={}", with(&id, "organization", "Elsewhere"), "x".repeat(200 * 1024));
    browser.post_raw(&format!("/api-users/{id}"), &FORM, large).await.must_be(303);
}

#[tokio::test]
async fn another_site_can_not_act_in_a_persons_name() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let origin = server.url("/");
    let origin = origin.trim_end_matches('/');
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let table: [(&[(&str, &str)], u16); 8] = [
        (&[kind, ("sec-fetch-site", "cross-site")], 403),
        (&[kind, ("sec-fetch-site", "same-site")], 403),
        (&[kind, ("sec-fetch-site", "cross-site"), ("origin", origin)], 403),
        (&[kind, ("origin", "https://evil.example")], 403),
        (&[kind, ("origin", "null")], 403),
        (&[kind], 403),
        (&[kind, ("origin", origin)], 201),
        (&[kind, ("sec-fetch-site", "same-origin")], 201),
    ];
    for (number, (headers, status)) in table.into_iter().enumerate() {
        let answer = browser.post_raw("/projects", headers, format!("name=Project+{number}")).await;
        assert_eq!(answer.status, status, "{headers:?}: {answer}");
    }
    assert_eq!(deeds(&server), 2);
}

#[tokio::test]
async fn a_field_that_a_role_does_not_see_is_refused_when_it_is_sent_all_the_same() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.private_note = "secret plan".to_owned());
    let path = format!("/api-users/{id}");
    let browser = manager(&server).await;
    let page = browser.get(&path).await;
    page.must_be(200).must_not_say("secret plan");
    assert!(!page.has("[name=private_note]"));
    page.form("setup").force("private_note", "gone").press("intent", "save").await.must_be(403);
    for version in ["1", "+1", "01"] {
        let granting = page.form("setup").force("role", "administrator").force("version", version);
        granting.press("intent", "save").await.must_be(403);
    }
    page.form("setup").force("version", "2").press("intent", "save").await.must_be(400);
    page.form("setup").set("organization", "Elsewhere").press("intent", "save").await.must_be(200).must_say("saved");
    let note = administrator(&server).await.get(&path).await.form("setup").value("private_note");
    assert_eq!(note.as_deref(), Some("secret plan"));
    auditor(&server).await.post_raw(&path, &FORM, with(&id, "", "")).await.must_be(403);
}

#[tokio::test]
async fn privileges_are_never_half_written() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    let all = PrivilegeSet::ALL;
    server.grant(&id, &project, all);
    server.api_user("taken");
    let browser = administrator(&server).await;
    // The privileges are written before the name is found to be taken.
    let form = browser.get(&format!("/api-users/{id}")).await.form("setup").set("username", "taken");
    form.untick(&format!("tick.{project}[]"), "access").press("intent", "save").await.must_be(422);
    let form = browser.get(&format!("/api-users/{id}")).await.form("setup");
    assert_eq!(form.value(&format!("baseline.{project}")), Some(all.bits().to_string()));
    assert_eq!(deeds(&server), 0);
}

#[tokio::test]
async fn methods_that_a_route_does_not_know_are_405() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    browser.post_raw("/api-users/new", &FORM, "").await.must_be(405);
    let head = browser.head("/help").await;
    assert_eq!((head.status, head.html.as_str()), (200, ""));
    browser.get_raw("/sign-out", &[]).await.must_be(405);
    Browser::new(&server).post_raw("/help/projects", &FORM, "").await.must_be(405);
}
