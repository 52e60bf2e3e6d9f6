//! Projects: making, renaming, moving, and who may.

use crate::{
    panel::{administrator, manager, staffed},
    support::browser::Answer,
};

async fn create(page: &Answer, name: &str) -> Answer {
    page.form("setup").set("name", name).press("intent", "save").await
}

#[tokio::test]
async fn a_new_project_is_inactive_and_its_key_is_shown_once() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let empty = browser.get("/projects").await;
    empty.must_say("No projects yet");
    let page = empty.follow("New Project").await;
    create(&page, "").await.must_be(422).must_say("Enter a name");
    let created = create(&page, "Campus Badges").await;
    assert_eq!(created.must_be(201).header("cache-control"), Some("no-store, no-transform"));
    assert!(created.html.contains("value=\"idcp_"));
    let project = created.follow("Open Campus Badges").await;
    project.must_be(200).must_say("Inactive").must_say("Key ends in");
    assert!(!project.html.contains("idcp_"));
    create(&page, "CAMPUS badges").await.must_be(422).must_say("This project name is already taken");
    let again = create(&page, "a\u{202E}b").await;
    again.must_be(422).must_say("direction");
    assert_eq!(again.form("setup").value("name").as_deref(), Some("a\u{202E}b"));
}

#[tokio::test]
async fn a_project_is_renamed_and_moved() {
    let server = staffed().await;
    let id = server.project("Badges");
    let browser = administrator(&server).await;
    let url = format!("/projects/{id}");
    let (mine, theirs) = (browser.get(&url).await, browser.get(&url).await);
    theirs.form("setup").set("name", "Theirs").press("intent", "save").await.must_be(200).must_say("saved");
    let conflict = mine.form("setup").set("name", "Mine").press("intent", "save").await;
    conflict.must_be(409).must_say("Changed in the meantime").must_say("ana");
    let form = conflict.form("setup").set("keep.name", "mine");
    form.press("intent", "save").await.must_be(200).must_say("saved");
    let mut page = browser.get(&url).await;
    for (to, word) in [("trash", "Trash"), ("active", "Active"), ("inactive", "Inactive")] {
        page = page.form(&format!("form:has([name=status][value={to}])")).press("status", to).await;
        page.must_be(200).must_say(&format!("moved to {word}"));
        assert_eq!(page.select_text(".status-large"), word);
    }
    assert_eq!(browser.get("/projects").await.select_texts(".status-links .count"), ["1", "0", "1", "0"]);
}

#[tokio::test]
async fn others_read_projects_without_their_keys() {
    let server = staffed().await;
    let id = server.project("Badges");
    let browser = manager(&server).await;
    browser.get("/projects").await.must_be(200).must_not_say("New Project");
    let page = browser.get(&format!("/projects/{id}")).await;
    page.must_be(200).must_not_say("Key ends in").must_not_say("Save Project").must_not_say("Move to");
}

#[tokio::test]
async fn many_projects_are_paged_and_searched() {
    let server = staffed().await;
    for number in 0..100 {
        server.project(&format!("Project {number:03}"));
    }
    let browser = administrator(&server).await;
    let second = browser.get("/projects").await.follow("Next").await;
    assert_eq!(second.select_text(".pager-range"), "49–96 of 100 projects");
    let found = second.form("filters").set("q", "PROJECT 09").press_first().await;
    assert_eq!(found.select_texts("tbody th").len(), 10);
}
