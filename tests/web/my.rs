//! API users who sign in: their projects, their account, and nothing else.

use diesel::prelude::*;
use idc_admin::{
    api_users::{self, EditSettings, Refused, ServedSettings, Settings},
    audit::{Actor, Forbidden, Tx, operate_blocking},
    authorization::{PanelRole, Privilege, PrivilegeSet, Status},
    clock::Timestamp,
    db::{DbResult, schema},
    ids::ApiUserId,
    locale::{Locale, Timezone},
};
use serde_json::json;

use crate::{
    panel::{FORM, administrator, body, staffed},
    support::{
        browser::{Answer, Browser},
        integrator::Integrator,
        server::{PASSWORD, Server, organization_named},
    },
};

const OTHER: &str = "marble canyon teapot 93";

async fn try_sign_in(browser: &Browser, path: &str, name: &str, password: &str) -> Answer {
    let form = browser.get(path).await.form("sign-in");
    form.set("username", name).set("password", password).press_first().await
}

fn set(privileges: &[Privilege]) -> PrivilegeSet {
    privileges.iter().copied().collect()
}

/// Signed in as kiosk.
async fn kiosk(server: &Server) -> Browser {
    Browser::sign_in(server, "kiosk", PASSWORD).await
}

async fn change_password(browser: &Browser, from: &str, to: &str) -> Answer {
    let form = browser.get("/my/account").await.form("password");
    form.set("current_password", from).set("new_password", to).set("new_password_again", to).press_first().await
}

fn end_all_sessions(server: &Server) {
    let ended: DbResult<usize> =
        server.db.write_blocking(|connection| Ok(diesel::delete(schema::sessions::table).execute(connection)?));
    assert!(ended.unwrap() > 0);
}

#[tokio::test]
async fn it_sees_the_projects_that_it_may_reach_and_no_others() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.language = Locale::Fr);
    let access = set(&[Privilege::Access, Privilege::Add]);
    for (name, status, privileges) in [
        ("Open", Status::Active, access),
        ("Paused", Status::Inactive, access),
        ("Binned", Status::Trash, access),
        ("Locked", Status::Active, set(&[Privilege::Print])),
    ] {
        server.grant(&id, &server.project_of(name, status), privileges);
    }
    server.project("Foreign");
    let browser = Browser::new(&server).reading("en");
    let page = try_sign_in(&browser, "/sign-in", "KIOSK", PASSWORD).await;
    assert_eq!(page.must_be(200).path(), "/my/projects");
    assert!(page.has("html[lang=fr]"), "it is the API user's, not the browser's");
    assert_eq!(page.select_texts("tbody th"), ["Open"]);
    assert_eq!(page.select_texts("tbody li"), ["Accéder à Producer", "Ajouter des fiches"]);
    page.must_say("Dans 3 autres projets");
    let english = page.form("[action='/language']").press("language", "en").await;
    english.must_be(200).must_say("In 3 other projects").must_say("Add Records");
    for page in [&english, &browser.get("/my/account").await] {
        for hidden in ["Paused", "Binned", "Locked", "Foreign"] {
            page.must_not_say(hidden);
        }
        assert!(!page.has("[href='/api-users']") && !page.has("[href='/projects']"), "{page}");
    }
    server.api_user("idle");
    Browser::sign_in(&server, "idle", PASSWORD).await.get("/").await.must_be(200).must_say("No projects yet");
}

#[tokio::test]
async fn many_projects_stand_on_pages() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    for number in 0..50 {
        server.grant(&id, &server.project(&format!("Project {number:02}")), set(&[Privilege::Access]));
    }
    let browser = kiosk(&server).await;
    let first = browser.get("/my/projects").await;
    assert_eq!(first.select_texts("tbody th").len(), 48);
    let last = first.follow("Next").await;
    assert_eq!(last.select_texts("tbody th"), ["Project 48", "Project 49"]);
    assert_eq!(browser.get("/my/projects?page=9").await.path(), "/my/projects?page=2");
    browser.get("/my/projects?page=0").await.must_be(400);
    let account = browser.get("/my/account").await;
    assert_eq!(account.select_texts("tbody th").len(), 8);
    assert_eq!(account.follow("See all 50 projects").await.path(), "/my/projects");
}

#[tokio::test]
async fn its_account_tells_everything_but_the_private_note() {
    let server = staffed().await;
    let mut last_four = String::new();
    let id = server.api_user_with("kiosk", |user| {
        user.organization = organization_named("Acme").to_string();
        user.timezone = Timezone::recognize("Asia/Kathmandu").unwrap();
        user.private_note = "never theirs to read".to_owned();
        last_four = user.key.last_four().to_owned();
    });
    server.grant(&id, &server.project("Badges"), PrivilegeSet::ALL);
    let browser = kiosk(&server).await;
    let page = browser.get("/my/account").await;
    for text in ["kiosk", "Operator", "Acme", "Active", "Badges", "Erase Records", &last_four, "Last used Never"] {
        page.must_say(text);
    }
    assert!(page.select_text("main time").contains("just now"), "the sign-in is a login: {page}");
    let saved = page.form("account").set("timezone", "Asia/Tokyo").press_first().await;
    let invalid = page.form("account").set("timezone", "Mars").press_first().await;
    let clash = page.form("account").set("timezone", "Europe/Paris").press_first().await;
    for (page, status) in [(&page, 200), (&saved, 200), (&invalid, 422), (&clash, 409)] {
        page.must_be(status);
        assert!(!page.html.contains("never theirs"), "{page}");
        page.must_not_say("Private Note");
    }
}

#[tokio::test]
async fn language_and_timezone_are_its_own_and_administrators_see_who_changed_them() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let setup = administrator(&server).await.get(&format!("/api-users/{id}")).await;
    let browser = kiosk(&server).await;
    let form = browser.get("/my/account").await.form("account");
    let saved = form.set("language", "fr").set("timezone", "Asia/Tokyo").press_first().await;
    saved.must_be(200).must_say("Vos réglages ont été enregistrés");
    let merged = setup.form("setup").set("organization", "Acme").press("intent", "save").await;
    merged.must_be(200).must_say("kiosk").must_say("Language: English → Français");
    let rows: DbResult<Vec<(String, String, i64)>> = server.db.write_blocking(|connection| {
        use schema::audit::{actor_id, actor_kind, seq, table, version};
        Ok(table.order(seq.desc()).limit(2).select((actor_kind, actor_id, version)).load(connection)?)
    });
    let own = rows.unwrap().pop().unwrap();
    assert_eq!(own, ("api_user".to_owned(), id.to_string(), 2));
    for (field, value) in [("language", "xx"), ("timezone", "Mars/Olympus")] {
        let refused = browser.get("/my/account").await.form("account").force(field, value).press_first().await;
        assert!(refused.must_be(422).has(&format!("#{field}-error")), "{field}");
    }
    let lie = browser.get("/my/account").await.form("account").set("language", "en").force("served.language", "en");
    lie.press_first().await.must_be(400);
}

#[tokio::test]
async fn two_tabs_and_an_administrator_do_not_silently_replace_each_other() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = kiosk(&server).await;
    let (one, other) = (browser.get("/my/account").await, browser.get("/my/account").await);
    one.form("account").set("language", "fr").press_first().await.must_be(200);
    let merged = other.form("account").set("timezone", "Asia/Tokyo").press_first().await;
    merged.must_be(200).must_say("vous, dans un autre onglet");
    let setup = administrator(&server).await.get(&format!("/api-users/{id}")).await.form("setup");
    let setup = setup.set("timezone", "Europe/Paris").set("private_note", "theirs alone");
    setup.press("intent", "save").await.must_be(200);
    let clash = merged.form("account").set("timezone", "Europe/Rome").press_first().await;
    clash.must_be(409).must_say("un administrateur").must_say("Europe/Paris").must_not_say("ana");
    clash.must_not_say("Note privée");
    assert!(clash.has("#account + section #facts"), "what is to be chosen comes first");
    let kept = clash.form("account").set("keep.timezone", "theirs:Europe/Paris").press_first().await;
    assert_eq!(kept.must_be(200).form("account").value("timezone").as_deref(), Some("Europe/Paris"));
}

#[tokio::test]
async fn a_new_password_counts_at_once_in_the_browser_and_at_the_api() {
    let server = staffed().await;
    let mut program = Integrator::new(&server, "kiosk", &[Privilege::Access]);
    program.call("get_all_records", json!({}), json!({})).await.json();
    let (here, elsewhere) = (kiosk(&server).await, kiosk(&server).await);
    let wrong = change_password(&here, "not my password", OTHER).await;
    wrong.must_be(422).must_say("This is not your password");
    assert!(!wrong.html.contains(OTHER), "no password is sent back");
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    change_password(&here, PASSWORD, "password").await.must_be(422).must_say("at least 15");
    change_password(&here, PASSWORD, "my-kiosk-and-more-words").await.must_be(422).must_say("contains the username");
    change_password(&here, PASSWORD, OTHER).await.must_be(200).must_say("Your password has been changed");
    assert_eq!(elsewhere.get("/my/account").await.path(), "/sign-in?next=%2Fmy%2Faccount");
    program.call("get_all_records", json!({}), json!({})).await.must_be(401, "unauthorized", "-");
    program.password = OTHER.to_owned();
    assert_eq!(program.call("get_all_records", json!({}), json!({})).await.status, 200);
    try_sign_in(&Browser::new(&server), "/sign-in", "kiosk", PASSWORD).await.must_be(422);
    try_sign_in(&Browser::new(&server), "/sign-in", "kiosk", OTHER).await.must_be(200);
    here.get("/my/account").await.must_be(200);
}

#[tokio::test]
async fn who_may_no_longer_sign_in_is_signed_out_at_once_and_stays_so() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    for status in [Status::Inactive, Status::Trash] {
        let browser = kiosk(&server).await;
        server.move_api_user(&id, status);
        assert_eq!(browser.get("/my/projects").await.path(), "/sign-in?next=%2Fmy%2Fprojects");
        server.move_api_user(&id, Status::Active);
        assert_eq!(browser.get("/my/projects").await.path(), "/sign-in?next=%2Fmy%2Fprojects", "{status:?}");
    }
    let browser = kiosk(&server).await;
    let reset = administrator(&server).await.get(&format!("/api-users/{id}/password-reset")).await;
    reset.form("reset").set("own_password", PASSWORD).press_first().await.must_be(201);
    assert_eq!(browser.get("/my/projects").await.path(), "/sign-in?next=%2Fmy%2Fprojects");
    let other = server.api_user("other");
    let browser = Browser::sign_in(&server, "other", PASSWORD).await;
    server.move_api_user(&other, Status::Trash);
    server.delete_api_user(&other);
    assert_eq!(browser.get("/my/projects").await.path(), "/sign-in?next=%2Fmy%2Fprojects");
}

/// The row may still be there, as where the end of it was written to another copy.
#[tokio::test]
async fn a_session_belongs_to_the_password_it_began_with() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.api_user("other");
    let (browser, other) = (kiosk(&server).await, Browser::sign_in(&server, "other", PASSWORD).await);
    let changed: DbResult<usize> = server.db.write_blocking(|connection| {
        use schema::api_users::{password_hash, table};
        let hash = crate::support::server::hash_of(OTHER);
        Ok(diesel::update(table.find(&id)).set(password_hash.eq(hash)).execute(connection)?)
    });
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(browser.get("/my/projects").await.path(), "/sign-in?next=%2Fmy%2Fprojects");
    other.get("/my/projects").await.must_be(200);
}

#[tokio::test]
async fn whoever_can_not_sign_in_is_told_the_same() {
    let server = staffed().await;
    server.api_user("kiosk");
    server.api_user_with("paused", |user| user.status = Status::Inactive);
    server.api_user_with("binned", |user| user.status = Status::Trash);
    let mut texts = Vec::new();
    for (name, password) in [("kiosk", "wrong"), ("nobody", PASSWORD), ("paused", PASSWORD), ("binned", PASSWORD)] {
        let answer = try_sign_in(&Browser::new(&server), "/sign-in", name, password).await;
        texts.push(answer.must_be(422).select_text("#sign-in-error"));
    }
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
}

#[tokio::test]
async fn signing_in_leads_nobody_to_what_is_not_theirs() {
    let server = staffed().await;
    server.api_user("kiosk");
    for (next, name, path) in [
        ("/api-users?status=trash", "kiosk", "/my/projects"),
        ("/my/account", "kiosk", "/my/account"),
        ("/help/my-account", "kiosk", "/help/my-account"),
        ("/my/account", "ana", "/api-users"),
    ] {
        let page = format!("/sign-in?{}", body(&[("next", next)]));
        let there = try_sign_in(&Browser::new(&server), &page, name, PASSWORD).await;
        assert_eq!(there.must_be(200).path(), path, "{name} to {next}");
    }
    let browser = kiosk(&server).await;
    let refused = browser.get("/api-users").await;
    refused.must_be(403).must_say("This page isn’t for API users");
    let out = refused.form("[action='/sign-out']").press_first().await;
    out.must_be(200).must_say("signed out");
    assert_eq!(browser.get("/my/projects").await.path(), "/sign-in?next=%2Fmy%2Fprojects");
}

#[tokio::test]
async fn what_it_typed_survives_the_end_of_its_session_for_itself_only() {
    let server = staffed().await;
    server.api_user("kiosk");
    for (name, is_kept) in [("kiosk", true), ("ana", false)] {
        let browser = kiosk(&server).await;
        let page = browser.get("/my/account").await;
        end_all_sessions(&server);
        let asked = page.form("account").set("timezone", "Asia/Tokyo").press("intent", "save").await;
        asked.must_be(401).must_say("What you typed is kept");
        let again = asked.form("sign-in").set("username", name).set("password", PASSWORD).press_first().await;
        if !is_kept {
            assert_eq!(again.must_be(200).path(), "/api-users");
            again.must_say("was discarded");
            continue;
        }
        let back = again.must_be(200).form("resume").press_first().await;
        assert_eq!(back.must_be(200).form("account").value("timezone").as_deref(), Some("Asia/Tokyo"));
    }
}

#[tokio::test]
async fn what_another_site_asks_for_is_refused() {
    let server = staffed().await;
    server.api_user("kiosk");
    let browser = kiosk(&server).await;
    let headers = [FORM[0], ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    for path in ["/my/account", "/my/account/password", "/language", "/sign-out"] {
        let sent = body(&[("language", "fr"), ("current_password", PASSWORD)]);
        browser.post_raw(path, &headers, sent).await.must_be(403).must_say("another site");
    }
    let large = vec![b'a'; 300 * 1024];
    browser.post_raw("/my/account", &FORM, large).await.must_be(413);
    assert!(browser.get("/my/account").await.must_be(200).has("html[lang=en]"));
}

type Operation<'a> = dyn Fn(&mut Tx<'_>) -> Result<(), Refused> + 'a;

/// Whoever calls the operations, and whatever they may do: only the API user itself, while it is Active.
#[tokio::test]
async fn nobody_else_changes_what_is_its_own() {
    let server = Server::start().await;
    let (id, other) = (server.api_user("kiosk"), server.api_user("other"));
    let ana = server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    let settings = Settings { language: Locale::Fr, timezone: Timezone::UTC };
    let before = ServedSettings::of(Locale::En, Timezone::UTC);
    let edit = EditSettings { id: id.clone(), version: 1, served: before, settings };
    let operations: [&Operation<'_>; 2] = [&|tx| api_users::edit_settings(tx, &edit).map(drop), &|tx| {
        api_users::set_language(tx, &id, Locale::En).map(drop)
    }];
    let api_user = |id: &ApiUserId| Actor::ApiUser { id: id.clone(), name: String::new(), address: String::new() };
    let role = PanelRole::Administrator;
    let person = Actor::PanelUser { id: ana, name: "ana".to_owned(), role, address: String::new() };
    let others = [person, api_user(&other), Actor::CommandLine, Actor::FirstRun { address: String::new() }];
    let run = |actor: &Actor, operation| operate_blocking(&server.db, actor, Timestamp::now(), operation);
    for operation in operations {
        for actor in &others {
            assert!(matches!(run(actor, operation), Err(Refused::Forbidden(Forbidden))), "{actor:?}");
        }
        assert!(run(&api_user(&id), operation).is_ok());
    }
    server.move_api_user(&id, Status::Inactive);
    for operation in operations {
        assert!(matches!(run(&api_user(&id), operation), Err(Refused::Forbidden(Forbidden))));
    }
}
