use super::Fixture;
use crate::support::{
    axe,
    chromium::{Chromium, Setup},
    server::Server,
};

#[tokio::test]
async fn axe_tells_each_fault_with_its_element() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup::default()).await;
    chromium.goto("/faulty").await;
    let found = axe::violations(&chromium).await;
    let [image, label] = found.as_slice() else { panic!("{found:#?}") };
    assert!(image.starts_with("image-alt: ") && image.contains("<img src=\"/static/missing.png\">"), "{image}");
    assert!(label.starts_with("label: ") && label.contains("<input name=\"unlabelled\">"), "{label}");
}

#[tokio::test]
async fn axe_finds_nothing_where_nothing_is_wrong() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup::default()).await;
    chromium.goto("/accessible").await;
    axe::must_find_nothing(&chromium).await;
}

#[tokio::test]
async fn axe_runs_under_the_policy_of_the_panel() {
    let server = Server::start().await;
    let chromium = Chromium::open(&server, Setup::default()).await;
    chromium.goto("/help").await;
    axe::violations(&chromium).await;
    let errors = chromium.console_errors().await;
    assert!(!errors.iter().any(|error| error.contains("Content Security Policy")), "{errors:#?}");
}
