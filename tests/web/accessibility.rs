//! axe-core finds nothing on any page, light and dark, on a desk and on a phone.

use idc_admin::authorization::{Privilege, PrivilegeSet, Status};
use image::ImageFormat;

use crate::{
    calls::log_one_of_each,
    panel::{administrator, auditor, staffed},
    support::{
        axe,
        browser::Browser,
        chromium::{Chromium, ColorScheme, DESKTOP, PHONE, Setup},
        images::plain,
        server::{PASSWORD, Server},
    },
};

/// Pages of every kind, with something of everything on them; and those of records that kiosk-0 may read.
fn populate(server: &Server) -> (Vec<String>, Vec<String>) {
    let mut ids = Vec::new();
    for (number, status) in Status::ALL.into_iter().cycle().take(15).enumerate() {
        ids.push(server.api_user_with(&format!("kiosk-{number}"), |user| user.status = status));
        server.project_of(&format!("Project {number}"), status);
    }
    let dimmed: PrivilegeSet = [Privilege::Print].into_iter().collect();
    server.grant(&ids[0], &server.project("Without access"), dimmed);
    server.grant(&ids[0], &server.project("Open"), PrivilegeSet::ALL);
    let (active, trashed) = (&ids[0], &ids[2]);
    let project = server.project("Badges");
    let (record, trashed_record) = (server.record(&project, Status::Active), server.record(&project, Status::Trash));
    log_one_of_each(server, active, &project);
    server.grant(active, &project, PrivilegeSet::ALL);
    let paths = [
        "/api-users".to_owned(),
        "/api-users?q=nobody&role=operator".to_owned(),
        "/api-users?q=a%00".to_owned(),
        "/api-users/new".to_owned(),
        format!("/api-users/{active}"),
        format!("/api-users/{trashed}"),
        format!("/api-users/{active}/preview"),
        format!("/api-users/{trashed}/delete"),
        format!("/api-users/{active}/password-reset"),
        "/projects".to_owned(),
        "/projects/new".to_owned(),
        format!("/projects/{project}"),
        format!("/projects/{project}/fields"),
        format!("/projects/{project}/design"),
        format!("/projects/{project}/print-queue"),
        format!("/projects/{project}/records/{record}/card"),
        format!("/projects/{project}/records"),
        format!("/projects/{project}/records?q=nobody"),
        format!("/projects/{project}/records/new"),
        format!("/projects/{project}/records/{record}"),
        format!("/projects/{project}/records/{trashed_record}/delete"),
        format!("/api-users/{active}/calls"),
        format!("/api-users/{active}/explain?project={project}&action=delete_record&record=trash"),
        format!("/projects/{project}/calls?of=nobody"),
        format!("/projects/{project}/explain?action=get_record"),
        "/account".to_owned(),
        "/api-client?api_user=kiosk-0&project=Badges&action=update_record".to_owned(),
        "/help".to_owned(),
        "/help/api-users-list".to_owned(),
        "/help/api-user-setup".to_owned(),
        "/help/projects".to_owned(),
        "/help/card-design".to_owned(),
        "/help/records".to_owned(),
        "/help/producer-api".to_owned(),
        "/help/calls".to_owned(),
        "/help/my-account".to_owned(),
        "/help/api-client".to_owned(),
        "/nowhere".to_owned(),
    ];
    let own = ["", "/new", &format!("/{record}"), &format!("/{record}/card"), &format!("/{trashed_record}/delete")];
    let mut own = own.map(|path| format!("/projects/{project}/records{path}")).to_vec();
    own.push(format!("/projects/{project}/print-queue"));
    (paths.to_vec(), own)
}

async fn look_everywhere(size: (u32, u32)) {
    let server = staffed().await;
    let (paths, own) = populate(&server);
    let ana = administrator(&server).await;
    let design = paths.iter().find(|path| path.ends_with("/design")).unwrap();
    let form = ana.get(design).await.form("design").attach("logo_file", plain(60, 30, [0, 90, 0], ImageFormat::Png));
    form.press("intent", "save").await.must_be(200);
    let card = paths.iter().find(|path| path.ends_with("/card")).unwrap();
    ana.get(card).await.form("form[action$='/card/queue']").press_first().await.must_be(200);
    let chromium = Chromium::open(&server, Setup { size, ..Setup::default() }).await;
    let mut found = Vec::new();
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        chromium.color_scheme(scheme).await;
        for (person, paths) in [
            (None, vec!["/sign-in".to_owned(), "/sign-in?next=%2Fprojects".to_owned()]),
            (Some(administrator(&server).await), paths.clone()),
            (
                Some(Browser::sign_in(&server, "kiosk-0", PASSWORD).await),
                [&["/my/projects", "/my/account", "/api-users"].map(str::to_owned)[..], &own].concat(),
            ),
            (
                Some(auditor(&server).await),
                vec![paths[0].clone(), paths[4].clone(), paths[11].clone(), paths[15].clone()],
            ),
        ] {
            chromium.forget_cookies().await;
            if let Some(browser) = &person {
                chromium.take_cookies_of(browser).await;
            }
            for path in paths {
                chromium.goto(&path).await;
                let violations = axe::violations(&chromium).await;
                found.extend(violations.into_iter().map(|violation| format!("{path} {scheme:?}: {violation}")));
            }
        }
        // Forms that come back refused, and the pages that show a secret.
        chromium.forget_cookies().await;
        chromium.take_cookies_of(&administrator(&server).await).await;
        for (path, field, text) in [("/api-users/new", "#username", "a b"), ("/projects/new", "#name", "A\u{202E}B")] {
            chromium.goto(path).await;
            chromium.type_into(field, text).await;
            chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
            found.extend(axe::violations(&chromium).await);
        }
        chromium.goto(&paths[12]).await;
        chromium.to_next_page(chromium.click("[value=add]")).await;
        chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
        found.extend(axe::violations(&chromium).await);
        chromium.goto("/projects/new").await;
        chromium.type_into("#name", "A\u{202E}B").await;
        chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
        chromium.type_into("#name", &format!("New in {scheme:?}")).await;
        chromium.to_next_page(chromium.click(".toolbar [value=save]")).await;
        found.extend(axe::violations(&chromium).await);
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[tokio::test]
async fn axe_finds_nothing_on_a_desk() {
    look_everywhere(DESKTOP).await;
}

#[tokio::test]
async fn axe_finds_nothing_on_a_phone() {
    look_everywhere(PHONE).await;
}

#[tokio::test]
async fn axe_finds_nothing_on_the_first_page_of_all() {
    let server = Server::start().await;
    let chromium = Chromium::open(&server, Setup::default()).await;
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        chromium.color_scheme(scheme).await;
        chromium.goto(server.first_run_link()).await;
        axe::must_find_nothing(&chromium).await;
    }
}
