//! The first start, signing in and out, slowing down, and sessions that end in the middle of a form.

use std::time::Duration;

use diesel::prelude::*;
use idc_admin::{
    authorization::PanelRole,
    db::{DbResult, schema},
};

use crate::{
    panel::{FORM, administrator, body, manager, staffed},
    support::{
        browser::{Answer, Browser},
        server::{PASSWORD, Server},
    },
};

async fn try_sign_in(browser: &Browser, name: &str, password: &str) -> Answer {
    let form = browser.get("/sign-in").await.form("sign-in");
    form.set("username", name).set("password", password).press_first().await
}

fn end_all_sessions(server: &Server) {
    let ended: DbResult<usize> =
        server.db.write_blocking(|connection| Ok(diesel::delete(schema::sessions::table).execute(connection)?));
    assert!(ended.unwrap() > 0);
}

#[tokio::test]
async fn the_link_of_the_first_start_makes_one_administrator_and_is_used_up() {
    let server = Server::start().await;
    let browser = Browser::new(&server);
    let page = browser.get(server.first_run_link()).await;
    assert_eq!(page.must_be(200).header("referrer-policy"), Some("no-referrer"));
    let form = page.form("first-run").set("username", "root").set("timezone", "Asia/Tokyo");
    let weak = form.set("new_password", "password").set("new_password_again", "password").press_first().await;
    weak.must_be(422).must_say("at least 15");
    let form = weak.form("first-run");
    assert_eq!(form.value("username").as_deref(), Some("root"));
    assert_eq!(form.value("timezone").as_deref(), Some("Asia/Tokyo"));
    assert_eq!(form.value("new_password").as_deref(), Some(""));
    let home = form.set("new_password", PASSWORD).set("new_password_again", PASSWORD).press_first().await;
    assert_eq!(home.must_be(200).path(), "/api-users");
    home.must_say("root").must_say("Administrator").must_say("No API users yet");
    browser.get(server.first_run_link()).await.must_be(404);
    let late = body(&[("username", "late"), ("language", "en"), ("timezone", "UTC")]);
    Browser::new(&server).post_raw(server.first_run_link(), &FORM, late).await.must_be(404);
}

#[tokio::test]
async fn the_link_closes_when_somebody_is_added_another_way() {
    let server = Server::start().await;
    server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    Browser::new(&server).get(server.first_run_link()).await.must_be(404);
}

#[tokio::test]
async fn links_with_another_token_are_not_found() {
    let server = Server::start().await;
    for token in ["0123456789abcdef0123456789abcdef", "x", "%00"] {
        Browser::new(&server).get(&format!("/first-run/{token}")).await.must_be(404);
    }
}

#[tokio::test]
async fn after_signing_in_people_are_where_they_wanted_to_go() {
    let server = staffed().await;
    let page = Browser::new(&server).get("/api-users?status=trash&size=48").await;
    let form = page.form("sign-in").set("username", "ANA").set("password", PASSWORD);
    assert_eq!(form.press_first().await.must_be(200).path(), "/api-users?status=trash&size=48");
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"] {
        let page = Browser::new(&server).get(&format!("/sign-in?{}", body(&[("next", next)]))).await;
        let form = page.form("sign-in").set("username", "ana").set("password", PASSWORD);
        assert_eq!(form.press_first().await.must_be(200).path(), "/api-users", "{next}");
    }
}

#[tokio::test]
async fn wrong_names_and_wrong_passwords_are_answered_alike_and_keep_the_name() {
    let server = staffed().await;
    let mut texts = Vec::new();
    for name in ["ana", "nobody", "no:body"] {
        let answer = try_sign_in(&Browser::new(&server), name, "wrong").await;
        answer.must_be(422);
        assert_eq!(answer.form("sign-in").value("username").as_deref(), Some(name));
        assert_eq!(answer.form("sign-in").value("password").as_deref(), Some(""));
        texts.push(answer.select_text("#sign-in-error"));
    }
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
}

/// Until the wait is so long that a busy machine does not sit it out between two tries.
async fn guess_until_told_to_wait(browser: &Browser, name: &str) {
    loop {
        let answer = try_sign_in(browser, name, "wrong").await;
        let wait = answer.header("retry-after").map_or(0, |seconds| seconds.parse().unwrap());
        if wait >= 4 {
            return;
        }
        tokio::time::sleep(Duration::from_secs(wait)).await;
    }
}

#[tokio::test]
async fn guessing_is_slowed_and_the_person_is_told_how_long_but_not_locked_out_of_their_own_browser() {
    let server = staffed().await;
    let own = administrator(&server).await;
    own.get("/").await.form("[action='/sign-out']").press_first().await.must_be(200).must_say("signed out");
    for name in ["ana", "nobody"] {
        let stranger = Browser::new(&server);
        try_sign_in(&stranger, name, "wrong").await.must_be(422);
        guess_until_told_to_wait(&stranger, name).await;
        let early = try_sign_in(&stranger, name, PASSWORD).await;
        early.must_be(429).must_say("Too many attempts");
        assert!(early.header("retry-after").is_some_and(|seconds| seconds.parse::<u64>().unwrap() >= 1));
        assert_eq!(early.form("sign-in").value("username").as_deref(), Some(name));
    }
    assert_eq!(try_sign_in(&own, "ana", PASSWORD).await.must_be(200).path(), "/api-users");
    // Somebody else's name is not held up.
    assert_eq!(try_sign_in(&Browser::new(&server), "max", PASSWORD).await.must_be(200).path(), "/api-users");
}

#[tokio::test]
async fn signing_in_renews_the_session_and_signing_out_ends_it_everywhere() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let session = |browser: &Browser| browser.cookies().into_iter().find(|(name, _)| name == "idc-session");
    let first = session(&browser).unwrap();
    let stolen = format!("{}={}", first.0, first.1);
    try_again(&browser).await;
    let thief = Browser::new(&server);
    assert_ne!(session(&browser).unwrap(), first);
    thief.get_raw("/api-users", &[("cookie", &stolen)]).await.must_be(303);
    let kept = session(&browser).unwrap();
    let kept = format!("{}={}", kept.0, kept.1);
    thief.get_raw("/api-users", &[("cookie", &kept)]).await.must_be(200);
    browser.get("/").await.form("[action='/sign-out']").press_first().await;
    thief.get_raw("/api-users", &[("cookie", &kept)]).await.must_be(303);
}

/// The row may still be there, as where the end of it was written to another copy.
#[tokio::test]
async fn a_session_that_began_with_an_older_password_is_over() {
    let server = staffed().await;
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let changed: DbResult<usize> = server.db.write_blocking(|connection| {
        use schema::panel_users::{password_version, role, table};
        let row = table.filter(role.eq(PanelRole::Administrator));
        Ok(diesel::update(row).set(password_version.eq(password_version + 1)).execute(connection)?)
    });
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(ana.get("/api-users").await.path(), "/sign-in?next=%2Fapi-users");
    max.get("/api-users").await.must_be(200);
    let left: DbResult<i64> =
        server.db.write_blocking(|connection| Ok(schema::sessions::table.count().get_result(connection)?));
    assert_eq!(left.unwrap(), 2, "it is not for want of its row");
}

#[tokio::test]
async fn two_right_sign_ins_of_strangers_at_one_instant_both_succeed() {
    let server = staffed().await;
    for _ in 0..3 {
        let ana = || Browser::sign_in(&server, "ana", PASSWORD);
        let (one, other) = tokio::join!(ana(), ana());
        one.get("/api-users").await.must_be(200);
        other.get("/api-users").await.must_be(200);
    }
}

/// The form once more, while signed in.
async fn try_again(browser: &Browser) {
    let sent = body(&[("username", "ana"), ("password", PASSWORD), ("next", "/")]);
    browser.post_raw("/sign-in", &FORM, sent).await.must_be(303);
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session_for_the_same_person_only() {
    let server = staffed().await;
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    for (name, is_kept) in [("ana", true), ("max", false)] {
        let browser = administrator(&server).await;
        let page = browser.get(&format!("/api-users/{id}")).await;
        end_all_sessions(&server);
        let form = page.form("setup").set("organization", "Typed & kept").set("new_password", "never kept at all");
        let form = form.tick(&format!("tick.{project}[]"), "access");
        let asked = form.press("intent", "save").await;
        asked.must_be(401).must_say("Your session has ended").must_say("What you typed is kept");
        assert!(!asked.html.contains("never kept") && !asked.html.contains("Typed &"), "it is sealed");
        let again = asked.form("sign-in").set("username", name).set("password", PASSWORD).press_first().await;
        if !is_kept {
            again.must_be(200).must_say("was discarded");
            assert!(!again.html.contains("Typed"));
            continue;
        }
        again.must_be(200).must_say("Continue editing");
        let back = again.form("resume").press_first().await;
        back.must_be(200).must_say("Unsaved changes");
        let form = back.form("setup");
        assert_eq!(form.value("organization").as_deref(), Some("Typed & kept"));
        assert_eq!(form.value(&format!("tick.{project}[]")).as_deref(), Some("access"));
        assert_eq!(form.value("new_password").as_deref(), Some(""));
    }
}

#[tokio::test]
async fn what_one_person_typed_is_not_shown_to_who_signed_in_after_them() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let page = browser.get(&format!("/api-users/{id}")).await;
    let sent = body(&[("username", "max"), ("password", PASSWORD), ("next", "/")]);
    browser.post_raw("/sign-in", &FORM, sent).await.must_be(303);
    end_all_sessions(&server);
    let asked = page.form("setup").set("private_note", "for ana only").press("intent", "save").await;
    asked.must_be(401).must_say("could not be kept").must_not_say("is kept");
    assert!(!asked.has("[name=typed]"), "not even encrypted");
    let again = asked.form("sign-in").set("username", "max").set("password", PASSWORD).press_first().await;
    again.must_be(200);
    assert!(!again.html.contains("for ana only"));
}

#[tokio::test]
async fn settings_typed_under_an_ended_session_are_kept_and_deeds_are_not_done_later() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let (account, setup) = (browser.get("/account").await, browser.get(&format!("/api-users/{id}")).await);
    end_all_sessions(&server);
    let asked = account.form("account").set("timezone", "Asia/Tokyo").press("intent", "save").await;
    let back = asked.form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    let form = back.form("resume").press_first().await.form("account");
    assert_eq!(form.value("timezone").as_deref(), Some("Asia/Tokyo"));
    end_all_sessions(&server);
    let author = setup.form("setup").value("author").unwrap();
    for deed in ["status", "delete", "password-reset"] {
        let sent = body(&[("status", "trash"), ("author", &author), ("intent", "save")]);
        let asked = browser.post_raw(&format!("/api-users/{id}/{deed}"), &FORM, sent).await;
        assert!(!asked.must_be(401).has("[name=typed]"), "{deed}");
    }
    browser.post_raw("/sign-out", &[("sec-fetch-site", "same-origin")], "").await.must_be(401);
}

#[tokio::test]
async fn the_first_form_works_where_browsers_hide_the_origin() {
    let server = Server::start().await;
    let sent = body(&[
        ("username", "root"),
        ("language", "en"),
        ("timezone", "UTC"),
        ("new_password", PASSWORD),
        ("new_password_again", PASSWORD),
    ]);
    let headers = [FORM[0], ("origin", "null")];
    let path = server.first_run_link().rsplit_once("/first-run/").unwrap().1;
    Browser::new(&server).post_raw(&format!("/first-run/{path}"), &headers, sent).await.must_be(303);
}

#[tokio::test]
async fn behind_tls_cookies_are_secure_and_bound_to_the_host() {
    let server = Server::start_with(&[("IDC_PUBLIC_URL", "https://idc.example.com")]).await;
    server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    let sent = body(&[("username", "ana"), ("password", PASSWORD)]);
    let headers = [FORM[0], ("origin", "https://idc.example.com")];
    let answer = Browser::new(&server).post_raw("/sign-in", &headers, sent).await;
    let cookies: Vec<_> =
        answer.must_be(303).headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("__Host-idc-session=")), "{cookies:?}");
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{part} of {cookie}");
        }
    }
}
