use super::Fixture;
use crate::support::{
    browser::Browser,
    chromium::{Chromium, ColorScheme, DESKTOP, Key, PHONE, Setup},
    server::Server,
};

#[tokio::test]
async fn chromium_opens_a_page_of_the_panel() {
    let server = Server::start().await;
    let chromium = Chromium::open(&server, Setup::default()).await;
    chromium.goto("/help").await;
    assert_eq!(chromium.path().await, "/help");
    assert_eq!(chromium.status().await, Some(200));
}

#[tokio::test]
async fn a_page_has_the_size_the_colours_and_the_languages_that_were_asked_for() {
    let site = Fixture::start().await;
    for (size, scheme, name) in [(DESKTOP, ColorScheme::Light, "light"), (PHONE, ColorScheme::Dark, "dark")] {
        let chromium = Chromium::open(&site, Setup { size, languages: "fr,en", ..Setup::default() }).await;
        chromium.color_scheme(scheme).await;
        chromium.goto("/links").await;
        let script = "return [innerWidth, innerHeight, navigator.languages.join(), document.title,
            ['light', 'dark'].find(name => matchMedia(`(prefers-color-scheme: ${name})`).matches)]";
        let expected = serde_json::json!([size.0, size.1, "fr,en", "Scripts run", name]);
        assert_eq!(chromium.eval(script).await, expected);
    }
}

#[tokio::test]
async fn without_scripts_a_page_is_shown_as_it_was_served() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup { scripts: false, ..Setup::default() }).await;
    chromium.goto("/links").await;
    assert_eq!(chromium.text("noscript p").await, "Without scripts");
    assert_eq!(chromium.eval("return document.title").await, "Links");
}

#[tokio::test]
async fn fields_are_typed_into_and_keys_go_where_the_focus_is() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup::default()).await;
    chromium.goto("/accessible").await;
    chromium.key(Key::Tab).await;
    assert_eq!(chromium.eval("return document.activeElement.name").await, "name");
    chromium.type_into("[name=name]", "new").await;
    chromium.key(Key::Backspace).await;
    assert_eq!(chromium.eval("return document.activeElement.value").await, "ne");
}

#[tokio::test]
async fn the_session_of_a_browser_goes_on_in_chromium() {
    let site = Fixture::start().await;
    let browser = Browser::sign_in(&site, "ana", "right").await;
    let chromium = Chromium::open(&site, Setup::default()).await;
    chromium.take_cookies_of(&browser).await;
    chromium.goto("/echo").await;
    let text = chromium.text("pre").await;
    assert!(text.contains("cookie: session=of-ana"), "{text}");
}

#[tokio::test]
async fn errors_of_scripts_and_missing_files_are_told_and_refusals_are_not() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup::default()).await;
    chromium.goto("/faulty").await;
    let errors = chromium.console_errors().await.join("\n");
    assert!(errors.contains("nothing is not defined"), "{errors}");
    assert!(errors.contains("missing.png"), "{errors}");
    chromium.goto("/accessible").await;
    chromium.goto("/nowhere").await;
    assert_eq!(chromium.status().await, Some(404));
    let errors = chromium.console_errors().await;
    assert!(errors.iter().all(|error| error.contains("/favicon.ico")), "{errors:#?}");
}

#[tokio::test]
async fn a_screenshot_is_an_image_of_the_page() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup { size: PHONE, ..Setup::default() }).await;
    chromium.goto("/links").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("links.png");
    chromium.screenshot(&path).await;
    let png = std::fs::read(&path).unwrap();
    // The width and the height stand in the header chunk.
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), PHONE);
}

#[tokio::test]
#[should_panic(expected = "nothing matches \"#missing\" on /links")]
async fn an_element_that_does_not_come_stops_the_test() {
    let site = Fixture::start().await;
    let chromium = Chromium::open(&site, Setup::default()).await;
    chromium.goto("/links").await;
    chromium.click("#missing").await;
}
