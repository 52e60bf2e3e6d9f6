use super::Fixture;
use crate::support::browser::{Browser, Redirect};

#[tokio::test]
async fn links_are_found_by_text_then_label_then_address() {
    let site = Fixture::start().await;
    let page = Browser::new(&site).reading("fr").get("/links").await;
    let table = [
        ("By text", "/echo?by=text"),
        ("By label", "/echo?by=label"),
        ("/echo?by=text", "/echo?by=text"),
        ("Same", "/echo?same"),
    ];
    for (link, path) in table {
        let answer = page.follow(link).await;
        assert_eq!(answer.must_be(200).path(), path, "{link}");
        answer.must_say("accept-language: fr").must_say("sec-fetch-site: same-origin").must_say("/links");
        answer.must_not_say("origin:");
    }
}

#[tokio::test]
#[should_panic(expected = "no link \"Elsewhere\"")]
async fn a_link_that_is_not_there_can_not_be_followed() {
    let site = Fixture::start().await;
    drop(Browser::new(&site).get("/links").await.follow("Elsewhere").await);
}

#[tokio::test]
async fn what_a_page_hides_is_not_read_and_what_scripts_would_drop_is() {
    let site = Fixture::start().await;
    let page = Browser::new(&site).get("/links").await;
    assert_eq!(page.text(), "By text… Twice: Same, Same. Without scripts");
    assert_eq!(page.select_text("nav"), "By text…");
    assert_eq!(page.select_texts("p a"), ["Same", "Same", "By text"]);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.has("noscript p") && !page.has("form"));
}

#[tokio::test]
async fn redirects_are_followed_as_their_status_says() {
    let site = Fixture::start().await;
    let browser = Browser::new(&site);
    for (status, method) in [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")] {
        let form = browser.get("/redirects").await.form("form");
        let answer = form.press_label(&status.to_string()).await;
        answer.must_be(200).must_say(&format!("{method} /echo?redirected"));
        assert_eq!(answer.html.contains("kept=by+some"), method == "POST", "{status}");
        assert_eq!(answer.redirects, [Redirect { status, location: "/echo?redirected".to_owned() }]);
    }
}

#[tokio::test]
async fn raw_requests_carry_cookies_and_nothing_else_unasked() {
    let site = Fixture::start().await;
    let browser = Browser::sign_in(&site, "ana", "right").await;
    let answer = browser.post_raw("/echo", &[("content-type", "text/weird")], b"\x61".as_slice()).await;
    assert_eq!(answer.html, "POST /echo\ncookie: session=of-ana\ncontent-type: text/weird\n\na");
    let answer = browser.get_raw("/redirect/303", &[]).await;
    assert_eq!(answer.must_be(303).header("location"), Some("/echo?redirected"));
}

#[tokio::test]
async fn signing_in_picks_the_form_that_asks_for_a_password() {
    let site = Fixture::start().await;
    let browser = Browser::sign_in(&site, "ana", "right").await;
    browser.get("/echo").await.must_say("cookie: session=of-ana").must_say("sec-fetch-site: none");
    assert_eq!(browser.cookies(), [("session".to_owned(), "of-ana".to_owned())]);
}

#[tokio::test]
#[should_panic(expected = "200 was expected of 422 at /sign-in")]
async fn signing_in_with_a_wrong_password_stops_the_test() {
    let site = Fixture::start().await;
    Browser::sign_in(&site, "ana", "wrong").await;
}
