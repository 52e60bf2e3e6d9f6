//! The search of API users: what it finds, in which order, and that its index stays in step.

use std::collections::HashSet;

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use idc_admin::{
    api_users::{
        self, Column, EditApiUser, Fields, Filter, ListSpec, Listing, NewApiUser, Position, Search, ServedFields,
    },
    authorization::{ApiUserRole, PanelRole, Status},
    clock::Timestamp,
    db::{Db, DbConnection, DbResult},
    demo::{self, Demo},
    ids::ApiUserId,
    input::{MainOrganization, PrivateNote, SearchTerm, Username},
    locale::{Locale, Timezone},
    security::{KeyKind, SecretKey},
};

use crate::{
    panel::{administrator, manager, staffed},
    support::server::{PASSWORD, Server, hash_of, main_organization, organization_named},
};

/// A row as it should be in the index, from the API user itself.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
struct Saved {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    facet: String,
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = Text)]
    organization: String,
    #[diesel(sql_type = Text)]
    note: String,
}

fn load(connection: &mut DbConnection, sql: &str) -> DbResult<Vec<Saved>> {
    Ok(sql_query(sql).load(connection)?)
}

/// Every API user, with what a search reads of it.
fn folded(db: &Db) -> Vec<Saved> {
    let sql = "SELECT id, char(1) || substr(status, 1, 1) || substr(role, 1, 1) AS facet, username, organization, \
               private_note AS note FROM api_users ORDER BY id";
    let mut rows = db.write_blocking(|connection| load(connection, sql)).unwrap();
    for row in &mut rows {
        row.username = Username::parse(&row.username).unwrap().search_key();
        row.organization = organization_named(&row.organization).search_key();
        row.note = PrivateNote::parse(&row.note).unwrap().search_key();
    }
    rows
}

/// The table is what the API users are, and the trigrams are what the table is.
#[track_caller]
pub fn must_be_in_step(db: &Db) {
    let sql = "SELECT s.api_user_id AS id, s.facet, s.username, s.organization, coalesce(n.note, '') AS note \
               FROM api_user_search AS s LEFT JOIN api_user_note_search AS n USING (key) ORDER BY s.api_user_id";
    assert_eq!(db.write_blocking(|connection| load(connection, sql)).unwrap(), folded(db));
    let check = "INSERT INTO api_user_grams (api_user_grams, rank) VALUES ('integrity-check', 1);
                 INSERT INTO api_user_note_grams (api_user_note_grams, rank) VALUES ('integrity-check', 1);";
    db.write_blocking(|connection| Ok::<_, idc_admin::db::DbError>(connection.batch_execute(check)?)).unwrap();
}

/// The list's first page under a search of everything, by username.
pub fn asking(term: &str) -> ListSpec {
    asking_as(PanelRole::Administrator, term, "☃")
}

/// The same by somebody of this role, where the main organization has this name.
fn asking_as(role: PanelRole, term: &str, main: &str) -> ListSpec {
    let search = Search::new(&SearchTerm::parse(term).unwrap(), &MainOrganization::parse(main).unwrap(), role);
    ListSpec {
        filter: Filter { status: None, role: None, search: Some(search) },
        sort: Column::Username,
        descending: false,
        position: Position::Start,
        size: 96,
        page: 1,
    }
}

#[track_caller]
pub fn list(db: &Db, spec: &ListSpec) -> Listing {
    db.write_blocking(|connection| api_users::list(connection, spec)).unwrap()
}

fn names(listing: &Listing) -> Vec<String> {
    listing.rows.iter().map(|row| row.username.to_string()).collect()
}

#[track_caller]
fn found(server: &Server, term: &str) -> Vec<String> {
    names(&list(&server.db, &asking(term)))
}

#[tokio::test]
async fn accents_and_case_do_not_count_wherever_it_looks() {
    let server = Server::start().await;
    server.api_user_with("ZOË-kiosk", |user| user.organization = "Atelier Rivière".to_owned());
    server.api_user_with("plain", |user| user.private_note = "Près de la fenêtre".to_owned());
    assert_eq!(found(&server, "riviere"), ["ZOË-kiosk"]);
    assert_eq!(found(&server, "RIVIÈRE"), ["ZOË-kiosk"]);
    assert_eq!(found(&server, "zoe-k"), ["ZOË-kiosk"]);
    assert_eq!(found(&server, "pres de la fenetre"), ["plain"]);
    assert!(found(&server, "riviera").is_empty());
}

#[tokio::test]
async fn what_means_something_to_the_database_is_only_text() {
    let server = Server::start().await;
    server.api_user_with("per%cent_1", |user| user.organization = "say \"yes\" AND (no) * ^".to_owned());
    server.api_user_with("o'neil\"", |user| user.organization = "Smile 😀😃😄 Ltd".to_owned());
    server.api_user_with("other", |user| user.organization = "NEAR a b c".to_owned());
    for (term, expected) in [
        ("%", "per%cent_1"),
        ("r%c", "per%cent_1"),
        ("nt_", "per%cent_1"),
        ("y \"yes\" a", "per%cent_1"),
        ("\" AND (", "per%cent_1"),
        ("(no) * ^", "per%cent_1"),
        ("\"\"", ""),
        ("'neil\"", "o'neil\""),
        ("😀😃😄", "o'neil\""),
        ("e 😀", "o'neil\""),
        ("😃", "o'neil\""),
        ("near a b", "other"),
        ("a b", "other"),
        ("cent-1", ""),
    ] {
        assert_eq!(found(&server, term).concat(), expected, "{term}");
    }
}

#[tokio::test]
async fn one_and_two_characters_find_names_and_organizations_too() {
    let server = Server::start().await;
    server.api_user_with("bx-1", |user| user.organization = "Quay".to_owned());
    server.api_user_with("abx", |user| user.private_note = "Zürich".to_owned());
    server.api_user("b");
    assert_eq!(found(&server, "b"), ["b", "bx-1", "abx"], "exact, prefix, the rest");
    assert_eq!(found(&server, "BX"), ["bx-1", "abx"]);
    assert_eq!(found(&server, "qu"), ["bx-1"]);
    assert_eq!(found(&server, "zu"), ["abx"]);
    assert!(found(&server, "bb").is_empty());
}

#[tokio::test]
async fn exact_hits_come_first_then_those_that_begin_with_it() {
    let server = Server::start().await;
    for name in ["a-kiosk", "kiosk-1", "z-kiosk", "kiosk", "kiosk-2", "Kïosk-3"] {
        server.api_user(name);
    }
    assert_eq!(found(&server, "kiosk"), ["kiosk", "kiosk-1", "kiosk-2", "Kïosk-3", "a-kiosk", "z-kiosk"]);
    let backwards = ListSpec { descending: true, ..asking("KIOSK") };
    let listing = list(&server.db, &backwards);
    assert_eq!(names(&listing), ["kiosk", "Kïosk-3", "kiosk-2", "kiosk-1", "z-kiosk", "a-kiosk"]);
    let second = list(&server.db, &ListSpec { size: 4, page: 2, ..asking("kiosk") });
    assert_eq!((names(&second).concat().as_str(), second.pages.total), ("a-kioskz-kiosk", 6));
}

/// Asked of the core, whichever front end asks.
#[tokio::test]
async fn a_role_that_may_not_read_notes_finds_nothing_by_them() {
    let server = Server::start().await;
    server.api_user_with("kiosk", |user| user.private_note = "Behind the aquarium".to_owned());
    for role in PanelRole::ALL {
        for term in ["aquarium", "um"] {
            let found = names(&list(&server.db, &asking_as(role, term, "☃"))).len();
            assert_eq!(found, usize::from(role == PanelRole::Administrator), "{role:?} {term}");
        }
    }
}

#[tokio::test]
async fn notes_are_found_by_those_who_may_read_them() {
    let server = staffed().await;
    server.api_user_with("kiosk", |user| user.private_note = "Behind the aquarium".to_owned());
    let (ana, max) = (administrator(&server).await, manager(&server).await);
    for term in ["aquarium", "um", "the+aqua"] {
        let path = format!("/api-users?q={term}");
        assert_eq!(ana.get(&path).await.select_texts("tbody th a"), ["kiosk"], "{term}");
        max.get(&path).await.must_be(200).must_say("No API users match");
    }
}

/// Against looking through every row.
#[tokio::test]
async fn the_index_finds_what_a_scan_finds() {
    let server = Server::start().await;
    // In this data an API user is given the note that it has already, and is moved after that.
    demo::fill(&server.db, &main_organization(), Demo { api_users: 1_300, projects: 2, records: 0, seed: 22 }, |_| {})
        .unwrap();
    must_be_in_step(&server.db);
    let all = folded(&server.db);
    let terms = [
        "kiosk",
        "riviere",
        "warehouse-k",
        "12",
        "-",
        "g",
        "northgate",
        "procurement.\nren",
        "zzz",
        "main org",
        "ask before",
    ];
    for term in terms.map(|term| term.replace('\n', " ")) {
        let key = SearchTerm::parse(&term).unwrap().search_key();
        for (status, role, in_notes, is_main) in [
            (None, None, true, false),
            (None, None, false, false),
            (Some(Status::Active), None, true, false),
            (Some(Status::Trash), None, true, false),
            (None, Some(ApiUserRole::Administrator), false, true),
            (Some(Status::Inactive), Some(ApiUserRole::Operator), true, true),
        ] {
            let reader = if in_notes { PanelRole::Administrator } else { PanelRole::Manager };
            let mut spec = asking_as(reader, &term, if is_main { &term } else { "☃" });
            spec.filter.status = status;
            spec.filter.role = role;
            let letter = |word: &str| word.chars().next().unwrap();
            let is_hit = |row: &&Saved| {
                let of = |place| row.facet.chars().nth(place).unwrap();
                status.is_none_or(|status| of(1) == letter(status.as_str()))
                    && role.is_none_or(|role| of(2) == letter(role.as_str()))
                    && (row.username.contains(&key)
                        || row.organization.contains(&key)
                        || (is_main && row.organization.is_empty())
                        || (in_notes && row.note.contains(&key)))
            };
            let expected = all.iter().filter(is_hit).count();
            let listing = list(&server.db, &spec);
            assert_eq!(listing.is_more_than_counted, expected > 1_000, "{spec:?}");
            let total = usize::try_from(listing.pages.total).unwrap();
            assert_eq!(total, expected.min(1_000), "{spec:?}");
            assert_eq!(listing.rows.len(), expected.min(96), "{spec:?}");
        }
    }
}

#[tokio::test]
async fn the_index_follows_every_change() {
    let server = Server::start().await;
    let kept = server.api_user_with("kept-one", |user| user.private_note = "kept words".to_owned());
    let id = server.api_user_with("first-name", |user| user.organization = "Acme".to_owned());
    must_be_in_step(&server.db);
    let edit = |username: &str, organization: &str, role, note: Option<&str>| {
        let saved = server.db.write_blocking(|connection| api_users::find(connection, &id)).unwrap().unwrap();
        let edit = EditApiUser {
            id: id.clone(),
            version: saved.version,
            served: ServedFields::of(&saved),
            fields: fields(username, organization, role, note),
            password: None,
            privileges: Vec::new().into(),
        };
        server.operate(|tx| api_users::edit(tx, &edit));
        must_be_in_step(&server.db);
    };
    edit("second-näme", "Acme", ApiUserRole::Operator, None);
    assert_eq!((found(&server, "first-name").len(), found(&server, "second-name").len()), (0, 1));
    edit("second-näme", "Zoo", ApiUserRole::Administrator, Some("some words"));
    assert_eq!((found(&server, "acme").len(), found(&server, "zoo").len()), (0, 1));
    assert_eq!(found(&server, "words").len(), 2);
    edit("second-näme", "Zoo", ApiUserRole::Administrator, Some("other"));
    edit("second-näme", "", ApiUserRole::Operator, Some(""));
    assert_eq!(found(&server, "words"), ["kept-one"]);
    for status in [Status::Inactive, Status::Trash, Status::Active, Status::Trash] {
        server.move_api_user(&id, status);
        must_be_in_step(&server.db);
    }
    let mut in_trash = asking("second-name");
    in_trash.filter.status = Some(Status::Trash);
    assert_eq!(list(&server.db, &in_trash).rows.len(), 1);
    server.delete_api_user(&id);
    must_be_in_step(&server.db);
    assert!(found(&server, "second-name").is_empty());
    // The key of the one that went is free, and taken again.
    server.api_user("third-name");
    must_be_in_step(&server.db);
    api_users::finish_bulk(&server.db).unwrap();
    must_be_in_step(&server.db);
    server.move_api_user(&kept, Status::Trash);
    server.api_user_with("fourth", |user| user.organization = "Quetzal".to_owned());
    assert_eq!(found(&server, "quetzal"), ["fourth"], "its trigrams were never counted");
    assert_eq!(found(&server, "kept"), ["kept-one"]);
}

/// Over a thousand hits, all of them at the far end of the order, behind more rows than are walked for a page.
#[tokio::test]
async fn many_hits_far_behind_are_found_page_by_page() {
    let server = Server::start().await;
    let hash = server.db.write_blocking({
        let id = server.api_user("someone");
        move |connection| api_users::find(connection, &id)
    });
    let password_hash = hash.unwrap().unwrap().password_hash;
    let new = |name: String, organization: &str, note: Option<&str>| NewApiUser {
        fields: fields(&name, organization, ApiUserRole::Operator, note),
        password_hash: password_hash.clone(),
        key: SecretKey::generate(KeyKind::ApiUser).unwrap(),
        privileges: Vec::new().into(),
        last_login_at: Timestamp::NEVER,
    };
    let others = (0..4_100).map(|number| new(format!("a-{number}"), "", None));
    let hits = (0..1_050).map(|number| new(format!("z-hit-{number:04}"), "Zoo", (number % 3 == 0).then_some("noted")));
    let noted = (0..1_050).map(|number| new(format!("y-{number:04}"), "Zebra", Some("whit-hot")));
    let all: Vec<_> = others.chain(hits).chain(noted).collect();
    let all: Vec<_> = all.iter().map(|new| (Timestamp::now(), new)).collect();
    server.operate(|tx| api_users::create_all(tx, &all));

    for (term, in_all) in [("z-hit", 1_050), ("hit-", 2_100), ("Zoo", 1_050), ("hot", 1_050)] {
        for sort in [Column::Username, Column::Organization, Column::Modified, Column::Status] {
            for descending in [false, true] {
                let spec = ListSpec { sort, descending, ..asking(term) };
                let context = format!("{term} {sort:?} {descending}");
                let mut listing = list(&server.db, &spec);
                assert!(listing.is_more_than_counted && !listing.has_previous, "{context}");
                let mut pages: Vec<Vec<String>> = vec![names(&listing)];
                while let Some(next) = listing.next.clone() {
                    listing = list(&server.db, &ListSpec { position: Position::After(next), ..spec.clone() });
                    assert_eq!(pages.last().unwrap().len(), 96, "{context}: no page before the last is short");
                    pages.push(names(&listing));
                }
                let seen = pages.concat();
                let distinct: HashSet<&String> = seen.iter().collect();
                assert_eq!((seen.len(), distinct.len()), (in_all, in_all), "{context}");
                if sort == Column::Username {
                    let is_sorted = if descending { seen.is_sorted_by(|a, b| a >= b) } else { seen.is_sorted() };
                    assert!(is_sorted, "{context}");
                }
                let cursor = api_users::Cursor {
                    id: listing.rows.first().unwrap().id.clone(),
                    key: listing.rows.first().unwrap().key(sort),
                };
                let before = list(&server.db, &ListSpec { position: Position::Before(cursor), ..spec });
                assert_eq!(names(&before), pages[pages.len() - 2], "{context}");
                assert!(before.has_previous && before.has_next, "{context}");
            }
        }
    }
    // The row of a cursor may be gone meanwhile.
    let listing = list(&server.db, &asking("hit-"));
    let second =
        list(&server.db, &ListSpec { position: Position::After(listing.next.clone().unwrap()), ..asking("hit-") });
    let last = listing.rows.last().unwrap().id.clone();
    server.move_api_user(&last, Status::Trash);
    server.delete_api_user(&last);
    let again = list(&server.db, &ListSpec { position: Position::After(listing.next.unwrap()), ..asking("hit-") });
    assert_eq!(names(&again), names(&second));
}

/// Page after page, forwards and back, by a cursor whose row is gone, and by number.
#[tokio::test]
async fn of_more_hits_than_are_counted_the_best_come_first_too_by_username() {
    let server = Server::start().await;
    let new = |name: &str| NewApiUser {
        fields: fields(name, "", ApiUserRole::Operator, None),
        password_hash: hash_of(PASSWORD),
        key: SecretKey::generate(KeyKind::ApiUser).unwrap(),
        privileges: Vec::new().into(),
        last_login_at: Timestamp::NEVER,
    };
    let numbered = |prefix: &str, most| (0..most).map(|n| format!("{prefix}{n:04}")).collect::<Vec<_>>();
    let (before, begin, behind) = (numbered("a-kiosk-", 450), numbered("kiosk-", 150), numbered("z-kiosk-", 450));
    let all: Vec<_> =
        [&before[..], &behind, &begin, &["KIOSK".to_owned()]].concat().iter().map(|name| new(name)).collect();
    let all: Vec<_> = all.iter().map(|new| (Timestamp::now(), new)).collect();
    server.operate(|tx| api_users::create_all(tx, &all));

    let exact = ["KIOSK".to_owned()];
    let backwards = |names: &[String]| names.iter().rev().cloned().collect::<Vec<_>>();
    let expected = [
        [&exact[..], &begin, &before, &behind].concat(),
        [&exact[..], &backwards(&begin), &backwards(&behind), &backwards(&before)].concat(),
    ];
    for (expected, descending) in expected.into_iter().zip([false, true]) {
        let spec = ListSpec { descending, ..asking("kiosk") };
        let mut listing = list(&server.db, &spec);
        let mut seen = names(&listing);
        while let Some(next) = listing.next.clone() {
            listing = list(&server.db, &ListSpec { position: Position::After(next), ..spec.clone() });
            seen.extend(names(&listing));
        }
        assert!(listing.is_more_than_counted && seen == expected, "{descending}: {seen:?}");
        let mut back = backwards(&names(&listing));
        while listing.has_previous {
            let first = listing.rows.first().unwrap();
            let cursor = api_users::Cursor { id: first.id.clone(), key: first.key(Column::Username) };
            listing = list(&server.db, &ListSpec { position: Position::Before(cursor), ..spec.clone() });
            back.extend(backwards(&names(&listing)));
        }
        assert_eq!(backwards(&back), expected, "{descending}");
        let third = list(&server.db, &ListSpec { page: 3, ..spec });
        assert_eq!(names(&third), expected[192..288], "{descending}");
    }

    let first = list(&server.db, &asking("kiosk"));
    let gone = first.rows.last().unwrap().id.clone();
    server.move_api_user(&gone, Status::Trash);
    server.delete_api_user(&gone);
    let second = list(&server.db, &ListSpec { position: Position::After(first.next.unwrap()), ..asking("kiosk") });
    assert_eq!(names(&second)[..3], ["kiosk-0095", "kiosk-0096", "kiosk-0097"]);
}

fn fields(username: &str, organization: &str, role: ApiUserRole, note: Option<&str>) -> Fields {
    Fields {
        username: Username::parse(username).unwrap(),
        role,
        organization: organization_named(organization),
        language: Locale::En,
        timezone: Timezone::UTC,
        private_note: note.map(|note| PrivateNote::parse(note).unwrap()),
    }
}

/// The ids of all, for taking some away.
pub fn ids(db: &Db) -> Vec<ApiUserId> {
    folded(db).into_iter().map(|row| ApiUserId::parse(&row.id).unwrap()).collect()
}
