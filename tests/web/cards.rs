//! Card designs, previews and prints in the panel.

use idc_admin::{authorization::Status, records::find_project};

use crate::{
    panel::{FORM, administrator, auditor, body, manager, staffed},
    support::browser::Answer,
};

/// The address of a picture on a page.
fn source(page: &Answer, css: &str) -> String {
    let document = page.document();
    let selector = scraper::Selector::parse(css).unwrap();
    document.select(&selector).next().unwrap().attr("src").unwrap().to_owned()
}

#[tokio::test]
async fn a_design_is_set_up_previewed_unsaved_and_saved() {
    let server = staffed().await;
    let project = server.project("Campus");
    let path = format!("/projects/{project}/design");
    let ana = administrator(&server).await;
    let page = ana.get(&path).await;
    assert_eq!(page.form("design").value("issuer").as_deref(), Some("Campus"));
    let saved = ana.get_raw(&source(&page, "img[data-side=front]"), &[]).await;
    assert_eq!(saved.header("content-type"), Some("image/png"));

    let form = page.form("design").set("issuer", "Northwind").set("layout", "badge");
    let seen = form.press("intent", "preview").await;
    seen.must_be(200);
    assert_eq!(seen.form("design").value("issuer").as_deref(), Some("Northwind"));
    let preview = source(&seen, "img[data-side=front]");
    assert!(preview.contains("issuer=Northwind") && preview.contains("layout=badge"), "{preview}");
    ana.get_raw(&preview, &[]).await.must_be(200);
    assert_eq!(ana.get(&path).await.form("design").value("issuer").as_deref(), Some("Campus"), "nothing is saved yet");

    seen.form("design").press("intent", "save").await.must_say("The card design of Campus has been saved.");
    assert_eq!(ana.get(&path).await.form("design").value("layout").as_deref(), Some("badge"));
    let nothing = ana.get(&path).await.form("design").press("intent", "save").await;
    nothing.must_not_say("has been saved");
}

#[tokio::test]
async fn what_is_wrong_with_a_design_stands_beside_its_field_and_nothing_typed_is_lost() {
    let server = staffed().await;
    let path = format!("/projects/{}/design", server.project("Campus"));
    let ana = administrator(&server).await;
    let long = "x".repeat(61);
    let form = ana.get(&path).await.form("design").set("issuer", &long).set("note", "Bring it back.");
    let refused = form.press("intent", "save").await;
    refused.must_be(422);
    assert!(refused.has("#issuer-error") && refused.has("#issuer[aria-invalid=true]"));
    assert_eq!(refused.form("design").value("issuer"), Some(long));
    assert_eq!(refused.form("design").value("note").as_deref(), Some("Bring it back."));
}

#[tokio::test]
async fn only_administrators_change_a_design_and_all_see_it() {
    let server = staffed().await;
    let path = format!("/projects/{}/design", server.project("Campus"));
    for reader in [manager(&server).await, auditor(&server).await] {
        let page = reader.get(&path).await;
        assert!(!page.has("form#design"), "{page}");
        reader.get_raw(&source(&page, "img[data-side=front]"), &[]).await.must_be(200);
    }
}

#[tokio::test]
async fn a_field_that_was_removed_is_told_on_the_design_and_left_out_of_cards() {
    let server = staffed().await;
    let project = server.project("Campus");
    let record = server.record(&project, Status::Active);
    let ana = administrator(&server).await;
    let saved = ana.get(&format!("/projects/{project}/design")).await.form("design").set("caption", "Staff");
    saved.press("intent", "save").await.must_say("has been saved");
    let title = server.db.write_blocking(|connection| find_project(connection, &project)).unwrap().unwrap();
    let remove = format!("remove:{}", title.fields.get("idc_title").unwrap().id);
    let fields = ana.get(&format!("/projects/{project}/fields")).await.form("fields").press("intent", &remove).await;
    fields.form("fields").press("intent", "save").await.must_be(200);
    let page = ana.get(&format!("/projects/{project}/design")).await;
    page.must_say("Cards are made without them: Title.");
    ana.get_raw(&source(&page, "img[data-side=front]"), &[]).await.must_be(200);
    ana.get(&format!("/projects/{project}/records/{record}/card")).await.must_be(200);
}

#[tokio::test]
async fn a_card_is_previewed_with_no_printing_and_printed_as_a_pdf() {
    let server = staffed().await;
    let project = server.project("Campus");
    let record = server.record(&project, Status::Active);
    let path = format!("/projects/{project}/records/{record}");
    let ana = administrator(&server).await;
    let card = ana.get(&path).await.follow("Preview Card").await;
    card.must_be(200).must_say("This card was never printed.");
    let front = ana.get_raw(&source(&card, "figure img"), &[]).await;
    assert_eq!(front.header("content-type"), Some("image/png"));
    ana.get(&format!("{path}/card")).await.must_say("This card was never printed.");

    let printed = ana.post_raw(&format!("{path}/card/print"), &FORM, body(&[])).await;
    printed.must_be(200);
    assert_eq!(printed.header("content-type"), Some("application/pdf"));
    let name = printed.header("content-disposition").unwrap().to_owned();
    assert_eq!(name, "inline; filename=\"cards.pdf\"; filename*=UTF-8''Campus%2010000.pdf");
    ana.get(&format!("{path}/card")).await.must_not_say("This card was never printed.");
    ana.get(&path).await.must_say("Card: printed");
    for reader in [manager(&server).await, auditor(&server).await] {
        let page = reader.get(&format!("{path}/card")).await;
        page.must_be(200);
        assert!(!page.text().contains("Print Card"), "{page}");
    }
}
