//! The log of calls in the panel: what it tells, where it leads; quotas; and what explains a verdict.

use std::time::Duration;

use diesel::prelude::*;
use idc_admin::{
    authorization::{
        Action, ApiUserRole, Deed, PanelRole, Part, Parts, Privilege, PrivilegeSet, RecordState, Rule, Standing,
        Status, decide,
    },
    calls::{LoggedCall, Origin, write_log},
    clock::Timestamp,
    db::{DbResult, schema},
    ids::{ApiUserId, ProjectId, RecordId},
    locale::Locale,
};
use serde_json::json;

use crate::{
    panel::{FORM, administrator, auditor, body, manager, name_of, staffed},
    support::{
        browser::{Answer, Browser},
        integrator::Integrator,
        machine::Machine,
        server::{PASSWORD, Server},
    },
};

use Privilege::{Access, Add, Edit, Trash};

fn call(api_user: &ApiUserId, project: &ProjectId, at: Timestamp) -> LoggedCall {
    LoggedCall {
        at,
        api_user: api_user.clone(),
        project: Some(project.clone()),
        origin: Origin::Api,
        run_by: String::new(),
        key_last_four: "x7Qf".to_owned(),
        deed: Some(Deed::GetRecord),
        parts: Parts::NONE,
        record: Some(RecordId::new()),
        record_state: RecordState::Active,
        broken_rule: None,
        error: String::new(),
        is_repeat: false,
        address: "192.0.2.7".to_owned(),
        duration: Duration::from_micros(1_700),
    }
}

fn denied(rule: Rule, deed: Deed, call: LoggedCall) -> LoggedCall {
    LoggedCall { broken_rule: Some(rule), deed: Some(deed), error: "privilege_missing".to_owned(), ..call }
}

fn failed(error: &str, call: LoggedCall) -> LoggedCall {
    LoggedCall { error: error.to_owned(), ..call }
}

fn write(server: &Server, calls: &[LoggedCall]) {
    server.db.write_blocking(|connection| -> DbResult<()> { write_log(connection, calls) }).unwrap();
}

/// A call of each verdict, for the checkers of pages.
pub fn log_one_of_each(server: &Server, api_user: &ApiUserId, project: &ProjectId) {
    let call = || call(api_user, project, Timestamp::now());
    let repeated = LoggedCall { is_repeat: true, deed: Some(Deed::InsertRecord), ..call() };
    let nowhere = LoggedCall { project: None, deed: None, record: None, ..call() };
    let refused = denied(Rule::Holds(Edit), Deed::UpdateRecord, call());
    write(server, &[call(), repeated, refused, failed("value_invalid", call()), failed("project_forbidden", nowhere)]);
}

async fn calls_of(browser: &Browser, id: &ApiUserId, query: &str) -> Answer {
    let page = browser.get(&format!("/api-users/{id}/calls{query}")).await;
    page.must_be(200);
    page
}

fn verdicts(page: &Answer) -> Vec<String> {
    page.select_texts(".list-calls td:first-child .status")
}

/// Waits until so many calls are written.
async fn written(server: &Server, count: i64) {
    loop {
        let calls = schema::calls::table.count();
        let there: i64 =
            server.db.write_blocking(|connection| -> DbResult<_> { Ok(calls.get_result(connection)?) }).unwrap();
        if there >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn each_call_is_told_with_what_became_of_it() {
    let server = staffed().await;
    let kiosk = Integrator::new(&server, "kiosk", &[Access, Add]);
    kiosk.insert(json!({"idc_firstname": "Ana"})).await.record();
    kiosk.update("10000", json!({"idc_firstname": "B", "idc_trash": "1"})).await.must_be(
        403,
        "privilege_missing",
        "edit",
    );
    kiosk.get("9").await.must_be(404, "record_not_found", "-");
    let mut lost = kiosk.clone();
    lost.project_secret_key = "idcp_none".to_owned();
    lost.get("10000").await.must_be(403, "project_forbidden", "-");
    let mut again = kiosk.clone();
    again.headers = vec![("idempotency-key", "one".to_owned())];
    again.insert(json!({"idc_firstname": "C"})).await.record();
    again.insert(json!({"idc_firstname": "C"})).await.record();
    written(&server, 6).await;

    let ana = administrator(&server).await;
    let page = calls_of(&ana, &kiosk.api_user, "").await;
    assert_eq!(verdicts(&page), ["Allowed", "Allowed", "Failed", "Failed", "Denied", "Allowed"]);
    assert_eq!(page.select_texts(".list-calls .tag"), ["Repeated"]);
    page.must_say("Update record: values, Trash").must_say("Edit Records isn’t granted");
    page.must_say("No record matches").must_say("belongs to no project").must_say("127.0.0.1");
    let last_four = kiosk.user_secret_key[kiosk.user_secret_key.len() - 10..][..4].to_owned();
    page.must_say(&format!("key …{last_four}"));
    assert_eq!(page.select_texts(".status-links .count"), ["6", "3", "1", "2"]);
    assert_eq!(page.select_texts("#days tbody tr:first-child td"), ["3", "1", "2"]);
    assert!(page.has("svg[role=img] > title") && page.has("svg[role=img] > desc") && page.has("rect.bar-denied"));

    let of_project = ana.get(&format!("/projects/{}/calls", kiosk.project)).await;
    assert_eq!(verdicts(&of_project).len(), 5, "not that which named no project");
    of_project.follow("kiosk").await.must_be(200);
    // Who may not see keys sees the rest.
    for browser in [manager(&server).await, auditor(&server).await] {
        let page = calls_of(&browser, &kiosk.api_user, "").await;
        assert_eq!(verdicts(&page).len(), 6);
        page.must_say("127.0.0.1").must_not_say(&last_four);
    }
    let setup = ana.get(&format!("/api-users/{}", kiosk.api_user)).await;
    setup.must_say("Key last used").must_say("from 127.0.0.1");
}

#[tokio::test]
async fn failed_logins_are_told_with_their_reason() {
    let server = staffed().await;
    let mut kiosk = Integrator::new(&server, "kiosk", &[Access]);
    kiosk.password = "wrong".to_owned();
    kiosk.get("1").await.must_be(401, "unauthorized", "-");
    let ida = auditor(&server).await;
    let page = loop {
        let page = calls_of(&ida, &kiosk.api_user, "").await;
        if page.has("#failed-logins") {
            break page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    page.must_say("Wrong password").must_say("127.0.0.1");
    assert_eq!(page.select_texts("section[aria-labelledby=failed-logins] tbody td:last-child"), ["1"]);
}

#[tokio::test]
async fn a_thousand_calls_are_paged_both_ways_and_filtered() {
    let server = staffed().await;
    let (kiosk, other) = (server.api_user("kiosk"), server.api_user("other"));
    let (here, there) = (server.project("Here"), server.project("There"));
    let now = Timestamp::now();
    let mut calls = Vec::new();
    for number in 0..1_000_u64 {
        // Three at each instant.
        let at = now.minus(Duration::from_secs(60 * (number / 3)));
        let call = call(&kiosk, if number % 10 == 0 { &there } else { &here }, at);
        let is_denied = number % 100 == 7;
        calls.push(if is_denied { denied(Rule::Holds(Edit), Deed::UpdateRecord, call) } else { call });
    }
    calls.push(call(&other, &here, now));
    let long_ago = now.minus(Duration::from_hours(24 * 10));
    calls.push(failed("record_not_found", call(&kiosk, &here, long_ago)));
    write(&server, &calls);

    let ana = administrator(&server).await;
    let mut page = calls_of(&ana, &kiosk, "").await;
    let mut seen = Vec::new();
    let mut pages = 1;
    loop {
        seen.extend(page.select_texts(".list-calls td:nth-child(5)"));
        if !page.has("a[rel=next]") {
            break;
        }
        page = page.follow("Older").await;
        pages += 1;
    }
    assert_eq!((seen.len(), pages), (1_001, 21));
    let records: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!(records.len(), 1_001, "each once");
    let mut back = Vec::new();
    while page.has("a[rel=prev]") {
        page = page.follow("Newer").await;
        back.push(page.select_texts(".list-calls td:nth-child(5)"));
    }
    assert_eq!(back.last().unwrap()[..], seen[..50], "back at the newest");

    let denied = calls_of(&ana, &kiosk, "?verdict=denied").await;
    assert_eq!(verdicts(&denied), ["Denied"; 10]);
    let failed = denied.follow("Failed 1").await;
    assert_eq!(verdicts(&failed), ["Failed"]);
    let week = failed.form("filters").set("period", "week").press_first().await;
    week.must_be(200).must_say("No calls match");
    let updates = calls_of(&ana, &kiosk, "?action=update_record&of=HERE").await;
    assert_eq!(verdicts(&updates), ["Denied"; 10]);
    assert!(updates.select_texts(".status-links .count").is_empty(), "what is not counted is not told");
    calls_of(&ana, &kiosk, "?of=Nowhere").await.must_say("No project is called “Nowhere”");
    let of_project = ana.get(&format!("/projects/{here}/calls?of=OTHER")).await;
    assert_eq!(verdicts(&of_project), ["Allowed"]);
    ana.get(&format!("/projects/{here}/calls?of=x+y")).await.must_be(200).must_say("No API user is called");
    for bad in ["verdict=x", "older=1", "period=year", "action=x", "of=a&of=b"] {
        ana.get(&format!("/api-users/{kiosk}/calls?{bad}")).await.must_be(400);
    }
}

#[tokio::test]
async fn what_is_rare_is_searched_in_bounded_steps() {
    let server = staffed().await;
    let (kiosk, project) = (server.api_user("kiosk"), server.project("Badges"));
    let now = Timestamp::now();
    let at = |number: u64| now.minus(Duration::from_micros(number));
    let mut calls: Vec<_> = (1..=20_500).map(|number| call(&kiosk, &project, at(number))).collect();
    calls.push(denied(Rule::Holds(Add), Deed::InsertRecord, call(&kiosk, &project, at(20_600))));
    write(&server, &calls);
    let ana = administrator(&server).await;
    let first = calls_of(&ana, &kiosk, "?verdict=denied").await;
    first.must_say("No calls match so far");
    let second = first.follow("Search older calls").await;
    assert_eq!(verdicts(&second), ["Denied"]);
    assert!(!second.has("a[rel=next]"));
    let back = second.follow("Newer").await;
    assert!(back.has("h1"));
}

#[tokio::test]
async fn a_denied_call_leads_to_the_very_box_that_would_allow_it() {
    let server = staffed().await;
    let kiosk = server.api_user("kiosk");
    // Its name stands in those of others, on a page before it.
    for number in 0..60 {
        server.project(&format!("A badge {number:02}"));
    }
    let project = server.project("Badge");
    let trashed = server.project_of("Old", Status::Trash);
    let now = Timestamp::now();
    let calls = [
        denied(Rule::Holds(Edit), Deed::UpdateRecord, call(&kiosk, &project, now)),
        denied(Rule::Erase, Deed::DeleteRecord, call(&kiosk, &trashed, now.minus(Duration::from_secs(1)))),
        denied(Rule::PreviewOrPrint, Deed::GetBadgePreview, call(&kiosk, &project, now.minus(Duration::from_secs(2)))),
        denied(Rule::ActiveProject, Deed::GetRecord, call(&kiosk, &trashed, now.minus(Duration::from_secs(3)))),
    ];
    write(&server, &calls);
    for browser in [administrator(&server).await, auditor(&server).await] {
        let page = calls_of(&browser, &kiosk, "").await;
        for (link, id) in [
            ("Edit Records isn’t granted", format!("tick-{project}-edit")),
            ("Erase Records isn’t granted", format!("tick-{trashed}-erase")),
            ("Neither Preview Card nor Print Card is granted", format!("tick-{project}-preview")),
        ] {
            assert!(page.has(&format!("a[href$='#{id}']")), "{link}");
            let setup = page.follow(link).await;
            setup.must_be(200);
            assert!(setup.has(&format!("[id='{id}']")), "{id} is on {setup}");
        }
        let status = page.follow("The project isn’t Active").await;
        assert_eq!(status.must_be(200).url.path(), format!("/projects/{trashed}"));
    }
    let ana = administrator(&server).await;
    let explained = calls_of(&ana, &kiosk, "?verdict=denied&action=update_record").await.follow("Explain").await;
    explained.must_be(200).must_say("Denied").must_say("Access Producer is granted.");
}

#[tokio::test]
async fn a_quota_is_set_merged_and_enforced() {
    let server = Server::start_with(&[("IDC_RATE_LIMIT", "900")]).await;
    for role in PanelRole::ALL {
        server.panel_user(name_of(role), role, PASSWORD);
    }
    let kiosk = Integrator::new(&server, "kiosk", &[Access, Add]);
    let max = manager(&server).await;
    let ana = administrator(&server).await;
    let page = calls_of(&max, &kiosk.api_user, "").await;
    page.must_say("0 calls this month. There is no quota.").must_say("900 calls per second");
    for bad in ["0", "-3", "1.5", "ten"] {
        let refused = page.form("quota-form").set("quota", bad).press_first().await;
        refused.must_be(422).must_say("Enter a whole number from 1");
        assert_eq!(refused.form("quota-form").value("quota").as_deref(), Some(bad));
    }
    let stale = calls_of(&ana, &kiosk.api_user, "").await;
    let saved = page.form("quota-form").set("quota", "2").press_first().await;
    saved.must_be(200).must_say("The quota has been saved").must_say("0 of 2 calls used this month; 2 left.");
    saved.form("quota-form").press_first().await.must_say("There were no changes to save");

    let clash = stale.form("quota-form").set("quota", "3").press_first().await;
    clash.must_be(409).must_say("Changed in the meantime").must_say("max").must_say("Calls per month");
    let theirs = clash.form("quota-form").set("keep.quota", "theirs:2").press_first().await;
    theirs.must_be(200).must_say("0 of 2 calls used");

    kiosk.insert(json!({})).await.record();
    kiosk.get("10000").await.record();
    kiosk.get("10000").await.must_be(429, "quota_exhausted", "-");
    written(&server, 3).await;
    let used = calls_of(&max, &kiosk.api_user, "").await;
    used.must_say("2 of 2 calls used this month; 0 left.").must_say("The quota is used up");
    let mine = clash.form("quota-form").set("keep.quota", "mine").press_first().await;
    mine.must_be(200).must_say("2 of 3 calls used this month; 1 left.");
    kiosk.get("10000").await.record();
    mine.form("quota-form").set("quota", "").press_first().await.must_say("There is no quota.");
    kiosk.get("10000").await.record();

    assert!(!calls_of(&auditor(&server).await, &kiosk.api_user, "").await.has("#quota-form"));
    let chief = server.api_user_with("chief", |sketch| sketch.role = ApiUserRole::Administrator);
    assert!(!calls_of(&max, &chief, "").await.has("#quota-form"));
    assert!(calls_of(&ana, &chief, "").await.has("#quota-form"));
    let forged = body(&[("quota", "1"), ("served.quota", ""), ("version", "1")]);
    max.post_raw(&format!("/api-users/{chief}/quota"), &FORM, forged).await.must_be(403);
}

#[tokio::test]
async fn a_quota_that_was_typed_survives_the_end_of_the_session() {
    let server = staffed().await;
    let kiosk = server.api_user("kiosk");
    let page = calls_of(&administrator(&server).await, &kiosk, "").await;
    let ended: DbResult<usize> =
        server.db.write_blocking(|connection| Ok(diesel::delete(schema::sessions::table).execute(connection)?));
    assert_eq!(ended.unwrap(), 1);
    let asked = page.form("quota-form").set("quota", "250").press_first().await;
    asked.must_be(401).must_say("What you typed is kept");
    let again = asked.form("sign-in").set("username", "ana").set("password", PASSWORD).press_first().await;
    let back = again.must_be(200).form("resume").press_first().await;
    back.must_be(200).must_say("0 calls this month. There is no quota.");
    assert_eq!(back.form("quota-form").value("quota").as_deref(), Some("250"));
    back.form("quota-form").press_first().await.must_be(200).must_say("0 of 250 calls used this month");
}

#[tokio::test]
async fn calls_are_reached_for_as_long_as_they_are_kept() {
    for (days, reaches) in [("90", true), ("30", false)] {
        let server = Server::start_with(&[("IDC_CALL_LOG_DAYS", days)]).await;
        server.panel_user("ida", PanelRole::Auditor, PASSWORD);
        let ida = auditor(&server).await;
        let (kiosk, project) = (server.api_user("kiosk"), server.project("Badges"));
        let record = server.record(&project, Status::Active);
        let now = Timestamp::now();
        let old = call(&kiosk, &project, now.minus(Duration::from_hours(24 * 60)));
        let here = LoggedCall { record: Some(record.clone()), ..call(&kiosk, &project, now) };
        let gone = call(&kiosk, &project, now);
        write(&server, &[here, gone]);
        if reaches {
            write(&server, &[old]);
        }
        let page = calls_of(&ida, &kiosk, "").await;
        assert_eq!(verdicts(&page).len(), 2);
        assert_eq!(page.select_texts(".list-calls td code a, .list-calls td a code"), [record.as_str()]);
        page.follow(record.as_str()).await.must_be(200).must_say("10000");
        assert_eq!(page.has("option[value=all]"), reaches);
        if reaches {
            let all = page.form("filters").set("period", "all").press_first().await;
            assert_eq!(verdicts(all.must_be(200)).len(), 3);
            assert_eq!(all.select_text("option[value=all][selected]"), "All that are kept (90 days)");
            assert!(all.select_texts(".status-links .count").is_empty(), "what is not counted is not told");
        }
    }
}

#[tokio::test]
async fn a_script_sets_a_quota() {
    let machine = Machine::new();
    let user = machine.run(&["api-user", "add", "kiosk"]);
    let set = machine.run(&["api-user", "quota", "kiosk", "10000"]);
    assert_eq!((&set["quota"], &set["changed"], &set["used_this_month"]), (&json!(10_000), &json!(true), &json!(0)));
    assert_eq!(machine.run(&["api-user", "quota", "kiosk", "10000"])["changed"], json!(false));
    assert_eq!(machine.run(&["api-user", "quota", "kiosk", "none"])["quota"], json!(null));
    assert_eq!(machine.actions(user["id"].as_str().unwrap()), ["created", "changed", "changed"]);
    machine.stopped(2, &["api-user", "quota", "kiosk", "0"], "");
    assert_eq!(machine.refused(&["api-user", "quota", "nobody", "1"]), "api_user_not_found");
}

/// Numbers that look random, the same in each run.
fn sample(count: u64) -> impl Iterator<Item = u64> {
    let mut state = 7_u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    })
    .take(usize::try_from(count).unwrap())
}

fn pick<T: Copy>(all: &[T], number: u64) -> T {
    all[usize::try_from(number).unwrap() % all.len()]
}

#[tokio::test]
async fn what_is_explained_is_what_decides() {
    let server = staffed().await;
    let ida = auditor(&server).await;
    let numbers: Vec<u64> = sample(60 * 7).collect();
    for (round, number) in numbers.chunks(7).enumerate() {
        // Mostly what may at least reach the project.
        let live = [Status::Active, Status::Active, Status::Active, Status::Inactive, Status::Trash];
        let (role, api_user_status) = (pick(&ApiUserRole::ALL, number[0]), pick(&live, number[1]));
        let (project_status, record) = (pick(&live, number[2]), pick(&RecordState::ALL, number[3]));
        let bits = i32::try_from(number[4] % 1024).unwrap() | i32::from(number[4] % 4 != 0);
        let privileges = PrivilegeSet::from_bits(bits).unwrap();
        let parts = Parts::from_bits(i32::try_from(number[5] % 64).unwrap()).unwrap();
        let action = Action::new(pick(&Deed::ALL, number[6]), parts);
        let user = server.api_user_with(&format!("machine-{round}"), |sketch| {
            (sketch.role, sketch.status) = (role, api_user_status);
        });
        let project = server.project_of(&format!("Project {round}"), project_status);
        server.grant(&user, &project, privileges);
        let standing = Standing { api_user: api_user_status, role, project: project_status, privileges };

        let asked = Part::ALL.into_iter().filter(|&part| parts.contains(part));
        let asked = asked.fold(String::new(), |asked, part| asked + "&part[]=" + part.as_str());
        let question = format!("action={}{asked}&record={}", action.deed().as_str(), record.as_str());
        let page = ida.get(&format!("/api-users/{user}/explain?project={project}&{question}")).await;
        page.must_be(200).must_say(&action.text(Locale::En).to_string());
        let decided = decide(standing, action, record);
        let verdict = page.select_text(".explained .status-large");
        assert_eq!(verdict, if decided.is_ok() { "Allowed" } else { "Denied" }, "{standing:?} {action:?} {record:?}");
        let holds: Vec<bool> = action.rules().map(|rule| rule.holds(standing, record)).collect();
        let shown: Vec<bool> = page.select_texts(".checks > li strong").iter().map(|word| word == "Passed").collect();
        assert_eq!(shown, holds, "{standing:?} {action:?} {record:?}");
        let who = ida.get(&format!("/projects/{project}/explain?{question}")).await;
        let names = who.must_be(200).select_texts(".who-may li > :first-child");
        assert_eq!(names, if decided.is_ok() { vec![format!("machine-{round}")] } else { Vec::new() }, "{standing:?}");
    }
}

#[tokio::test]
async fn everybody_who_may_is_listed_page_by_page() {
    let server = staffed().await;
    let project = server.project("Badges");
    for number in 0..120 {
        let user = server.api_user(&format!("kiosk-{number:03}"));
        let held = if number % 2 == 0 { vec![Access, Edit] } else { vec![Access, Trash] };
        server.grant(&user, &project, held.into_iter().collect());
    }
    let ida = auditor(&server).await;
    let page = ida.get(&format!("/projects/{project}/explain")).await;
    let first = page.must_be(200).form("explain").set("action", "update_record").press_first().await;
    assert_eq!(first.must_be(200).select_texts(".who-may li").len(), 50);
    let second = first.follow("Next").await;
    let names = second.select_texts(".who-may li > :first-child");
    assert_eq!((names.len(), names[0].as_str(), second.has("a[rel=next]")), (10, "kiosk-100", false));
    let page = second.follow("kiosk-118").await;
    page.must_be(200).must_say("API User Setup");
    let may = page.follow("May it?").await;
    let answer = may.form("explain").set("project", project.as_str()).set("action", "get_record").press_first().await;
    answer.must_be(200).must_say("Allowed");
    ida.get(&format!("/api-users/{}/explain?project=x", ApiUserId::new())).await.must_be(400);
    ida.get(&format!("/projects/{project}/explain?action=fly")).await.must_be(400);
}
