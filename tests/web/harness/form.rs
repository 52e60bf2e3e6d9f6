use super::Fixture;
use crate::support::{
    browser::Browser,
    chromium::{Chromium, Setup},
    form::FilledForm,
};

async fn tricky(site: &Fixture) -> FilledForm {
    Browser::new(site).get("/form").await.form("tricky")
}

#[tokio::test]
async fn a_form_sends_what_chromium_sends_of_it() {
    let site = Fixture::start().await;
    let browser = Browser::new(&site).reading("fr");
    let chromium = Chromium::open(&site, Setup { scripts: false, languages: "fr", ..Setup::default() }).await;
    for page in ["/form", "/untold/form"] {
        for label in ["Save it", "Preview", "Nameless", "Outside"] {
            let answer = browser.get(page).await.form("tricky").press_label(label).await;
            chromium.goto(page).await;
            let button = match label {
                "Preview" => "[value=Preview]",
                "Nameless" => "[value=nameless]:not(input)",
                "Outside" => "[value='from outside']",
                _ => "[value=save]",
            };
            chromium.to_next_page(chromium.click(button)).await;
            let seen = chromium.eval("return document.body.textContent").await;
            assert_eq!(Some(answer.html.as_str()), seen.as_str(), "{label} on {page}");
        }
    }
}

#[tokio::test]
async fn a_form_is_found_by_its_id_a_selector_or_a_control_of_it() {
    let site = Fixture::start().await;
    let page = Browser::new(&site).get("/form").await;
    for what in ["tricky", "form[method=post]", "[name=outside]"] {
        assert_eq!(page.form(what).value("plain").as_deref(), Some("a b+c&d=é%"), "{what}");
    }
    assert_eq!(page.form("other").value("of_another").as_deref(), Some("x"));
}

#[tokio::test]
async fn what_a_person_fills_in_is_sent() {
    let site = Fixture::start().await;
    let form = tricky(&site).await;
    assert_eq!(form.buttons(), ["Save it", "Preview", "Nameless", "Outside"]);
    let form = form.set("plain", "typed").set("choice", "c").set("last", "c").set("note", "one\ntwo");
    let form = form.tick("box", "two").untick("box", "one").untick("bare", "on");
    assert_eq!(form.value("choice").as_deref(), Some("c"));
    assert_eq!(form.value("bare"), None);
    let sent = form.press("intent", "save").await.html;
    for pair in ["plain=typed", "choice=c", "last=c", "note=one%0D%0Atwo", "box=two", "intent=save"] {
        assert!(sent.contains(pair), "{pair} in {sent}");
    }
    for pair in ["box=one", "bare", "choice=a", "Preview"] {
        assert!(!sent.contains(pair), "{pair} in {sent}");
    }
}

#[tokio::test]
async fn what_no_browser_would_send_is_sent_when_forced() {
    let site = Fixture::start().await;
    let form = tricky(&site).await.force("choice", "z").force("new", "1").append("plain", "again").omit("token");
    let sent = form.press_first().await.html;
    for pair in ["choice=z", "new=1", "plain=again"] {
        assert!(sent.contains(pair), "{pair} in {sent}");
    }
    assert!(!sent.contains("choice=b") && !sent.contains("token="), "{sent}");
    assert_eq!(sent.matches("plain=").count(), 2, "{sent}");
}

macro_rules! refusals {
    ($($name:ident, $expected:literal, $do:expr;)*) => {$(
        #[tokio::test]
        #[should_panic(expected = $expected)]
        async fn $name() {
            let site = Fixture::start().await;
            let fill: fn(FilledForm) -> FilledForm = $do;
            drop(fill(tricky(&site).await));
        }
    )*};
}

refusals! {
    a_field_that_is_missing_can_not_be_set, "the form has no \"missing\"", |form| form.set("missing", "x");
    a_hidden_field_can_not_be_set, "\"token\" is hidden", |form| form.set("token", "x");
    a_disabled_field_can_not_be_set, "\"in_fieldset\" is disabled", |form| form.set("in_fieldset", "x");
    a_read_only_field_can_not_be_set, "\"fixed\" is read-only", |form| form.set("fixed", "x");
    an_option_that_is_missing_can_not_be_chosen, "can't be chosen", |form| form.set("last", "z");
    an_option_that_is_disabled_can_not_be_chosen, "can't be chosen", |form| form.set("grouped", "a");
    a_radio_button_that_is_missing_can_not_be_pressed, "can't be chosen", |form| form.set("choice", "z");
    a_box_that_is_missing_can_not_be_ticked, "the form has no box box=four", |form| form.tick("box", "four");
    a_box_that_is_disabled_can_not_be_unticked, "box=three is disabled", |form| form.untick("box", "three");
    a_disabled_button_can_not_be_pressed, "the button intent=never is disabled", |form| {
        drop(form.press("intent", "never"));
        unreachable!()
    };
}
