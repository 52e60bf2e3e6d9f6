//! The pictures of the README, taken by `tests/take-screenshots`.

use std::path::Path;

use idc_admin::demo::{self, Demo};

use crate::support::{
    browser::Browser,
    chromium::{Chromium, ColorScheme, Setup},
    server::{Server, main_organization},
};

#[tokio::test]
#[ignore = "it writes into the tree: run tests/take-screenshots"]
async fn the_list_and_the_setup_light_and_dark() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    let server = Server::start_with(&[("IDC_ORGANIZATION", "Acme Corp")]).await;
    let password = demo::fill(
        &server.db,
        &main_organization(),
        Demo { api_users: 1_284, projects: 18, records: 0, seed: 4 },
        |_| {},
    )
    .unwrap();
    let browser = Browser::sign_in(&server, "ana", password.reveal()).await;
    let chromium = Chromium::open(&server, Setup { size: (1280, 1240), ..Setup::default() }).await;
    chromium.take_cookies_of(&browser).await;
    for (scheme, end) in [(ColorScheme::Light, ""), (ColorScheme::Dark, "-dark")] {
        chromium.color_scheme(scheme).await;
        chromium.goto("/api-users?sort=-last-login&size=24").await;
        chromium.screenshot(folder.join(format!("list{end}.png"))).await;
        chromium.to_next_page(chromium.click("tbody th a")).await;
        chromium.eval("document.querySelector('.explanations').open = false").await;
        chromium.screenshot(folder.join(format!("setup{end}.png"))).await;
    }
}
