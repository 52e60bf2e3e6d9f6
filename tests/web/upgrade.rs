//! A database of the first version: it opens, nothing is lost, and what SQL can't compute is filled in.

use std::{fs, path::Path};

use diesel::connection::SimpleConnection;
use idc_admin::{
    authentication::Reauthentication,
    db::{Db, DbError},
    ids::PanelUserId,
    upgrade, users,
};
use tempfile::TempDir;

use crate::{
    search::{asking, ids, list, must_be_in_step},
    support::{
        browser::Browser,
        server::{PASSWORD, Server, hash_of},
    },
};

/// Made by `idc-admin demo --api-users 60 --projects 6 --seed 6` of the first version.
const FIRST_HOUSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/data/first-house.db");

fn copy(folder: &Path) -> String {
    let path = folder.join("idc-admin.sqlite3");
    fs::copy(FIRST_HOUSE, &path).unwrap();
    format!("sqlite:{}", path.display())
}

fn run(db: &Db, sql: &str) {
    db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(sql)?)).unwrap();
}

#[tokio::test]
async fn the_panel_runs_on_a_database_of_the_first_version() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(&[("DATABASE_URL", &copy(folder.path()))]).await;
    must_be_in_step(&server.db);
    assert_eq!(ids(&server.db).len(), 60);
    let ana: PanelUserId = server
        .db
        .write_blocking(users::all)
        .unwrap()
        .into_iter()
        .find(|user| user.username.as_str() == "ana")
        .unwrap()
        .id;
    server.operate(|tx| users::reset_password(tx, &ana, &Reauthentication::CommandLine, &hash_of(PASSWORD)));
    let browser = Browser::sign_in(&server, "ana", PASSWORD).await;
    let found = browser.get("/api-users?q=riviere").await;
    assert_eq!(found.must_be(200).select_texts("tbody td:nth-of-type(4)"), ["Atelier Rivière"]);
    browser.get("/projects?q=riviere").await.must_be(200).must_say("Atelier Rivière Student Cards 6");
    assert_eq!(found.follow("Reset Filters").await.select_text(".pager-range"), "1–12 of 60 API users");
}

#[test]
fn filling_in_goes_on_where_it_was_interrupted() {
    let folder = TempDir::new().unwrap();
    let db = Db::open(&copy(folder.path()).parse().unwrap()).unwrap();
    upgrade::fill(&db).unwrap();
    must_be_in_step(&db);
    let middle = ids(&db)[29].clone();
    run(
        &db,
        &format!(
            "INSERT INTO api_user_grams (api_user_grams, rowid, username, organization, facet)
                 SELECT 'delete', key, username, organization, facet FROM api_user_search WHERE api_user_id > '{middle}';
             INSERT INTO api_user_note_grams (api_user_note_grams, rowid, note)
                 SELECT 'delete', n.key, n.note FROM api_user_note_search AS n
                 JOIN api_user_search AS s USING (key) WHERE s.api_user_id > '{middle}';
             DELETE FROM api_user_note_search
                 WHERE key IN (SELECT key FROM api_user_search WHERE api_user_id > '{middle}');
             DELETE FROM api_user_search WHERE api_user_id > '{middle}';
             UPDATE search_fill SET after_id = '{middle}', is_done = 0;
             UPDATE projects SET name_search = '' WHERE name LIKE '%Student%';"
        ),
    );
    upgrade::fill(&db).unwrap();
    must_be_in_step(&db);
    // Further back than it was: what is there is left as it is.
    run(&db, "UPDATE search_fill SET after_id = '', is_done = 0");
    upgrade::fill(&db).unwrap();
    must_be_in_step(&db);
    assert_eq!(list(&db, &asking("riviere")).rows.len(), 1);
    run(
        &db,
        "CREATE TABLE is_empty (n INTEGER CHECK (n = 0)); INSERT INTO is_empty SELECT count(*) FROM projects WHERE name_search = ''",
    );
}
