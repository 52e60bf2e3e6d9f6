//! The print queue: for people by their role, for API users by their privileges, and who printed what.

use diesel::prelude::*;
use idc_admin::{
    authorization::{PanelRole, Privilege, PrivilegeSet, Status},
    calls::Origin,
    db::{DbResult, schema},
    ids::{ApiUserId, ProjectId, RecordId},
};

use crate::{
    api_client::chosen,
    panel::{FORM, administrator, auditor, body, manager, staffed},
    support::{
        browser::{Answer, Browser},
        integrator::Integrator,
        server::{PASSWORD, Server},
    },
};

use Privilege::{Access, Edit, Preview, Print};

fn path_of(project: &ProjectId) -> String {
    format!("/projects/{project}/print-queue")
}

fn set(privileges: &[Privilege]) -> PrivilegeSet {
    privileges.iter().copied().collect()
}

/// So many records whose cards wait.
fn waiting(server: &Server, project: &ProjectId, count: usize) -> Vec<RecordId> {
    let records: Vec<RecordId> = (0..count).map(|_| server.record(project, Status::Active)).collect();
    let queued: DbResult<usize> = server.db.write_blocking(|connection| {
        use schema::records::{id, is_in_print_queue, table};
        Ok(diesel::update(table.filter(id.eq_any(&records))).set(is_in_print_queue.eq(true)).execute(connection)?)
    });
    assert_eq!(queued.unwrap(), count);
    records
}

fn is_waiting(server: &Server, record: &RecordId) -> bool {
    let flag: DbResult<bool> = server.db.write_blocking(|connection| {
        use schema::records::{id, is_in_print_queue, table};
        Ok(table.filter(id.eq(record)).select(is_in_print_queue).first(connection)?)
    });
    flag.unwrap()
}

type Logged = (String, String, String, String);

/// The log once it has so many rows: deed, record, broken rule, error.
async fn logged(server: &Server, count: usize) -> Vec<Logged> {
    use schema::calls::{at, broken_rule, deed, error, nonce, origin, record_id, table};
    for _ in 0..250 {
        let rows: DbResult<Vec<(Origin, Logged)>> = server.db.write_blocking(|connection| {
            let columns = (origin, (deed, record_id, broken_rule, error));
            Ok(table.order((at, nonce)).select(columns).load(connection)?)
        });
        let rows = rows.unwrap();
        if rows.len() >= count {
            assert_eq!(rows.len(), count, "{rows:?}");
            assert!(rows.iter().all(|row| row.0 == Origin::Browser), "{rows:?}");
            return rows.into_iter().map(|(_, row)| row).collect();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("fewer than {count} rows")
}

fn must_be_pdf(answer: &Answer) {
    answer.must_be(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert!(answer.bytes.starts_with(b"%PDF"));
}

/// An API user with these privileges in the project Badges, signed in.
async fn signed_in(server: &Server, privileges: &[Privilege]) -> (Browser, ApiUserId, ProjectId) {
    let (id, project) = (server.api_user("kiosk"), server.project("Badges"));
    server.grant(&id, &project, set(privileges));
    (Browser::sign_in(server, "kiosk", PASSWORD).await, id, project)
}

#[tokio::test]
async fn what_waits_is_printed_as_one_pdf_and_the_page_tells_by_whom() {
    let server = staffed().await;
    let project = server.project("Campus");
    let records = [server.record(&project, Status::Active), server.record(&project, Status::Active)];
    let ana = administrator(&server).await;
    let queue = path_of(&project);
    ana.get(&queue).await.must_say("No card is waiting.");
    for record in &records {
        let card = ana.get(&format!("/projects/{project}/records/{record}/card")).await;
        let queued = card.form(&format!("form[action$='{record}/card/queue']")).press_label("Add to Print Queue").await;
        queued.must_be(200).must_say("added to the print queue").must_say("Remove from Print Queue");
    }
    ana.get(&queue).await.must_say("Print 2 Cards");
    let file = ana.post_raw(&queue, &FORM, body(&[])).await;
    must_be_pdf(&file);
    assert_eq!(file.header("content-disposition").unwrap().rsplit("''").next(), Some("Campus.pdf"));
    let page = ana.get(&queue).await;
    page.must_say("No card is waiting.");
    let printed = page.select_texts("section[aria-labelledby=printed] li");
    assert!(printed.len() == 2 && printed.iter().all(|row| row.contains("ana (panel user)")), "{printed:?}");
}

#[tokio::test]
async fn each_card_names_who_printed_it_last_and_who_ran_that_in_the_api_client() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let project = &kiosk.project;
    let records: Vec<RecordId> = (0..3).map(|_| server.record(project, Status::Active)).collect();
    server.panel_user("bea", PanelRole::Administrator, "copper meadow lantern 58");
    let (ana, bea) = (administrator(&server).await, Browser::sign_in(&server, "bea", "copper meadow lantern 58").await);
    let print = async |browser: &Browser, record: &RecordId| {
        let path = format!("/projects/{project}/records/{record}/card/print");
        must_be_pdf(&browser.post_raw(&path, &FORM, body(&[])).await);
    };
    print(&ana, &records[0]).await;
    print(&bea, &records[1]).await;
    let page = chosen(&ana, &kiosk, "print_card").await;
    let number = |at: usize| (10_000 + at).to_string();
    let run = page.form("call").set("key_value", &number(2)).tick("confirmed", "1").press("intent", "run").await;
    run.must_be(200).must_say("200 OK");
    // What is changed later takes nothing from who printed it.
    let edit = ana.get(&format!("/projects/{project}/records/{}", records[1])).await.form("setup");
    edit.tick("value-idc_check_in", "1").press("intent", "save").await.must_be(200);
    let rows = bea.get(&path_of(project)).await.select_texts("section[aria-labelledby=printed] li");
    let expected = [
        (number(2), "kiosk (API user, run by ana in the API client)"),
        (number(1), "bea (panel user)"),
        (number(0), "ana (panel user)"),
    ];
    assert_eq!(rows.len(), 3);
    for (row, (number, by)) in rows.iter().zip(expected) {
        assert!(row.starts_with(&number) && row.ends_with(by), "{row}");
    }
    // API users are told of each other, and of people only that it was one.
    let own = Browser::sign_in(&server, "kiosk", PASSWORD).await;
    let rows = own.get(&path_of(project)).await.select_texts("section[aria-labelledby=printed] li");
    assert!(rows[0].ends_with("kiosk (API user, run by an administrator in the API client)"), "{rows:?}");
    assert!(rows[1].ends_with("an administrator") && rows[2].ends_with("an administrator"), "{rows:?}");
}

#[tokio::test]
async fn each_privilege_shows_its_controls_and_what_has_none_is_refused_when_it_is_sent() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, &[]).await;
    let queue = path_of(&project);
    for (held, sees, queues, prints, previews) in [
        (vec![], false, false, false, false),
        (vec![Edit, Print], false, false, false, false),
        (vec![Access], true, false, false, false),
        (vec![Access, Preview], true, false, false, true),
        (vec![Access, Edit], true, true, false, false),
        (vec![Access, Print], true, false, true, true),
        (vec![Access, Edit, Print], true, true, true, true),
    ] {
        server.grant(&id, &project, set(&held));
        let record = waiting(&server, &project, 1).remove(0);
        let card = format!("/projects/{project}/records/{record}/card");
        let page = browser.get(&queue).await;
        page.must_be(if sees { 200 } else { 404 });
        if sees {
            assert_eq!(page.has(&format!("form[action='{queue}'][target=_blank]")), prints, "{held:?}");
            assert_ne!(page.html.contains("you need the privilege Print Card"), prints, "{held:?}");
            assert_eq!(page.has(&format!("form[action='{card}/queue']")), queues, "{held:?}");
            assert_eq!(page.has(&format!("a[href='{card}']")), previews, "{held:?}");
            assert!(!page.has("nav.tabs") && page.has("a[href='/my/projects']"));
            let list = browser.get(&format!("/projects/{project}/records")).await;
            assert!(list.has(&format!("a[href='{queue}']")));
        }
        if previews {
            let shown = browser.get(&card).await;
            assert_eq!(shown.must_be(200).has(&format!("form[action='{card}/queue']")), queues, "{held:?}");
        }
        let refused = if sees { 403 } else { 404 };
        for (queued, is_queued) in [("0", false), ("1", true)] {
            let sent = browser.post_raw(&format!("{card}/queue"), &FORM, body(&[("queued", queued)])).await;
            sent.must_be(if queues { 303 } else { refused });
            assert_eq!(is_waiting(&server, &record), is_queued || !queues, "{held:?}");
        }
        let printed = browser.post_raw(&queue, &FORM, body(&[])).await;
        if prints {
            must_be_pdf(&printed);
            browser.post_raw(&queue, &FORM, body(&[])).await.must_be(303);
        } else {
            printed.must_be(refused);
        }
        assert_eq!(is_waiting(&server, &record), !prints, "{held:?}");
    }
    server.grant(&id, &project, set(&[Access]));
    let refused = browser.post_raw(&queue, &FORM, body(&[])).await;
    refused.must_be(403).must_say("Print Card isn’t granted");
}

#[tokio::test]
async fn people_queue_and_print_by_their_role() {
    let server = staffed().await;
    let project = server.project("Campus");
    let queue = path_of(&project);
    let record = waiting(&server, &project, 1).remove(0);
    let action = format!("/projects/{project}/records/{record}/card/queue");
    for (browser, queues, prints) in [
        (auditor(&server).await, false, false),
        (manager(&server).await, true, false),
        (administrator(&server).await, true, true),
    ] {
        let page = browser.get(&queue).await;
        assert_eq!(page.has(&format!("form[action='{action}']")), queues);
        assert_eq!(page.has("form[target=_blank]"), prints);
        assert_ne!(page.html.contains("Only Administrators can print them"), prints);
        let status = |is_allowed| if is_allowed { 303 } else { 403 };
        for queued in ["0", "1"] {
            let sent = body(&[("queued", queued), ("from", "queue")]);
            let answer = browser.post_raw(&action, &FORM, sent).await;
            answer.must_be(status(queues));
            assert!(!queues || answer.header("location") == Some(queue.as_str()));
        }
        browser.post_raw(&action, &FORM, body(&[("queued", "perhaps")])).await.must_be(if queues { 400 } else { 403 });
        let printed = browser.post_raw(&queue, &FORM, body(&[])).await;
        printed.must_be(if prints { 200 } else { 403 });
    }
}

#[tokio::test]
async fn every_print_of_an_api_user_is_a_call_and_all_of_a_batch_are_done_or_none() {
    let server = staffed().await;
    let (browser, id, project) = signed_in(&server, &[Access, Edit, Print]).await;
    let queue = path_of(&project);
    let records = waiting(&server, &project, 3);
    let ana = administrator(&server).await;
    let set_quota = async |quota: &str| {
        let calls = ana.get(&format!("/api-users/{id}/calls")).await;
        calls.form("quota-form").set("quota", quota).press_first().await.must_be(200);
    };
    // One for the page, and then one too few.
    set_quota("3").await;
    browser.get(&queue).await.must_say("Print 3 Cards");
    browser.post_raw(&queue, &FORM, body(&[])).await.must_be(429).must_say("Your quota is used up");
    assert!(records.iter().all(|record| is_waiting(&server, record)), "none is printed");
    set_quota("4").await;
    must_be_pdf(&browser.post_raw(&queue, &FORM, body(&[])).await);
    assert!(!records.iter().any(|record| is_waiting(&server, record)));
    browser.get(&queue).await.must_be(429);
    let rows = logged(&server, 6).await;
    let deeds: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.3.as_str())).collect();
    assert_eq!(deeds[..2], [("get_all_records", ""), ("print_card", "quota_exhausted")]);
    assert_eq!(deeds[2..5], [("print_card", ""); 3]);
    assert_eq!(deeds[5], ("get_all_records", "quota_exhausted"));
    let mut printed: Vec<&str> = rows[2..5].iter().map(|row| row.1.as_str()).collect();
    printed.sort_unstable();
    assert_eq!(printed, records.iter().map(RecordId::as_str).collect::<Vec<_>>());
    ana.get(&format!("/api-users/{id}/calls")).await.must_say("4 of 4 calls used this month");
    for record in &records {
        ana.get(&format!("/projects/{project}/records/{record}")).await.must_say("Changed by kiosk (API user)");
    }

    server.grant(&id, &project, set(&[Access]));
    set_quota("100").await;
    let record = waiting(&server, &project, 2).remove(0);
    browser.post_raw(&queue, &FORM, body(&[])).await.must_be(403);
    let rows = logged(&server, 7).await;
    assert_eq!(rows[6].0, "print_card");
    assert_eq!((rows[6].1.as_str(), rows[6].3.as_str()), (record.as_str(), "privilege_missing"));
    assert!(!rows[6].2.is_empty(), "{rows:?}");
}
