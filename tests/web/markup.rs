//! html-validate finds nothing in any page: as it is opened, and as it comes back refused, changed or with a secret.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use idc_admin::{
    authorization::{PrivilegeSet, Status},
    ids::{ProjectId, RecordId},
};
use image::ImageFormat;
use tempfile::TempDir;

use crate::{
    calls::log_one_of_each,
    panel::{administrator, auditor, staffed},
    pictures::save_nothing,
    support::{
        browser::{Answer, Browser},
        images::plain,
        server::PASSWORD,
    },
};

/// Writes pages to files, which the checker reads all at once.
struct Pages {
    folder: TempDir,
    written: usize,
}

impl Pages {
    fn add(&mut self, page: &Answer) {
        let name = page.path().replace(['/', '?', '&', '='], "-");
        let path = self.folder.path().join(format!("{:02}{name:.60}.html", self.written));
        fs::write(path, &page.html).unwrap();
        self.written += 1;
    }

    fn must_be_valid(&self) {
        let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/.bin/html-validate");
        let preset = self.folder.path().join(".htmlvalidate.json");
        fs::write(preset, r#"{"root": true, "extends": ["html-validate:recommended"]}"#).unwrap();
        let mut command = Command::new(&checker);
        let result =
            command.args(["--max-warnings=0", "--formatter=text", "*.html"]).current_dir(&self.folder).output();
        let result = result.unwrap_or_else(|error| panic!("{}: {error}; run tests/run", checker.display()));
        let found = String::from_utf8_lossy(&result.stdout);
        assert!(result.status.success(), "{found:.6000}{}", String::from_utf8_lossy(&result.stderr));
    }
}

const HELP: [&str; 10] = [
    "/help",
    "/help/api-users-list",
    "/help/api-user-setup",
    "/help/projects",
    "/help/card-design",
    "/help/records",
    "/help/producer-api",
    "/help/calls",
    "/help/my-account",
    "/help/api-client",
];

#[tokio::test]
async fn html_validate_finds_nothing() {
    let server = staffed().await;
    let (id, trashed) =
        (server.api_user("kiosk"), server.api_user_with("old-kiosk", |user| user.status = Status::Trash));
    for number in 0..60 {
        let project = server.project(&format!("Project {number:02}"));
        if number % 7 == 0 {
            server.grant(&id, &project, PrivilegeSet::from_bits(256).unwrap());
        }
    }
    let project = server.project("Badges");
    let (record, trashed_record) = (server.record(&project, Status::Active), server.record(&project, Status::Trash));
    log_one_of_each(&server, &id, &project);
    let mut pages = Pages { folder: TempDir::new().unwrap(), written: 0 };
    let paths = [
        "/api-users",
        "/api-users?q=nobody&role=operator",
        "/api-users?q=a%00",
        "/api-users/new",
        &format!("/api-users/{id}"),
        &format!("/api-users/{trashed}"),
        &format!("/api-users/{id}/preview"),
        &format!("/api-users/{id}/calls"),
        &format!("/api-users/{id}/calls?of=nothing"),
        &format!("/api-users/{id}/explain?project={project}&action=delete_record&record=trash"),
        &format!("/api-users/{id}?projects=Project+07"),
        &format!("/api-users/{trashed}/delete"),
        &format!("/api-users/{id}/password-reset"),
        "/projects",
        "/projects/new",
        &format!("/projects/{project}"),
        &format!("/projects/{project}/fields"),
        &format!("/projects/{project}/design"),
        &format!("/projects/{project}/print-queue"),
        &format!("/projects/{project}/records/{record}/card"),
        &format!("/projects/{project}/records"),
        &format!("/projects/{project}/records?q=nobody"),
        &format!("/projects/{project}/records?q=a%00"),
        &format!("/projects/{project}/records/new"),
        &format!("/projects/{project}/records/{record}"),
        &format!("/projects/{project}/records/{trashed_record}/delete"),
        &format!("/projects/{project}/calls?verdict=denied"),
        &format!("/projects/{project}/explain?action=get_record"),
        "/api-client",
        "/api-client?api_user=nobody&project=Badges&action=get_record",
        "/api-client?api_user=kiosk&project=Badges&action=update_record",
        "/account",
        "/nowhere",
    ];
    let (ana, ida) = (administrator(&server).await, auditor(&server).await);
    for path in paths.into_iter().chain(HELP) {
        pages.add(&ana.get(path).await);
        pages.add(&ida.get(path).await);
    }
    let kiosk = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    for path in ["/my/projects", "/my/account", "/api-users"] {
        pages.add(&kiosk.get(path).await);
    }
    server.grant(&id, &project, PrivilegeSet::ALL);
    pages.add(&kiosk.get("/my/projects").await);
    for path in ["", "?q=nobody", "/new", &format!("/{record}"), &format!("/{trashed_record}/delete")] {
        pages.add(kiosk.get(&format!("/projects/{project}/records{path}")).await.must_be(200));
    }
    let own = kiosk.get("/my/account").await;
    pages.add(own.form("password").press_first().await.must_be(422));
    own.form("account").set("timezone", "Asia/Tokyo").press_first().await.must_be(200);
    pages.add(own.form("account").set("timezone", "Europe/Paris").press_first().await.must_be(409));
    pages.add(&Browser::new(&server).get("/sign-in").await);
    pages.add(&Browser::new(&server).get("/sign-in").await.form("sign-in").set("username", "x").press_first().await);

    let new = ana.get("/api-users/new").await;
    pages.add(&new.form("setup").press("intent", "save").await);
    let form = new.form("setup").set("username", "printer");
    pages.add(&form.set("new_password", PASSWORD).set("new_password_again", PASSWORD).press("intent", "save").await);
    let setup = ana.get(&format!("/api-users/{id}")).await;
    pages.add(&setup.form("setup").set("everywhere", "erase").press("intent", "everywhere:tick").await);
    pages.add(&setup.form("setup").press("intent", "toggle:column:erase").await);
    let mine = setup.form("setup").set("organization", "Mine");
    setup.form("setup").set("organization", "Theirs").press("intent", "save").await.must_be(200);
    pages.add(mine.press("intent", "save").await.must_be(409));
    add_cards(&mut pages, [&ana, &kiosk], &project, &record).await;
    let fields = ana.get(&format!("/projects/{project}/fields")).await.form("fields").press("intent", "add").await;
    let refused = fields.form("fields").set("color_codes.1.name", &"x".repeat(51)).press("intent", "save").await;
    pages.add(refused.must_be(422));
    let open = ana.get(&format!("/projects/{project}/records/{record}")).await;
    let wrong = open.form("setup").force("value-idc_colorcode", "99").press("intent", "save").await;
    pages.add(wrong.must_be(422));
    pages.add(&save_nothing(&ana, &format!("/projects/{project}/records/{record}")).await);
    let mine = open.form("setup").set("value-idc_colorcode", "1");
    open.form("setup").set("value-idc_colorcode", "2").press("intent", "save").await.must_be(200);
    pages.add(mine.press("intent", "save").await.must_be(409));
    let client = ana.get("/api-client?api_user=kiosk&project=Badges&action=update_record&key_value=1").await;
    let form = client.form("call").set("picture-idc_photo", "file");
    pages.add(form.press("intent", "run").await.must_be(422));
    pages.add(client.form("call").press("intent", "rehearse").await.must_be(200));
    let card = ana.get("/api-client?api_user=kiosk&project=Badges&action=get_badge_preview").await;
    let looked = card.form("call").set("key_value", "10000").press("intent", "rehearse").await;
    pages.add(looked.must_be(200));
    let reset = ana.get(&format!("/api-users/{id}/password-reset")).await;
    pages.add(reset.form("reset").set("own_password", PASSWORD).press_first().await.must_be(201));
    pages.must_be_valid();
}

/// The design of cards as it comes back, and a card that waits to be printed, for a person and an API user.
async fn add_cards(pages: &mut Pages, [ana, kiosk]: [&Browser; 2], project: &ProjectId, record: &RecordId) {
    let design = ana.get(&format!("/projects/{project}/design")).await;
    let logo = || plain(60, 30, [0, 90, 0], ImageFormat::Png);
    pages.add(design.form("design").attach("logo_file", logo()).press("intent", "preview").await.must_be(200));
    pages.add(design.form("design").attach("logo_file", "x").press("intent", "save").await.must_be(422));
    pages.add(design.form("design").attach("logo_file", logo()).press("intent", "save").await.must_be(200));
    pages.add(design.form("design").attach("logo_file", logo()).press("intent", "save").await.must_be(409));
    let card = ana.get(&format!("/projects/{project}/records/{record}/card")).await;
    card.form("form[action$='/card/queue']").press_first().await.must_be(200);
    for browser in [ana, kiosk] {
        for path in ["print-queue", &format!("records/{record}/card")] {
            pages.add(browser.get(&format!("/projects/{project}/{path}")).await.must_be(200));
        }
    }
}

/// The templates under a folder.
fn templates(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        if path.is_dir() { templates(&path) } else { vec![fs::read_to_string(&path).unwrap()] }
    };
    entries.flat_map(read).collect()
}

/// A name that isn't there draws nothing.
#[test]
fn every_icon_that_a_page_names_is_drawn() {
    let icons = fs::read_to_string("templates/components/icons.html").unwrap();
    let templates = templates(Path::new("templates"));
    let named = templates.iter().flat_map(|text| text.split("ui::icon(\"").skip(1));
    let named: BTreeSet<&str> = named.filter_map(|rest| rest.split('"').next()).collect();
    assert!(named.contains("printer") && named.len() > 15, "{named:?}");
    for name in named {
        assert!(icons.contains(&format!("when \"{name}\"")), "{name}");
    }
}
