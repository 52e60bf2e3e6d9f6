//! API Users List: orders, pages, filters, search, preview, and what an empty one says.

use idc_admin::{
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    clock::Timestamp,
    demo::{self, Demo},
    ids::ApiUserId,
};

use crate::{
    panel::{administrator, auditor, manager, staffed},
    support::{
        browser::{Answer, Browser},
        server::{Server, main_organization},
    },
};

/// Thirty with every status, both roles, shared organizations and shared instants.
fn populate(server: &Server) -> Vec<ApiUserId> {
    let at = |minute: i64| Timestamp::from_micros(1_760_000_000_000_000 + minute * 60_000_000);
    (0..30_i64)
        .map(|number| {
            server.api_user_with(&format!("kiosk-{:02}", (number * 7) % 30), |user| {
                user.status = Status::ALL[usize::try_from(number % 3).unwrap()];
                user.role = if number % 5 == 0 { ApiUserRole::Administrator } else { ApiUserRole::Operator };
                ["", "Acme", "Zoo"][usize::try_from(number % 3).unwrap()].clone_into(&mut user.organization);
                user.last_login_at = if number % 2 == 0 { Timestamp::NEVER } else { at(number % 4) };
                user.created_at = at(number % 6);
                user.private_note = if number == 3 { "Behind the Aquarium".to_owned() } else { String::new() };
            })
        })
        .collect()
}

fn names(page: &Answer) -> Vec<String> {
    page.select_texts("tbody th a")
}

async fn walk(browser: &Browser, start: &str, link: &str) -> Vec<Vec<String>> {
    let mut page = browser.get(start).await;
    let mut pages = vec![names(page.must_be(200))];
    while page.has(&format!("a[rel={link}]")) {
        page = page.follow(if link == "next" { "Next" } else { "Previous" }).await;
        pages.push(names(page.must_be(200)));
        assert!(pages.len() < 20, "pages without end");
    }
    pages
}

#[tokio::test]
async fn every_order_under_every_filter_can_be_walked_both_ways_and_jumped_into() {
    let server = staffed().await;
    populate(&server);
    let browser = administrator(&server).await;
    for sort in ["status", "role", "username", "organization", "last-login", "modified"] {
        for direction in ["", "-"] {
            for filter in ["", "&status=active", "&role=operator", "&status=trash&role=administrator", "&q=kiosk"] {
                let start = format!("/api-users?sort={direction}{sort}{filter}");
                let forward = walk(&browser, &start, "next").await;
                let all: Vec<_> = forward.concat();
                let mut unique = all.clone();
                unique.sort();
                unique.dedup();
                assert_eq!(unique.len(), all.len(), "{start}: nobody twice");
                let expected = match filter {
                    "" | "&q=kiosk" => 30,
                    "&status=active" => 10,
                    "&role=operator" => 24,
                    _ => 2,
                };
                assert_eq!(all.len(), expected, "{start}");
                for (number, names_there) in forward.iter().enumerate() {
                    let jumped = names(browser.get(&format!("{start}&page={}", number + 1)).await.must_be(200));
                    assert_eq!(jumped, *names_there, "{start} page {}", number + 1);
                }
                let end = format!("{start}&page={}", forward.len());
                let mut backward = walk(&browser, &end, "prev").await;
                backward.reverse();
                assert_eq!(backward, forward, "{start} backwards");
            }
        }
    }
}

#[tokio::test]
async fn orders_are_what_they_say() {
    let server = staffed().await;
    populate(&server);
    let browser = administrator(&server).await;
    let column =
        async |query: &str, css: &str| browser.get(&format!("/api-users?size=48&{query}")).await.select_texts(css);
    let mut by_name = column("", "tbody th a").await;
    assert!(by_name.is_sorted());
    by_name.reverse();
    assert_eq!(column("sort=-username", "tbody th a").await, by_name);
    assert!(column("sort=organization", "tbody td:nth-child(5)").await.is_sorted_by_key(|name| {
        match name.as_str() {
            "Main organization" => "",
            name => name,
        }
        .to_owned()
    }));
    assert!(column("sort=role", "tbody td:nth-child(3)").await.is_sorted());
    assert!(column("sort=-status", "tbody td:nth-child(1)").await.is_sorted_by(|a, b| a >= b));
    let logins = column("sort=last-login", "tbody td:nth-child(6)").await;
    assert_eq!(logins.iter().position(|text| text != "Never"), Some(15), "never comes first");
}

#[tokio::test]
async fn counts_follow_the_role_and_not_the_search() {
    let server = staffed().await;
    populate(&server);
    let browser = administrator(&server).await;
    let counts =
        async |query: &str| browser.get(&format!("/api-users?{query}")).await.select_texts(".status-links .count");
    assert_eq!(counts("").await, ["30", "10", "10", "10"]);
    assert_eq!(counts("role=administrator").await, ["6", "2", "2", "2"]);
    assert_eq!(counts("q=nobody-has-this").await, ["30", "10", "10", "10"]);
    let page = browser.get("/api-users?status=trash&role=administrator&q=kiosk&sort=-modified&size=24").await;
    assert_eq!(page.select_text(".pager-range"), "1–2 of 2 API users");
    let reset = page.follow("Reset Filters").await;
    assert_eq!(reset.path(), "/api-users?sort=-modified&size=24");
    assert_eq!(reset.select_text(".pager-range"), "1–24 of 30 API users");
}

#[tokio::test]
async fn the_forms_around_the_list_keep_its_view() {
    let server = staffed().await;
    populate(&server);
    let browser = administrator(&server).await;
    let page = browser.get("/api-users?status=active&sort=-modified").await;
    let found = page.form("filters").set("q", "KIOSK-1").set("role", "operator").press_first().await;
    assert!(found.path().contains("status=active") && found.path().contains("sort=-modified"), "{}", found.path());
    assert!(names(found.must_be(200)).iter().all(|name| name.starts_with("kiosk-1")));
    assert_eq!(found.form("filters").value("q").as_deref(), Some("KIOSK-1"));
    let page = browser.get("/api-users?sort=-username").await;
    let larger = page.form(".pager-size").set("size", "24").press_first().await;
    assert_eq!(names(larger.must_be(200)).len(), 24);
    let jumped = larger.form(".pager-jump").set("page", "2").press_first().await;
    assert_eq!(jumped.must_be(200).select_text(".pager-range"), "25–30 of 30 API users");
    let past = jumped.form(".pager-jump").set("page", "1000000").press_first().await;
    assert_eq!(past.must_be(200).select_text(".pager-range"), "25–30 of 30 API users");
    assert!(past.redirects.iter().all(|redirect| redirect.status == 303) && past.redirects.len() == 1);
}

#[tokio::test]
async fn the_search_looks_where_the_role_may_read_and_takes_wildcards_as_they_are() {
    let server = staffed().await;
    populate(&server);
    server.api_user_with("per%cent_1", |user| user.organization = "back\\slash".to_owned());
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    let found = async |browser: &Browser, query: &str| {
        names(browser.get(&format!("/api-users?q={query}")).await.must_be(200)).len()
    };
    assert_eq!(found(&ana, "aquarium").await, 1);
    assert_eq!(found(&max, "aquarium").await, 0);
    assert_eq!(found(&ana, "ACME").await, 10);
    assert_eq!(found(&ana, "%25").await, 1);
    assert_eq!(found(&ana, "_").await, 1);
    assert_eq!(found(&ana, "%5C").await, 1);
    assert_eq!(found(&ana, "main+organi").await, 10, "those of the main organization have no name of their own");
    assert_eq!(found(&max, "kiosk-07").await, 1);
}

#[tokio::test]
async fn a_search_with_very_many_hits_says_so_and_can_be_walked() {
    let server = Server::start().await;
    let password = demo::fill(
        &server.db,
        &main_organization(),
        Demo { api_users: 1_100, projects: 3, records: 0, seed: 7 },
        |_| {},
    )
    .unwrap();
    let browser = Browser::sign_in(&server, "ana", password.reveal()).await;
    let page = browser.get("/api-users?q=-&size=96&sort=-modified").await;
    assert_eq!(page.must_be(200).select_text(".pager-range"), "1–96 of more than 1,000 API users");
    let pages = walk(&browser, "/api-users?q=-&size=96&sort=-modified", "next").await;
    assert_eq!(pages.concat().len(), 1_100);
    let jumped = names(browser.get("/api-users?q=-&size=96&sort=-modified&page=3").await.must_be(200));
    assert_eq!(jumped, pages[2]);
    let refused =
        demo::fill(&server.db, &main_organization(), Demo { api_users: 1, projects: 1, records: 0, seed: 1 }, |_| {});
    assert!(refused.is_err(), "the database is not empty");
}

#[tokio::test]
async fn a_page_whose_rows_are_gone_leads_to_one_that_is_there() {
    let server = staffed().await;
    let ids = populate(&server);
    let browser = administrator(&server).await;
    let second = browser.get("/api-users").await.follow("Next").await;
    let cursor = second.path().to_owned();
    assert!(cursor.contains("after=") && cursor.contains("page=2"), "{cursor}");
    for id in ids {
        let moved = browser.get(&format!("/api-users/{id}")).await;
        if moved.has("[name=status][value=trash]") {
            moved.form(&format!("[action='/api-users/{id}/status']:has([value=trash])")).press("status", "trash").await;
        }
        browser.get(&format!("/api-users/{id}/delete")).await.form("delete").press_first().await.must_be(200);
    }
    let page = browser.get(&cursor).await;
    page.must_be(200).must_say("No API users yet");
    assert_eq!(page.path(), "/api-users");
}

#[tokio::test]
async fn an_empty_list_says_what_to_do_next() {
    let server = staffed().await;
    let (ana, ida) = (administrator(&server).await, auditor(&server).await);
    assert!(ana.get("/api-users").await.has(".empty a[href='/api-users/new']"));
    let asked = ida.get("/api-users").await;
    asked.must_say("Ask an Administrator");
    assert!(!asked.has("a[href='/api-users/new']"));
    assert!(ana.get("/api-users?q=x").await.must_say("No API users match").has(".empty a[href='/api-users']"));
}

#[tokio::test]
async fn the_preview_tells_what_the_role_may_see() {
    let server = staffed().await;
    let id = server.api_user_with("kiosk", |user| user.private_note = "hidden words".to_owned());
    let access: PrivilegeSet = [Privilege::Access, Privilege::Print].into_iter().collect();
    server.grant(&id, &server.project("Campus Badges"), access);
    for (browser, sees_key) in [(administrator(&server).await, true), (manager(&server).await, false)] {
        let preview = browser.get("/api-users").await.follow("Preview kiosk").await;
        preview.must_be(200).must_say("Campus Badges").must_say("2 of 10").must_not_say("hidden words");
        assert_eq!(preview.text().contains("User secret key"), sees_key);
    }
}

#[tokio::test]
async fn wild_cursors_and_page_numbers_say_nothing_absurd() {
    let server = staffed().await;
    let first = populate(&server)[0].clone();
    let browser = administrator(&server).await;
    for page in ["9223372036854775807", "999999", "2"] {
        let answer = browser.get(&format!("/api-users?page={page}&after={first}.kiosk-00")).await;
        assert_eq!(
            answer.must_be(200).select_text(".pager-range"),
            if page == "2" { "13–24 of 30 API users" } else { "25–30 of 30 API users" }
        );
        browser.get(&format!("/api-users?q=kiosk&page={page}")).await.must_be(200);
    }
    let before = browser.get(&format!("/api-users?before={first}.kiosk-00")).await;
    assert_eq!(before.must_be(200).path(), "/api-users");
    browser.get(&format!("/api-users?sort=modified&after={first}.zz")).await.must_be(400);
}

#[tokio::test]
async fn one_comes_back_to_the_same_view_with_the_row_marked() {
    let server = staffed().await;
    let ids: Vec<_> = (0..40).map(|number| server.api_user(&format!("machine-{number:02}"))).collect();
    let browser = administrator(&server).await;
    let list = browser.get("/api-users?sort=-username&status=active").await;
    let second = list.follow("Next").await;
    let seen = second.path();
    let setup = browser.get(&format!("/api-users/{}", ids[20])).await;
    let saved = setup.form("setup").set("organization", "Acme").press("intent", "save").await;
    saved.must_be(200).must_say("machine-20 saved");
    let back = saved.follow("API Users List").await;
    assert_eq!(back.path(), format!("{seen}&marked={}", ids[20]));
    assert_eq!(back.select_text("#marked th"), "machine-20");
    // A row that stands elsewhere by now is found there; one that the view leaves out is not marked.
    let elsewhere = browser.get(&format!("/api-users?sort=-username&status=active&marked={}", ids[0])).await;
    assert_eq!(elsewhere.path(), format!("/api-users?status=active&sort=-username&page=4&marked={}", ids[0]));
    assert_eq!(elsewhere.select_text("#marked th"), "machine-00");
    let page = browser.get(&format!("/api-users/{}", ids[5])).await;
    page.form("form:has([name=status][value=trash])").press("status", "trash").await.must_be(200);
    let without = browser.get(&format!("/api-users?status=active&marked={}", ids[5])).await;
    assert!(without.must_be(200).has("tbody tr") && !without.has("#marked"));
    // After a deletion too.
    browser.get("/api-users?status=trash&size=24").await.must_be(200);
    let deletion = browser.get(&format!("/api-users/{}/delete", ids[5])).await;
    let deleted = deletion.form("delete").press_first().await;
    deleted.must_be(200).must_say("machine-05 deleted permanently");
    assert_eq!(deleted.path(), "/api-users?status=trash&size=24");
    browser.get("/api-users?marked=x").await.must_be(400);
}
