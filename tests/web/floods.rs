//! More than anybody needs: too large, too many, too slow, too long.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use idc_admin::authorization::{PanelRole, Privilege};
use image::ImageFormat;
use tokio::{sync::mpsc, time::timeout};

use crate::{
    panel::{FORM, administrator, body, staffed},
    pictures::{record, send},
    support::{
        browser::Browser,
        images::plain,
        integrator::Integrator,
        raw::Raw,
        server::{PASSWORD, Server, Site},
    },
};

/// A form that owes all of its body.
const OWING: &str = "POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                     content-length: 100\r\n\r\n";

#[tokio::test]
async fn strangers_send_small_forms_only() {
    let server = staffed().await;
    let stranger = Browser::new(&server);
    for (path, status) in [("/sign-in", 422), ("/language", 303), ("/api-users", 401)] {
        for (padding, status) in [(7_000, status), (9_000, 413), (500_000, 413)] {
            let fields = [("username", "ana"), ("password", "wrong"), ("language", "en"), ("x", &"x".repeat(padding))];
            let answer = stranger.post_raw(path, &FORM, body(&fields)).await;
            assert_eq!(answer.status, status, "{path}, {padding}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_browser_that_signed_in_before_may_send_what_it_had_typed_and_carry_it_through() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let page = browser.get(&format!("/api-users/{id}")).await;
    browser.post_raw("/sign-out", &FORM, "").await.must_be(303);
    let note = "é".repeat(30_000);
    let asked = page.form("setup").set("private_note", &note).press("intent", "save").await;
    asked.must_be(401).must_say("What you typed is kept");
    let back = asked.form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    assert_eq!(back.form("resume").press_first().await.form("setup").value("private_note"), Some(note));
    // As a stranger would send it.
    let fields = [("author", "x"), ("private_note", &"x".repeat(30_000))];
    Browser::new(&server).post_raw(&format!("/api-users/{id}"), &FORM, body(&fields)).await.must_be(413);
}

#[tokio::test]
async fn more_fields_than_any_form_has_are_400() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    for path in ["/projects", "/api-users", "/account", "/sign-in"] {
        let answer = browser.post_raw(path, &FORM, "a&".repeat(2_001)).await;
        answer.must_be(400).must_say("more fields than any form");
    }
    let stranger = Browser::new(&server).post_raw("/sign-in", &FORM, "a&".repeat(2_001)).await;
    stranger.must_be(400).must_say("more fields than any form");
}

/// More tries at once than may wait, each from elsewhere and with another name, so that no throttle holds them back.
#[tokio::test]
async fn wrong_passwords_from_outside_leave_those_who_are_signed_in_their_turn() {
    let server = Server::start_with(&[("IDC_TRUSTED_PROXIES", "127.0.0.1")]).await;
    server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let is_over = Arc::new(AtomicBool::new(false));
    let strangers = (0..36).map(|stranger| {
        let (browser, tell, is_over) = (Browser::new(&server), tell.clone(), Arc::clone(&is_over));
        tokio::spawn(async move {
            for number in 0.. {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let address = format!("10.{stranger}.{}.{}", number / 250 % 250, number % 250);
                let headers = [FORM[0], FORM[1], ("x-forwarded-for", &address)];
                let fields = [("username", &*format!("nobody-{stranger}-{number}")), ("password", "wrong")];
                let status = browser.post_raw("/sign-in", &headers, body(&fields)).await.status;
                assert!([422, 503].contains(&status), "{status}");
                tell.send(status).unwrap();
            }
        })
    });
    let strangers: Vec<_> = strangers.collect();
    // From now on the place of each who had their turn is taken at once.
    while told.recv().await != Some(503) {}
    let passwords = [PASSWORD, "marble canyon teapot 93", "violet harbor sundial 28"];
    for (number, current) in passwords.into_iter().enumerate() {
        let form = browser.get(&format!("/api-users/{id}")).await.must_be(200).form("setup");
        let form = form.set("organization", &format!("Save {number}"));
        form.press("intent", "save").await.must_be(200).must_say("saved");
        // This one has passwords hashed: the current one, and the new one.
        let new = passwords[(number + 1) % 3];
        let form = browser.get("/account").await.form("password").set("current_password", current);
        let changed = form.set("new_password", new).set("new_password_again", new).press_first().await;
        changed.must_be(200).must_say("Your password has been changed");
    }
    is_over.store(true, Ordering::Relaxed);
    for stranger in strangers {
        stranger.await.unwrap();
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_408_and_the_end_of_its_connection() {
    let server = Server::start_changed(&[], |config| config.body_time = Duration::from_millis(100)).await;
    let mut raw = Raw::connect(server.origin()).await;
    raw.send(OWING).await;
    raw.send("username=").await;
    let answer = raw.answer().await;
    assert_eq!(answer.must_be(408).header("connection"), "close");
    assert!(answer.header("content-type").starts_with("text/html"));
    raw.closes().await;
}

#[tokio::test]
async fn photos_that_do_not_come_are_408_and_hold_up_no_other_for_good() {
    let server = Server::start_changed(&[], |config| config.body_time = Duration::from_millis(400)).await;
    server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    let page = record(&Integrator::new(&server, "kiosk", &Privilege::ALL)).await;
    let browser = Browser::sign_in(&server, "ana", PASSWORD).await;
    let mut hanging = photos_that_do_not_come(&server, &browser, &page).await;
    for raw in &mut hanging {
        assert_eq!(raw.answer().await.must_be(408).header("connection"), "close");
        raw.closes().await;
    }
    save_photo(&browser, &page).await;
}

#[tokio::test]
async fn whose_photos_do_not_come_holds_up_nobody_else() {
    let server = Server::start_changed(&[], |config| config.body_time = Duration::from_hours(1)).await;
    let page = record(&Integrator::new(&server, "kiosk", &Privilege::ALL)).await;
    for name in ["ana", "bea"] {
        server.panel_user(name, PanelRole::Administrator, PASSWORD);
    }
    let ana = Browser::sign_in(&server, "ana", PASSWORD).await;
    let _hanging = photos_that_do_not_come(&server, &ana, &page).await;
    let bea = Browser::sign_in(&server, "bea", PASSWORD).await;
    timeout(Duration::from_mins(1), save_photo(&bea, &page)).await.expect("a place of one who waits for nobody");
}

/// Photos that are promised and not sent, more than are taken in at once.
async fn photos_that_do_not_come(server: &Server, browser: &Browser, page: &str) -> Vec<Raw> {
    let cookies: Vec<String> = browser.cookies().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let owing = format!(
        "POST {page}/photo HTTP/1.1\r\nhost: x\r\ncookie: {}\r\nsec-fetch-site: same-origin\r\n\
         content-type: multipart/form-data; boundary=x\r\ncontent-length: 1000000\r\n\r\n\
         --x\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n",
        cookies.join("; ")
    );
    let mut hanging = Vec::new();
    for _ in 0..12 {
        let mut raw = Raw::connect(server.origin()).await;
        raw.send(&owing).await;
        hanging.push(raw);
    }
    hanging
}

async fn save_photo(browser: &Browser, page: &str) {
    let photo = plain(40, 50, [200, 40, 40], ImageFormat::Jpeg);
    let fields = [("served", "0"), ("intent", "save")];
    send(browser, &format!("{page}/photo"), &fields, Some(("photo", &photo))).await.must_be(303);
}

#[tokio::test]
async fn a_body_without_a_length_is_411_and_the_end_of_its_connection() {
    let server = Server::start().await;
    for (method, path) in [("POST", "/sign-in"), ("GET", "/sign-in"), ("POST", "/none"), ("GET", "/static/none")] {
        let mut raw = Raw::connect(server.origin()).await;
        raw.send(format!("{method} {path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"))
            .await;
        raw.answer().await.must_be(411);
        raw.closes().await;
    }
}

#[tokio::test]
async fn in_a_crowd_connections_are_not_kept_and_nobody_waits_for_bodies() {
    let server = Server::start_with(&[("IDC_MAX_CONNECTIONS", "8")]).await;
    server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    let mut owing = Vec::new();
    for _ in 0..5 {
        let mut raw = Raw::connect(server.origin()).await;
        // Answered once, so it is counted.
        assert_eq!(raw.get("/sign-in", "").await.must_be(200).header("connection"), "");
        owing.push(raw);
    }
    let mut sixth = Raw::connect(server.origin()).await;
    assert_eq!(sixth.get("/sign-in", "").await.must_be(200).header("connection"), "close");
    sixth.closes().await;
    for raw in &mut owing {
        raw.send(OWING).await;
    }
    // With this one three quarters are taken, and whoever has waited longest makes room.
    let mut last = Raw::connect(server.origin()).await;
    last.send(OWING).await;
    owing[0].answer().await.must_be(408);
    owing[0].closes().await;
}
