//! Every route there is: who may use it, and that it is led to sign-in by who is not signed in.

use std::{collections::BTreeSet, fs};

use idc_admin::{
    authorization::{PanelRole, PrivilegeSet, Status},
    ids::{ApiUserId, ProjectId, RecordId},
    locale::Locale,
    security::sha256_hex,
};

use crate::{
    panel::{FORM, body, browser_of, staffed},
    support::{
        browser::{Answer, Browser},
        server::{PASSWORD, Server},
    },
};

/// A route, what is sent to it, and the statuses for Administrator, Manager, Auditor, for an API user with every privilege
/// in the project and for who is not signed in.
struct Route {
    method: &'static str,
    path: &'static str,
    form: &'static [(&'static str, &'static str)],
    expected: [u16; 5],
}

const fn get(path: &'static str, expected: [u16; 5]) -> Route {
    Route { method: "get", path, form: &[], expected }
}

const fn post(path: &'static str, form: &'static [(&'static str, &'static str)], expected: [u16; 5]) -> Route {
    Route { method: "post", path, form, expected }
}

const API_USER: [(&str, &str); 14] = [
    ("username", "{new}"),
    ("role", "operator"),
    ("organization", "Elsewhere"),
    ("language", "en"),
    ("timezone", "UTC"),
    ("version", "1"),
    ("served.id", "{api user}"),
    ("served.username", "{old}"),
    ("served.role", "operator"),
    ("served.organization", ""),
    ("served.language", "en"),
    ("served.timezone", "UTC"),
    ("new_password", ""),
    ("new_password_again", ""),
];
const NEW_API_USER: [(&str, &str); 8] = [
    ("username", "{new}"),
    ("role", "operator"),
    ("organization", ""),
    ("language", "en"),
    ("timezone", "UTC"),
    ("private_note", ""),
    ("new_password", PASSWORD),
    ("new_password_again", PASSWORD),
];
const SETTINGS: [(&str, &str); 7] = [
    ("language", "fr"),
    ("timezone", "Europe/Paris"),
    ("theme", "dark"),
    ("version", "1"),
    ("served.language", ""),
    ("served.timezone", "UTC"),
    ("served.theme", "system"),
];
const OWN_SETTINGS: [(&str, &str); 5] = [
    ("language", "fr"),
    ("timezone", "Europe/Paris"),
    ("version", "1"),
    ("served.language", "en"),
    ("served.timezone", "UTC"),
];
const PROJECT: [(&str, &str); 3] = [("name", "{new}"), ("version", "2"), ("served.name", "{project}")];
const OTHER_PASSWORD: &str = "marble canyon teapot 93";
const PASSWORDS: [(&str, &str); 3] =
    [("current_password", PASSWORD), ("new_password", OTHER_PASSWORD), ("new_password_again", OTHER_PASSWORD)];

const RECORD: [(&str, &str); 4] =
    [("version", "1"), ("value-idc_check_in", "1"), ("served.idc_check_in", "0"), ("served.idc_print_queue", "0")];

const SERVED_DESIGN: &str = r##"{"form":1,"layout":"header","direction":"ltr","accent":"#0b5d66","issuer":"","caption":"",
    "has_color_code":false,"front":{"name":[],"headline":null,"details":[],"code":null,"has_signature":false},"back":null}"##;
const DESIGN: [(&str, &str); 9] = [
    ("version", "1"),
    ("served", SERVED_DESIGN),
    ("layout", "badge"),
    ("direction", "ltr"),
    ("accent", "#0b5d66"),
    ("issuer", ""),
    ("caption", ""),
    ("headline", ""),
    ("note", ""),
];
const ROUTES: [Route; 70] = [
    get("/static/{name}", [404, 404, 404, 404, 404]),
    get("/sign-in", [303, 303, 303, 303, 200]),
    post("/sign-in", &[("username", "{new}"), ("password", "y")], [422, 422, 422, 422, 422]),
    get("/first-run/{token}", [404, 404, 404, 404, 404]),
    post("/first-run/{token}", &[("username", "x")], [404, 404, 404, 404, 404]),
    post("/language", &[("language", "fr"), ("next", "/help")], [303, 303, 303, 303, 303]),
    get("/help", [200, 200, 200, 200, 200]),
    get("/help/{slug}", [200, 200, 200, 200, 200]),
    get("/", [303, 303, 303, 303, 303]),
    post("/sign-out", &[], [303, 303, 303, 303, 401]),
    get("/api-users", [200, 200, 200, 403, 303]),
    post("/api-users", &NEW_API_USER, [201, 403, 403, 403, 401]),
    get("/api-users/new", [200, 403, 403, 403, 303]),
    get("/api-users/{id}", [200, 200, 200, 403, 303]),
    post("/api-users/{id}", &API_USER, [303, 303, 403, 403, 401]),
    get("/api-users/{id}/preview", [200, 200, 200, 403, 303]),
    post("/api-users/{id}/status", &[("version", "1"), ("status", "inactive")], [303, 303, 403, 403, 401]),
    get("/api-users/{id}/calls", [200, 200, 200, 403, 303]),
    get("/api-users/{id}/explain", [200, 200, 200, 403, 303]),
    post(
        "/api-users/{id}/quota",
        &[("quota", "10"), ("served.quota", ""), ("version", "1")],
        [303, 303, 403, 403, 401],
    ),
    get("/api-users/{id}/delete", [200, 403, 403, 403, 303]),
    post("/api-users/{id}/delete", &[("version", "2")], [303, 403, 403, 403, 401]),
    get("/api-users/{id}/password-reset", [200, 403, 403, 403, 303]),
    post("/api-users/{id}/password-reset", &[("own_password", PASSWORD)], [201, 403, 403, 403, 401]),
    get("/api-client", [200, 403, 403, 403, 303]),
    post("/api-client", &[("intent", "show")], [200, 403, 403, 403, 401]),
    get("/projects", [200, 200, 200, 403, 303]),
    post("/projects", &[("name", "{new}")], [201, 403, 403, 403, 401]),
    get("/projects/new", [200, 403, 403, 403, 303]),
    get("/projects/{id}", [200, 200, 200, 403, 303]),
    post("/projects/{id}", &PROJECT, [303, 403, 403, 403, 401]),
    get("/projects/{id}/fields", [200, 403, 403, 403, 303]),
    post("/projects/{id}/fields", &[("version", "1"), ("served.order", "")], [303, 403, 403, 403, 401]),
    get("/projects/{id}/design", [200, 200, 200, 403, 303]),
    post("/projects/{id}/design", &DESIGN, [303, 403, 403, 403, 401]),
    // The form is its query, which is not sent here.
    get("/projects/{id}/design/preview", [400, 400, 400, 403, 303]),
    get("/projects/{id}/design/logo/{logo}", [404, 404, 404, 403, 303]),
    post("/projects/{id}/status", &[("version", "2"), ("status", "inactive")], [303, 403, 403, 403, 401]),
    get("/projects/{id}/records", [200, 200, 200, 200, 303]),
    get("/projects/{id}/records/new", [200, 200, 403, 200, 303]),
    post("/projects/{id}/records/new", &[], [303, 303, 403, 303, 401]),
    get("/projects/{id}/records/{record}", [200, 200, 200, 200, 303]),
    post("/projects/{id}/records/{record}", &RECORD, [303, 303, 403, 303, 401]),
    get("/projects/{id}/records/{record}/photo", [404, 404, 404, 404, 303]),
    get("/projects/{id}/records/{record}/signature", [404, 404, 404, 404, 303]),
    // A form without a file is none of theirs.
    post("/projects/{id}/records/{record}/photo", &[], [400, 400, 400, 400, 401]),
    post("/projects/{id}/records/{record}/signature", &[], [400, 400, 400, 400, 401]),
    get("/projects/{id}/records/{record}/card", [200, 200, 200, 200, 303]),
    get("/projects/{id}/records/{record}/card/picture", [200, 200, 200, 200, 303]),
    post("/projects/{id}/records/{record}/card/print", &[], [200, 403, 403, 200, 401]),
    post("/projects/{id}/records/{record}/card/queue", &[("queued", "1")], [303, 303, 403, 303, 401]),
    get("/projects/{id}/print-queue", [200, 200, 200, 200, 303]),
    post("/projects/{id}/print-queue", &[], [303, 403, 403, 303, 401]),
    post(
        "/projects/{id}/records/{record}/status",
        &[("version", "1"), ("status", "inactive")],
        [303, 303, 403, 303, 401],
    ),
    get("/projects/{id}/records/{record}/delete", [200, 403, 403, 200, 303]),
    post("/projects/{id}/records/{record}/delete", &[("version", "2")], [303, 403, 403, 303, 401]),
    get("/projects/{id}/calls", [200, 200, 200, 403, 303]),
    get("/projects/{id}/explain", [200, 200, 200, 403, 303]),
    get("/account", [200, 200, 200, 403, 303]),
    post("/account", &SETTINGS, [303, 303, 303, 403, 401]),
    post("/account/password", &PASSWORDS, [303, 303, 303, 403, 401]),
    post("/password-strength", &[("password", "x")], [200, 200, 200, 200, 401]),
    get("/my/projects", [404, 404, 404, 200, 303]),
    get("/my/account", [404, 404, 404, 200, 303]),
    post("/my/account", &OWN_SETTINGS, [404, 404, 404, 303, 401]),
    post("/my/account/password", &PASSWORDS, [404, 404, 404, 303, 401]),
    // Beside the table of the application: what is nowhere.
    get("/my/nowhere", [404, 404, 404, 404, 303]),
    get("/nowhere", [404, 404, 404, 403, 303]),
    post("/nowhere", &[], [404, 404, 404, 403, 401]),
    post("/help", &[], [405, 405, 405, 405, 405]),
];

/// One more of everything, so that no request meets what another did.
struct Things {
    api_user: ApiUserId,
    project: ProjectId,
    record: RecordId,
    number: usize,
}

impl Things {
    fn new(server: &Server, number: usize, is_trashed: bool) -> Self {
        let api_user = server.api_user_with(&format!("machine-{number}"), |user| {
            user.status = if is_trashed { Status::Trash } else { Status::Active };
        });
        let project = server.project(&format!("project {number}"));
        let record = server.record(&project, if is_trashed { Status::Trash } else { Status::Active });
        Self { api_user, project, record, number }
    }

    fn path(&self, path: &str) -> String {
        let id = if path.starts_with("/projects") { self.project.to_string() } else { self.api_user.to_string() };
        let path = path.replace("{record}", self.record.as_str());
        path.replace("{id}", &id)
            .replace("{slug}", "projects")
            .replace("{name}", "none.css")
            .replace("{token}", "none")
            .replace("{logo}", self.record.as_str())
    }
}

impl Route {
    async fn ask(&self, browser: &Browser, things: &Things, note: bool) -> Answer {
        let path = things.path(self.path);
        if self.method == "get" {
            return browser.get_raw(&path, &[]).await;
        }
        let new = format!("new {}", things.number).replace(' ', "-");
        let filled = |value: &str| {
            let (machine, project) = (format!("machine-{}", things.number), format!("project {}", things.number));
            let value = value.replace("{new}", &new).replace("{old}", &machine).replace("{project}", &project);
            value.replace("{api user}", things.api_user.as_str())
        };
        let mut fields: Vec<_> = self.form.iter().map(|&(name, value)| (name, filled(value))).collect();
        if note && self.path == "/api-users/{id}" {
            fields.push(("private_note", "a note".to_owned()));
            fields.push(("served.private_note", sha256_hex("")));
        }
        let mut fields: Vec<_> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if self.path == "/projects/{id}/fields" {
            for name in (1..=15).flat_map(|code| ["name", "color"].map(|end| format!("color_codes.{code}.{end}"))) {
                fields.push((name, String::new()));
            }
            fields.extend((1..=15).map(|code| (format!("served.color_codes.{code}"), String::new())));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post_raw(&path, &FORM, body(&fields)).await
    }
}

#[tokio::test]
async fn every_role_gets_from_every_route_what_the_table_says() {
    let server = staffed().await;
    for (column, role) in PanelRole::ALL.into_iter().enumerate() {
        for (row, route) in ROUTES.iter().enumerate() {
            // A person each where the route changes them or ends their session.
            let is_personal = route.path.starts_with("/account");
            let name = format!("person-{column}-{row}");
            let browser = if is_personal || route.path == "/sign-out" {
                server.panel_user(&name, role, PASSWORD);
                Browser::sign_in(&server, &name, PASSWORD).await
            } else {
                browser_of(&server, role).await
            };
            let things = Things::new(&server, column * 100 + row, route.path.ends_with("/delete"));
            let answer = route.ask(&browser, &things, role == PanelRole::Administrator).await;
            let expected = route.expected[column];
            assert!(
                answer.status == expected,
                "{role:?} {} {}: {expected} expected of {answer}",
                route.method,
                route.path
            );
        }
    }
}

#[tokio::test]
async fn api_users_get_from_every_route_what_the_table_says() {
    let server = staffed().await;
    let caller = server.api_user("caller");
    for (row, route) in ROUTES.iter().enumerate() {
        // One each where the route changes it or ends its session.
        let is_personal = route.path.starts_with("/my/account") || route.path == "/sign-out";
        let name = if is_personal { format!("caller-{row}") } else { "caller".to_owned() };
        if is_personal {
            server.api_user(&name);
        }
        let browser = Browser::sign_in(&server, &name, PASSWORD).await;
        let things = Things::new(&server, row, route.path.ends_with("/delete"));
        server.grant(&caller, &things.project, PrivilegeSet::ALL);
        let answer = route.ask(&browser, &things, true).await;
        let expected = route.expected[3];
        assert!(answer.status == expected, "{} {}: {expected} expected of {answer}", route.method, route.path);
        if answer.status == 403 {
            assert!(answer.has("[href='/my/projects']") && !answer.has("[href='/api-users']"), "{answer}");
        }
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_sign_in_from_every_route() {
    let server = staffed().await;
    let browser = Browser::new(&server);
    for (row, route) in ROUTES.iter().enumerate() {
        let things = Things::new(&server, row, false);
        let answer = route.ask(&browser, &things, false).await;
        assert!(answer.status == route.expected[4], "{} {}: {answer}", route.method, route.path);
        if answer.status == 303 && route.path != "/language" {
            let next = body(&[("next", &things.path(route.path))]);
            assert_eq!(answer.header("location"), Some(format!("/sign-in?{next}").as_str()), "{}", route.path);
        }
        if answer.status == 401 {
            assert!(answer.has("form#sign-in"), "{}", route.path);
        }
    }
}

#[test]
fn the_table_has_every_route_of_the_application() {
    let source = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/panel/routes.rs")).unwrap();
    let mut there = BTreeSet::from([("get".to_owned(), "/static/{name}".to_owned())]);
    for rest in source.split("resource(\"").skip(1) {
        let (path, rest) = rest.split_once('"').unwrap();
        let own = rest.split(".service(").next().unwrap();
        for method in ["get", "post"] {
            if own.contains(&format!(".{method}(")) {
                there.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    assert!(there.len() > 25, "only {} routes were found in the source", there.len());
    let tabled: BTreeSet<_> = ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    let missing: Vec<_> = there.difference(&tabled).collect();
    assert!(missing.is_empty(), "routes without a row: {missing:?}");
}

#[tokio::test]
async fn every_page_renders_in_every_language() {
    let server = staffed().await;
    let things = Things::new(&server, 1, true);
    let browser = browser_of(&server, PanelRole::Administrator).await;
    let caller = server.api_user("caller");
    server.grant(&caller, &things.project, PrivilegeSet::ALL);
    let api_user = Browser::sign_in(&server, "caller", PASSWORD).await;
    for locale in Locale::ALL {
        let chosen = body(&[("language", locale.tag())]);
        for reader in [&browser, &api_user] {
            reader.post_raw("/language", &FORM, chosen.clone()).await.must_be(303);
        }
        for route in ROUTES.iter().filter(|route| route.method == "get" && route.path != "/static/{name}") {
            let answer = browser.get_raw(&things.path(route.path), &[]).await;
            if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
                must_be_whole(&answer, locale);
            }
        }
        let slugs = [
            "api-users-list",
            "api-user-setup",
            "calls",
            "projects",
            "card-design",
            "records",
            "my-account",
            "api-client",
        ];
        for slug in slugs {
            must_be_whole(browser.get(&format!("/help/{slug}")).await.must_be(200), locale);
        }
        for path in ["/my/projects", "/my/account", "/", "/api-users", "/my/nowhere"] {
            must_be_whole(&api_user.get(path).await, locale);
        }
        for path in ["", "/new", "/{record}", "/{record}/delete"] {
            let path = things.path(&format!("/projects/{{id}}/records{path}"));
            must_be_whole(api_user.get(&path).await.must_be(200), locale);
        }
        let stranger = Browser::new(&server).reading(locale.tag());
        must_be_whole(stranger.get("/sign-in").await.must_be(200), locale);
        must_be_whole(stranger.get("/first-run/x").await.must_be(404), locale);
    }
}

fn must_be_whole(page: &Answer, locale: Locale) {
    assert!(page.has(&format!("html[lang={}][dir=ltr]", locale.tag())), "{page}");
    assert_eq!(page.select_texts("h1").len(), 1, "one h1 on {page}");
    assert!(!page.select_text("h1").is_empty(), "{page}");
    assert!(page.has("main#main") && page.has("a.skip-link[href='#main']"), "{page}");
    for header in ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"] {
        assert!(page.header(header).is_some(), "{header} of {page}");
    }
    // A message that is missing shows its id.
    let ids = page.text().split_whitespace().filter(|word| is_message_id(word)).map(str::to_owned).collect::<Vec<_>>();
    assert!(ids.is_empty(), "{ids:?} on {page}");
}

fn is_message_id(word: &str) -> bool {
    ["field-", "hint-", "error-", "flash-", "privilege-", "nav-", "list-", "setup-", "record-", "records-"]
        .iter()
        .any(|start| word.starts_with(start))
}
