//! The main jobs in a real browser: by mouse, by keyboard alone, on a phone, and with scripts off.

use crate::{
    panel::{administrator, staffed},
    support::{
        chromium::{Chromium, Key, PHONE, Setup},
        server::{PASSWORD, Server},
    },
};

async fn signed_in(server: &Server, setup: Setup) -> Chromium {
    let chromium = Chromium::open(server, setup).await;
    chromium.take_cookies_of(&administrator(server).await).await;
    chromium
}

async fn no_errors(chromium: &Chromium) {
    let errors = chromium.console_errors().await;
    assert!(errors.is_empty(), "{errors:#?}");
}

async fn ticked(chromium: &Chromium) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-matrix] input:checked')].map(box => box.value)";
    let values = chromium.eval(script).await;
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn from_the_first_start_to_a_deleted_api_user() {
    let server = Server::start().await;
    let chromium = Chromium::open(&server, Setup::default()).await;
    chromium.goto(server.first_run_link()).await;
    chromium.type_into("#username", "root").await;
    chromium.type_into("#new_password", PASSWORD).await;
    chromium.type_into("#new_password_again", PASSWORD).await;
    chromium.to_next_page(chromium.click("#first-run .button-primary")).await;
    assert_eq!(chromium.path().await, "/api-users");

    // A project, so that there are privileges to set.
    chromium.goto("/projects/new").await;
    chromium.type_into("#name", "Campus Badges").await;
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    assert!(
        chromium.eval("return document.getElementById('secret').value").await.as_str().unwrap().starts_with("idcp_")
    );

    chromium.to_next_page(chromium.goto("/api-users")).await;
    chromium.to_next_page(chromium.click(".empty .button-primary")).await;
    chromium.type_into("#username", "badge-kiosk-01").await;
    chromium.click("[data-generate]").await;
    let made = chromium.eval("return document.getElementById('new_password').value").await;
    assert_eq!(made.as_str().unwrap().len(), 24);
    chromium.wait_for(".meter[data-score='4']").await;
    assert!(!chromium.text("[data-unsaved]").await.is_empty());
    chromium.click("[data-matrix] input[value=access]").await;
    chromium.click("[data-matrix] input[value=print]").await;
    assert_eq!(chromium.text("[data-held]").await, "2 of 10");
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    assert_eq!(chromium.status().await, Some(201));
    chromium.to_next_page(chromium.click("main .button-primary")).await;

    // Edited.
    assert_eq!(ticked(&chromium).await, ["access", "print"]);
    chromium.type_into("#organization", "Acme").await;
    chromium.click("[data-toggle=row]").await;
    assert_eq!(chromium.text("[data-held]").await, "10 of 10");
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    chromium.wait_for(".notice-success").await;
    assert_eq!(ticked(&chromium).await.len(), 10);

    // Moved, and deleted.
    for to in ["inactive", "active", "trash"] {
        chromium.to_next_page(chromium.click(&format!(".toolbar [name=status][value={to}]"))).await;
        chromium.wait_for(&format!(".status-large.status-{to}")).await;
    }
    chromium.to_next_page(chromium.click(".toolbar-apart")).await;
    chromium.to_next_page(chromium.click("#delete .button-danger")).await;
    assert_eq!(chromium.path().await, "/api-users?status=trash");
    chromium.wait_for(".notice-success").await;
    no_errors(&chromium).await;
}

#[tokio::test]
async fn the_privileges_by_keyboard_alone() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.project("A");
    server.project("B");
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto(&format!("/api-users/{id}")).await;
    // From the field of the filter into the grid by Tab alone.
    chromium.eval("document.getElementById('projects').focus()").await;
    for _ in 0..40 {
        chromium.key(Key::Tab).await;
        if chromium.eval("return document.activeElement.type === 'checkbox'").await == true {
            break;
        }
    }
    chromium.key(Key::Space).await;
    chromium.key(Key::Right).await;
    chromium.key(Key::Space).await;
    chromium.key(Key::Down).await;
    chromium.key(Key::Space).await;
    chromium.key(Key::Left).await;
    chromium.key(Key::Left).await;
    chromium.key(Key::Up).await;
    let named = "const at = document.activeElement; \
                 const named = at.getAttribute('aria-labelledby').split(' ').map((id) => document.getElementById(id)); \
                 return [at.value, ...named.map((element) => element.textContent.trim())].join(', ')";
    assert_eq!(chromium.eval(named).await, "access, Access Producer, A");
    assert_eq!(ticked(&chromium).await, ["access", "add", "add"]);
    assert_eq!(chromium.text("tr.dimmed .matrix-reason").await, "No effect without Access Producer");
    chromium.eval("document.querySelector('.toolbar [value=save]').focus()").await;
    chromium.to_next_page(chromium.key(Key::Enter)).await;
    chromium.wait_for(".notice-success").await;
    assert_eq!(ticked(&chromium).await, ["access", "add", "add"]);
    no_errors(&chromium).await;
}

#[tokio::test]
async fn the_toggles_and_explanations_by_mouse() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    server.project("A");
    server.project("B");
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto(&format!("/api-users/{id}")).await;
    chromium.click("[data-toggle=column][value$=access]").await;
    assert_eq!(ticked(&chromium).await, ["access", "access"]);
    chromium.click("[data-toggle=all]").await;
    assert_eq!(ticked(&chromium).await.len(), 20);
    chromium.click("[data-toggle=all]").await;
    assert!(ticked(&chromium).await.is_empty());
    chromium.eval("document.querySelector('[data-tip][href$=photo]').focus()").await;
    assert!(chromium.text("#tip").await.contains("the live camera will not turn on"));
    no_errors(&chromium).await;
}

#[tokio::test]
async fn unsaved_changes_are_not_left_without_a_question() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto(&format!("/api-users/{id}")).await;
    let leaves = "const event = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(event); \
                  return !event.defaultPrevented";
    assert_eq!(chromium.eval(leaves).await, true);
    chromium.type_into("#organization", "Acme").await;
    assert_eq!(chromium.eval(leaves).await, false);
    assert!(!chromium.text("[data-unsaved]").await.is_empty());
    chromium.type_into("#organization", "").await;
    assert_eq!(chromium.eval(leaves).await, true);
    // What comes back refused is unsaved from the start.
    chromium.type_into("#username", "a b").await;
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    assert_eq!(chromium.eval(leaves).await, false);
    assert_eq!(chromium.eval("return document.activeElement.className").await, "notice notice-danger error-summary");
    chromium.click(".error-summary a").await;
    assert_eq!(chromium.eval("return document.activeElement.id").await, "username");
    no_errors(&chromium).await;
}

#[tokio::test]
async fn the_preview_opens_beside_its_row_and_a_row_opens_its_setup() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto("/api-users").await;
    chromium.click(".list-api-users td a").await;
    chromium.wait_for("#preview:popover-open article").await;
    assert!(chromium.text("#preview").await.contains("kiosk"));
    assert_eq!(chromium.path().await, "/api-users");
    chromium.key(Key::Escape).await;
    assert_eq!(chromium.eval("return document.querySelector('#preview').matches(':popover-open')").await, false);
    assert_eq!(chromium.eval("return document.activeElement.matches('.list-api-users td a')").await, true);
    chromium.to_next_page(chromium.click("td:nth-child(5)")).await;
    assert_eq!(chromium.path().await, format!("/api-users/{id}"));
    no_errors(&chromium).await;
}

#[tokio::test]
async fn timezones_can_be_searched() {
    let server = staffed().await;
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto("/account").await;
    chromium.type_into(".zone-search", "buenos").await;
    chromium.key(Key::Enter).await;
    assert_eq!(
        chromium.eval("return document.getElementById('timezone').value").await,
        "America/Argentina/Buenos_Aires"
    );
    chromium.to_next_page(chromium.click("#account .button-primary")).await;
    assert_eq!(
        chromium.eval("return document.getElementById('timezone').value").await,
        "America/Argentina/Buenos_Aires"
    );
    no_errors(&chromium).await;
}

#[tokio::test]
async fn guessing_is_slowed_and_told() {
    let server = staffed().await;
    let chromium = Chromium::open(&server, Setup::default()).await;
    chromium.goto("/sign-in").await;
    let mut statuses = Vec::new();
    while statuses.last() != Some(&429) {
        chromium.type_into("#username", "ana").await;
        chromium.type_into("#password", "wrong").await;
        chromium.to_next_page(chromium.click("#sign-in .button-primary")).await;
        statuses.push(chromium.status().await.unwrap());
        assert!(statuses.len() < 10, "{statuses:?}");
    }
    assert_eq!(statuses[0], 422);
    assert!(chromium.text("#sign-in-error").await.contains("Wait"));
}

#[tokio::test]
async fn with_scripts_off_the_list_and_the_form_work() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    for number in 0..20 {
        server.api_user(&format!("machine-{number:02}"));
    }
    server.project("A");
    let chromium = signed_in(&server, Setup { scripts: false, ..Setup::default() }).await;
    chromium.goto("/api-users").await;
    chromium.click(".pager [rel=next]").await;
    chromium.wait_for(".pager [rel=prev]").await;
    chromium.type_into("#q", "kiosk").await;
    chromium.click("#filters button").await;
    chromium.wait_for(&format!("tbody a[href='/api-users/{id}']")).await;
    chromium.click(".list-api-users td a").await;
    chromium.wait_for("article.preview").await;
    chromium.click("article .button-primary").await;
    chromium.type_into("#organization", "Acme").await;
    chromium.click("[value^=toggle-row]").await;
    chromium.wait_for("[data-unsaved]:not([hidden])").await;
    assert_eq!(chromium.text("[data-held]").await, "10 of 10");
    chromium.click("[value=generate]").await;
    chromium.wait_for("#new_password[type=text]").await;
    chromium.type_into("#new_password", "").await;
    chromium.type_into("#new_password_again", "").await;
    chromium.click(".toolbar [value=save]").await;
    chromium.wait_for(".notice-success").await;
    let page = administrator(&server).await.get(&format!("/api-users/{id}")).await;
    assert_eq!(page.form("setup").value("organization").as_deref(), Some("Acme"));
    assert_eq!(page.select_text("[data-held]"), "10 of 10");
}

#[tokio::test]
async fn on_a_phone_everything_can_be_done_without_scrolling_sideways() {
    let server = staffed().await;
    let id =
        server.api_user_with(&"w".repeat(64), |user| user.organization = "An organization of a long name".to_owned());
    server.project("A project with quite a long name that goes on and on for a while");
    let chromium = signed_in(&server, Setup { size: PHONE, ..Setup::default() }).await;
    for path in ["/api-users", "/projects", "/account", "/help/api-user-setup", &format!("/api-users/{id}")] {
        chromium.goto(path).await;
        let overflow = chromium.eval("return document.documentElement.scrollWidth - innerWidth").await;
        assert_eq!(overflow, 0, "{path} is wider than the screen");
    }
    chromium.click(".row-toggle").await;
    chromium.click("[data-matrix] input[value=erase]").await;
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    chromium.wait_for(".notice-success").await;
    assert_eq!(ticked(&chromium).await, ["erase"]);
    no_errors(&chromium).await;
}
