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
    assert!(chromium.text("[data-generated]").await.contains("Copy it now"));
    chromium.click("[data-matrix] input[value=print]").await;
    assert_eq!(chromium.text("[data-held]").await, "2 of 10", "with Access Producer");
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    assert_eq!(chromium.status().await, Some(201));
    assert_eq!(chromium.eval("return document.getElementById('password').value").await, made);
    chromium.to_next_page(chromium.click("main .button-primary")).await;
    assert_eq!(chromium.text("#marked th").await, "badge-kiosk-01");
    chromium.to_next_page(chromium.click("#marked th a")).await;

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
    assert_eq!(chromium.path().await, "/api-users");
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
    // From the field of the filter into the grid by Tab alone, and out of it by one more.
    chromium.wait_for("#projects").await;
    chromium.eval("document.getElementById('projects').focus()").await;
    let in_grid = "return document.activeElement.closest('[role=grid]') !== null";
    for _ in 0..6 {
        chromium.key(Key::Tab).await;
        if chromium.eval(in_grid).await == true {
            break;
        }
    }
    chromium.key(Key::Right).await;
    chromium.key(Key::Space).await;
    let named = "const at = document.activeElement; \
                 const named = (at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)); \
                 return [at.value, ...named.map((element) => element?.textContent.trim())].join(', ')";
    assert_eq!(chromium.eval(named).await, "add, Add Records, A");
    assert_eq!(ticked(&chromium).await, ["access", "add"]);
    assert_eq!(chromium.text(".matrix-note:not(:empty)").await, "Access Producer selected too");
    assert_eq!(chromium.text("[data-pending]").await, "2 changes in 1 project");
    // It goes with the one that it came with.
    chromium.key(Key::Space).await;
    assert!(ticked(&chromium).await.is_empty());
    chromium.key(Key::Space).await;
    // A box of its own that is cleared says what that means.
    chromium.key(Key::Left).await;
    chromium.key(Key::Space).await;
    assert_eq!(chromium.text("tr.dimmed .matrix-reason").await, "No effect without Access Producer");
    // The end of the row toggles it, and toggles back; the head of a column is above it.
    chromium.key(Key::Down).await;
    chromium.key(Key::End).await;
    chromium.key(Key::Space).await;
    assert_eq!(ticked(&chromium).await.len(), 11);
    chromium.key(Key::Space).await;
    assert_eq!(ticked(&chromium).await, ["add"]);
    chromium.key(Key::Home).await;
    chromium.key(Key::Up).await;
    chromium.key(Key::Up).await;
    chromium.key(Key::Space).await;
    assert_eq!(ticked(&chromium).await, ["access", "add", "access"]);
    chromium.key(Key::Tab).await;
    assert_eq!(chromium.eval(in_grid).await, false);
    chromium.eval("document.querySelector('.toolbar [value=save]').focus()").await;
    chromium.to_next_page(chromium.key(Key::Enter)).await;
    chromium.wait_for(".notice-success").await;
    assert_eq!(ticked(&chromium).await, ["access", "add", "access"]);
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
    let states = "return [...document.querySelectorAll('[data-toggle]')].filter(({ dataset }) => dataset.toggle !== 'column').map((toggle) => toggle.ariaPressed).join(' ')";
    assert!(chromium.text(".explanations").await.contains("Previews cards with NO printing"), "open once");
    chromium.click("[data-toggle=column][value$=access]").await;
    assert_eq!(ticked(&chromium).await, ["access", "access"]);
    assert_eq!(chromium.eval(states).await, "mixed mixed mixed");
    for many in [20, 2, 0, 2] {
        chromium.click("[data-toggle=all]").await;
        assert_eq!(ticked(&chromium).await.len(), many);
    }
    chromium.click("[data-toggle=column][value$=print]").await;
    assert_eq!(chromium.text("[data-pending]").await, "4 changes in 2 projects");
    chromium.click("[data-toggle=column][value$=print]").await;
    assert_eq!(ticked(&chromium).await, ["access", "access"]);
    chromium.eval("document.querySelector('[data-tip][href$=photo]').focus()").await;
    assert!(chromium.text("#tip").await.contains("the Live Camera will not turn on"));
    chromium.to_next_page(chromium.goto("/api-users/new")).await;
    assert_eq!(chromium.eval("return document.querySelector('.explanations').open").await, false);
    no_errors(&chromium).await;
}

#[tokio::test]
async fn the_head_of_the_privileges_stays_in_view_and_nothing_scrolls_sideways() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    for number in 0..40 {
        server.project(&format!("Project {number:02}"));
    }
    for size in [(1280, 900), (640, 900)] {
        let chromium = signed_in(&server, Setup { size, ..Setup::default() }).await;
        chromium.goto(&format!("/api-users/{id}")).await;
        if size.0 == 1280 {
            // The explanations, open once, stand under it.
            let top = chromium.eval("return document.getElementById('privileges').getBoundingClientRect().top").await;
            assert!(top.as_f64().unwrap() < 850.0, "{top}");
        }
        let wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        assert_eq!(chromium.eval(wide).await, false, "{size:?}");
        chromium.eval("[...document.querySelectorAll('tr[data-project]')].at(-1).scrollIntoView()").await;
        let head = "const bar = document.querySelector('.toolbar-sticky').getBoundingClientRect(); \
                    const head = document.querySelector('.matrix-group').getBoundingClientRect(); \
                    return Math.abs(head.top - bar.bottom) < 3";
        assert_eq!(chromium.eval(head).await, true, "{size:?}");
        no_errors(&chromium).await;
    }
}

#[tokio::test]
async fn enter_in_the_filter_stays_at_the_table() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    for number in 0..30 {
        server.project(&format!("Project {number:02}"));
    }
    for scripts in [true, false] {
        let chromium = signed_in(&server, Setup { scripts, ..Setup::default() }).await;
        chromium.goto(&format!("/api-users/{id}")).await;
        chromium.type_into("#projects", "07").await;
        chromium.to_next_page(chromium.key(Key::Enter)).await;
        assert_eq!(chromium.text(".matrix-name").await, "Project 07");
        let seen = "const { top, bottom } = document.getElementById('projects').getBoundingClientRect(); \
                    return top >= 0 && bottom <= innerHeight && document.activeElement.id";
        assert_eq!(chromium.eval(seen).await, "projects", "scripts: {scripts}");
    }
}

#[tokio::test]
async fn what_is_handed_over_is_copied_at_once() {
    let server = staffed().await;
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.allow_clipboard().await;
    chromium.goto("/api-users/new").await;
    chromium.type_into("#username", "kiosk").await;
    chromium.click("[data-generate]").await;
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    let values = "return ['username', 'password', 'secret'].map((id) => document.getElementById(id).value)";
    let values = chromium.eval(values).await;
    let [username, password, key] = [0, 1, 2].map(|at| values[at].as_str().unwrap().to_owned());
    let copied = "navigator.clipboard.readText().then(done)";
    chromium.click("[data-copy=password]").await;
    chromium.wait_for("[data-copy=password][data-is-copied]").await;
    assert_eq!(chromium.eval_async(copied, serde_json::Value::Null).await, password);
    chromium.click("[data-copy=hand-over]").await;
    chromium.wait_for("[data-copy=hand-over][data-is-copied]").await;
    let all = format!("Username: {username}\nPassword: {password}\nUser secret key: {key}");
    assert_eq!(chromium.eval_async(copied, serde_json::Value::Null).await, all);
    no_errors(&chromium).await;
}

#[tokio::test]
async fn nothing_moves_at_the_first_key_of_a_password_and_its_error_goes_with_a_better_one() {
    let server = staffed().await;
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto("/api-users/new").await;
    chromium.type_into("#username", "kiosk").await;
    chromium.type_into("#new_password", "aaaaaaaaaaaaaaaaaaaa").await;
    chromium.type_into("#new_password_again", "aaaaaaaaaaaaaaaaaaaa").await;
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    assert!(chromium.text("#new_password-error").await.contains("too easy to guess"));
    let top = "return document.getElementById('privileges').getBoundingClientRect().top + scrollY";
    let before = chromium.eval(top).await;
    chromium.type_into("#new_password", "a").await;
    chromium.wait_for(".meter-text:not(:empty)").await;
    assert_eq!(chromium.eval(top).await, before);
    chromium.type_into("#new_password", PASSWORD).await;
    chromium.wait_for("#setup:not(:has(#new_password-error))").await;
    assert_eq!(chromium.eval("return document.querySelector('.error-summary')").await, serde_json::Value::Null);
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
async fn a_timezone_is_chosen_by_city_country_or_offset_by_keyboard_alone() {
    let server = staffed().await;
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto("/account").await;
    let zone = "return document.getElementById('timezone').value";
    for (typed, chosen) in [
        ("buenos", "America/Argentina/Buenos_Aires"),
        ("nepal", "Asia/Kathmandu"),
        ("utc+5:45", "Asia/Kathmandu"),
        ("Europe/Par", "Europe/Paris"),
        ("Asia/Calcutta", "Asia/Kolkata"),
    ] {
        chromium.type_into("#timezone", typed).await;
        chromium.wait_for("#timezone[aria-expanded=true][aria-activedescendant]").await;
        chromium.key(Key::Enter).await;
        assert_eq!(chromium.eval(zone).await, chosen, "{typed}");
        assert_eq!(chromium.eval("return document.getElementById('timezone').ariaExpanded").await, "false");
    }
    chromium.type_into("#timezone", "+1").await;
    chromium.wait_for("#timezone[aria-expanded=true]").await;
    let offsets = "return [...new Set([...document.querySelectorAll('[role=option] .option-note')].map(({ textContent }) => textContent.split('· ')[1]))].join()";
    assert_eq!(chromium.eval(offsets).await, "UTC+01:00");
    // Arrow keys walk the list, Escape shuts it.
    chromium.type_into("#timezone", "kent").await;
    chromium.key(Key::Down).await;
    let active = "return document.querySelector('[role=option][aria-selected=true]').dataset.zone";
    assert_ne!(chromium.eval(active).await, "America/Kentucky/Louisville");
    chromium.key(Key::Up).await;
    assert_eq!(chromium.eval(active).await, "America/Kentucky/Louisville");
    chromium.key(Key::Escape).await;
    assert_eq!(chromium.eval("return document.querySelector('[role=listbox]').hidden").await, true);
    // What matches nothing is not saved as the zone of before.
    chromium.type_into("#timezone", "gotham").await;
    assert!(chromium.text(".options-none").await.contains("No timezone matches"));
    chromium.to_next_page(chromium.click("#account .button-primary")).await;
    assert!(chromium.text("#timezone-error").await.contains("No timezone matches"));
    assert_eq!(chromium.eval(zone).await, "gotham");
    // The only city of its name is its zone.
    chromium.type_into("#timezone", "paris").await;
    chromium.key(Key::Tab).await;
    assert_eq!(chromium.eval(zone).await, "Europe/Paris");
    chromium.to_next_page(chromium.click("#account .button-primary")).await;
    chromium.wait_for(".notice-success").await;
    no_errors(&chromium).await;
}

#[tokio::test]
async fn a_role_that_arrow_keys_pass_by_is_not_asked_for() {
    let server = staffed().await;
    server.api_user("kiosk");
    let chromium = signed_in(&server, Setup::default()).await;
    chromium.goto("/api-users").await;
    chromium.eval("document.getElementById('role').focus()").await;
    chromium.key(Key::Down).await;
    assert_eq!(chromium.eval("return document.getElementById('role').value").await, "operator");
    assert_eq!(chromium.path().await, "/api-users");
    chromium.to_next_page(chromium.key(Key::Enter)).await;
    assert_eq!(chromium.path().await, "/api-users?q=&role=operator&sort=username");
}

#[tokio::test]
async fn tabs_say_what_they_say_on_one_line_on_a_phone() {
    let server = staffed().await;
    let (project, user) = (server.project("Badges"), server.api_user("machine"));
    let chromium = signed_in(&server, Setup { size: PHONE, languages: "fr", ..Setup::default() }).await;
    for page in [format!("/projects/{project}/calls"), format!("/api-users/{user}/calls")] {
        chromium.goto(&page).await;
        let tallest = "return Math.max(...[...document.querySelectorAll('.tabs a')].map(tab => tab.offsetHeight))";
        assert!(chromium.eval(tallest).await.as_f64().unwrap() < 50.0, "{page}");
        let overflow = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        assert_eq!(chromium.eval(overflow).await, false, "{page}");
    }
}

#[tokio::test]
async fn the_head_of_the_list_stays_and_the_preview_follows_its_row() {
    let server = staffed().await;
    for number in 0..48 {
        server.api_user(&format!("machine-{number:02}"));
    }
    for (width, languages) in [(1280, "en"), (768, "en"), (768, "fr")] {
        let chromium = signed_in(&server, Setup { size: (width, 700), languages, ..Setup::default() }).await;
        chromium.goto("/api-users?size=48").await;
        let overflow = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        assert_eq!(chromium.eval(overflow).await, false, "{width} {languages}");
        assert_eq!(
            chromium.eval("return getComputedStyle(document.querySelector('tbody tr')).display").await,
            "table-row"
        );
        chromium.click("tbody tr:nth-child(20) td:nth-child(2) a").await;
        chromium.wait_for("#preview:popover-open article").await;
        let beside = "const row = document.querySelector('[data-preview-open]').getBoundingClientRect(); \
                      return row.top - document.getElementById('preview').getBoundingClientRect().top";
        let before = chromium.eval(beside).await.as_f64().unwrap();
        chromium
            .eval_async(
                "scrollBy(0, 60); requestAnimationFrame(() => requestAnimationFrame(done))",
                serde_json::Value::Null,
            )
            .await;
        let after = chromium.eval(beside).await.as_f64().unwrap();
        assert!((before - after).abs() < 61.0, "{before} {after}");
        assert_eq!(chromium.eval("return document.querySelector('thead th').getBoundingClientRect().top").await, 0);
        chromium.eval("scrollTo(0, 0)").await;
        no_errors(&chromium).await;
    }
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
    chromium.click("[value^='toggle:row']").await;
    chromium.wait_for("[data-unsaved]:not([hidden])").await;
    assert_eq!(chromium.text("[data-held]").await, "10 of 10");
    chromium.click(".disclosure summary").await;
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
    chromium.click("tbody .row-toggle").await;
    chromium.click("[data-matrix] input[value=erase]").await;
    chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
    chromium.wait_for(".notice-success").await;
    assert_eq!(ticked(&chromium).await, ["access", "erase"]);
    no_errors(&chromium).await;
}
