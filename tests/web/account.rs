//! My account, the menu of languages, the strength meter, and the Help Center.

use idc_admin::{
    audit::{Actor, Forbidden, Tx, operate_blocking},
    authorization::PanelRole,
    clock::Timestamp,
    locale::{Locale, Timezone},
    users::{self, EditSettings, Refused, ServedSettings, Settings, Theme},
};

use crate::{
    panel::{FORM, administrator, auditor, body, staffed},
    support::{
        browser::Browser,
        server::{PASSWORD, Server},
    },
};

const OTHER: &str = "marble canyon teapot 93";

#[tokio::test]
async fn language_timezone_and_colours_are_the_persons_own() {
    let server = staffed().await;
    server.api_user_with("kiosk", |user| user.last_login_at = Timestamp::from_micros(1_760_000_000_000_000));
    let browser = administrator(&server).await;
    let form = browser.get("/account").await.form("account");
    let saved = form.set("language", "fr").set("timezone", "Asia/Kathmandu").set("theme", "dark").press_first().await;
    saved.must_be(200).must_say("Vos réglages ont été enregistrés");
    assert!(saved.has("html[lang=fr][data-theme=dark]"));
    let list = browser.get("/api-users").await;
    list.must_say("9 oct. 2025");
    assert!(list.select_text("tbody td:nth-child(6) time").contains("UTC+05:45"), "{list}");
    assert!(list.has("time[datetime='2025-10-09T08:53:20Z'][title='2025-10-09 08:53:20 UTC']"), "{}", list.html);
    let again = administrator(&server).await.get("/account").await;
    assert!(again.has("html[lang=fr]"), "it is the person's, not the browser's");
    assert!(auditor(&server).await.get("/account").await.has("html[lang=en][data-theme=system]"));
}

#[tokio::test]
async fn unknown_settings_are_refused_beside_their_fields() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    for (field, value, said) in [
        ("language", "xx", "Choose one of the options"),
        ("timezone", "Mars/Olympus", "No timezone matches"),
        ("theme", "pink", "Choose one of the options"),
    ] {
        let form = browser.get("/account").await.form("account").force(field, value);
        let refused = form.press_first().await;
        refused.must_be(422).must_say(said);
        assert!(refused.has(&format!("#{field}-error")), "{field}");
    }
}

#[tokio::test]
async fn changing_the_password_ends_every_other_session() {
    let server = staffed().await;
    let (here, elsewhere) = (administrator(&server).await, administrator(&server).await);
    let form = here.get("/account").await.form("password");
    let form = form.set("current_password", PASSWORD).set("new_password", OTHER);
    form.set("new_password_again", "something else 12")
        .press_first()
        .await
        .must_be(422)
        .must_say("passwords don’t match");
    let form = here.get("/account").await.form("password").set("current_password", PASSWORD);
    let done = form.set("new_password", OTHER).set("new_password_again", OTHER).press_first().await;
    done.must_be(200).must_say("Your password has been changed");
    assert_eq!(elsewhere.get("/api-users").await.path(), "/sign-in?next=%2Fapi-users");
    Browser::sign_in(&server, "ana", OTHER).await;
    let form = here.get("/account").await.form("password").set("current_password", PASSWORD);
    form.set("new_password", OTHER).set("new_password_again", OTHER).press_first().await.must_be(422);
}

#[tokio::test]
async fn the_language_is_that_of_the_menu_or_of_the_browser() {
    let server = staffed().await;
    let stranger = Browser::new(&server).reading("de, fr-CA;q=0.8, en;q=0.5");
    let page = stranger.get("/help").await;
    page.must_be(200).must_say("Centre d’aide");
    let english = page.form("[action='/language']").press("language", "en").await;
    assert_eq!(english.must_be(200).path(), "/help");
    english.must_say("Help Center");
    stranger.get("/sign-in").await.must_say("Sign in");
    Browser::new(&server).reading("ja").get("/sign-in").await.must_say("Sign in");
}

#[tokio::test]
async fn the_meter_measures_and_keeps_nothing() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    for (password, score) in [("password", 0), ("plum otter violin 47", 4)] {
        let answer = browser.post_raw("/password-strength", &FORM, body(&[("password", password)])).await;
        assert_eq!(answer.must_be(200).header("cache-control"), Some("no-store"));
        assert!(answer.html.starts_with(&format!("{{\"score\":{score},\"text\":\"")), "{}", answer.html);
    }
}

#[tokio::test]
async fn help_is_public_and_every_anchor_that_screens_point_to_is_there() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.project("Badges");
    let (browser, stranger) = (administrator(&server).await, Browser::new(&server));
    let page = browser.get(&format!("/api-users/{id}")).await;
    let links: Vec<_> = page.html.split("href=\"/help/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.len() >= 18, "{links:?}");
    for link in links {
        let (slug, anchor) = link.split_once('#').unwrap_or((link, ""));
        let help = stranger.get(&format!("/help/{slug}")).await;
        assert!(help.must_be(200).html.contains(&format!("id=\"{anchor}\"")) || anchor.is_empty(), "{link}");
    }
    stranger.get("/help").await.follow("API Users List").await.must_be(200);
}

#[tokio::test]
async fn settings_of_two_windows_do_not_silently_replace_each_other() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let (one, other) = (browser.get("/account").await, browser.get("/account").await);
    one.form("account").set("theme", "dark").press_first().await.must_be(200).must_say("saved");
    let merged = other.form("account").set("timezone", "Asia/Tokyo").press_first().await;
    merged.must_be(200).must_say("along with changes made").must_say("you, in another tab");
    let form = merged.form("account");
    assert_eq!((form.value("timezone").as_deref(), form.value("theme").as_deref()), (Some("Asia/Tokyo"), Some("dark")));
    let clash = one.form("account").set("timezone", "Europe/Paris").press_first().await;
    clash.must_be(409).must_say("Changed in the meantime").must_say("Asia/Tokyo").must_say("Europe/Paris");
    let saved = clash.form("account").set("keep.timezone", "theirs:Asia/Tokyo").press_first().await;
    assert_eq!(saved.must_be(200).form("account").value("timezone").as_deref(), Some("Asia/Tokyo"));
    let lie = saved.form("account").set("theme", "light").force("served.theme", "light");
    lie.press_first().await.must_be(400);
}

type Operation<'a> = dyn Fn(&mut Tx<'_>) -> Result<(), Refused> + 'a;

/// Whoever calls the operations: not even who may do everything changes another person's settings by those that a person
/// has for their own.
#[tokio::test]
async fn nobody_changes_what_is_another_persons_own() {
    let server = Server::start().await;
    let [mia, ann] = ["mia", "ann"].map(|name| server.panel_user(name, PanelRole::Administrator, PASSWORD));
    let saved = server.db.write_blocking(|connection| users::find(connection, &mia)).unwrap().unwrap();
    let settings = Settings { language: Some(Locale::Fr), timezone: Timezone::UTC, theme: Theme::Dark };
    let edit = EditSettings { id: mia.clone(), version: 1, served: ServedSettings::of(&saved), settings };
    let operations: [&Operation<'_>; 2] =
        [&|tx| users::edit_settings(tx, &edit).map(drop), &|tx| users::set_language(tx, &mia, Locale::En).map(drop)];
    let person = |id, name: &str| {
        let (name, address) = (name.to_owned(), "127.0.0.1".to_owned());
        Actor::PanelUser { id, name, role: PanelRole::Administrator, address }
    };
    let others = [person(ann, "ann"), Actor::CommandLine, Actor::FirstRun { address: "127.0.0.1".to_owned() }];
    for (number, operation) in operations.into_iter().enumerate() {
        for actor in &others {
            let refused = operate_blocking(&server.db, actor, Timestamp::now(), operation);
            assert!(matches!(refused, Err(Refused::Forbidden(Forbidden))), "{number} {actor:?}: {refused:?}");
        }
        let done = operate_blocking(&server.db, &person(mia.clone(), "mia"), Timestamp::now(), operation);
        assert!(done.is_ok(), "{number}: {done:?}");
    }
}
