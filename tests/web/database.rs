//! The database in trouble: locked, gone, replaced, damaged, another program's, a newer version's.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
    sync::{Mutex, mpsc},
    thread::{self, JoinHandle},
};

use diesel::connection::SimpleConnection;
use idc_admin::{
    api_users::{self, Refused},
    audit::{Actor, operate_blocking},
    authorization::{Privilege, Status},
    clock::Timestamp,
    db::{DatabaseUrl, Db, DbError, StorageError},
};
use image::ImageFormat;
use serde_json::json;
use tempfile::TempDir;

use crate::{
    panel::{administrator, staffed},
    pictures::{record, send},
    support::{
        browser::{Answer, Browser},
        form::FilledForm,
        images::{base64, plain},
        integrator::Integrator,
        server::{PASSWORD, Server},
    },
};

fn another_handle(path: &Path) -> Db {
    Db::open(&DatabaseUrl::Sqlite(path.to_owned())).unwrap()
}

/// A write of another process, which goes on until it is released.
struct Lock {
    release: mpsc::Sender<()>,
    holder: JoinHandle<Result<(), DbError>>,
}

impl Lock {
    fn take(server: &Server) -> Self {
        let other = another_handle(server.database());
        let (locked, is_locked) = mpsc::channel();
        let (release, is_released) = mpsc::channel::<()>();
        let holder = thread::spawn(move || {
            let is_released = Mutex::new(is_released);
            other.write_blocking(|_| {
                locked.send(()).unwrap();
                let _ = is_released.lock().unwrap().recv();
                Ok::<_, DbError>(())
            })
        });
        is_locked.recv().unwrap();
        Self { release, holder }
    }

    fn release(self) {
        drop(self.release);
        self.holder.join().unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_save_that_meets_a_locked_database_is_put_off_with_what_was_typed() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let form = browser.get(&format!("/api-users/{id}")).await.form("setup").set("organization", "Typed");
    let lock = Lock::take(&server);
    let put_off = form.press("intent", "save").await;
    put_off.must_be(503);
    assert!(put_off.header("retry-after").is_some());
    let form = put_off.form("setup");
    assert_eq!(form.value("organization").as_deref(), Some("Typed"));
    lock.release();
    form.press("intent", "save").await.must_be(200).must_say("saved");
}

/// Fills in the form of a new API user.
async fn typed_anew(browser: &Browser) -> FilledForm {
    let form = browser.get("/api-users/new").await.form("setup");
    let form = form.set("username", "new-kiosk").set("organization", "Typed").set("private_note", "by the door");
    form.set("new_password", PASSWORD).set("new_password_again", PASSWORD)
}

/// It is put off, with all that was typed but passwords; gives its form.
#[track_caller]
fn must_keep_what_was_typed_anew(put_off: &Answer) -> FilledForm {
    assert!(put_off.must_be(503).header("retry-after").is_some());
    let form = put_off.form("setup");
    for (field, typed) in [("username", "new-kiosk"), ("organization", "Typed"), ("private_note", "by the door")] {
        assert_eq!(form.value(field).as_deref(), Some(typed), "{field}");
    }
    assert_eq!(form.value("new_password").as_deref(), Some(""));
    assert!(!put_off.html.contains(PASSWORD));
    form
}

#[track_caller]
fn must_be_there_once(server: &Server, is_there: bool) {
    use diesel::prelude::*;
    use idc_admin::db::{DbResult, schema::api_users};
    let named = api_users::table.filter(api_users::username.eq("new-kiosk"));
    let found: DbResult<i64> = server.db.write_blocking(|connection| Ok(named.count().get_result(connection)?));
    assert_eq!(found.unwrap(), i64::from(is_there));
}

#[tokio::test]
async fn a_new_api_user_that_meets_a_locked_database_is_put_off_with_what_was_typed() {
    let server = staffed().await;
    let form = typed_anew(&administrator(&server).await).await;
    let lock = Lock::take(&server);
    let put_off = form.press("intent", "save").await;
    let form = must_keep_what_was_typed_anew(&put_off);
    lock.release();
    must_be_there_once(&server, false);
    let form = form.set("new_password", PASSWORD).set("new_password_again", PASSWORD);
    let saved = form.press("intent", "save").await;
    assert!(saved.status < 300, "{saved}");
    must_be_there_once(&server, true);
}

#[tokio::test]
async fn a_photo_that_meets_a_locked_database_is_put_off_and_not_stored() {
    let server = staffed().await;
    let client = Integrator::new(&server, "kiosk", &Privilege::ALL);
    let page = record(&client).await;
    let browser = administrator(&server).await;
    let photo = plain(40, 50, [200, 40, 40], ImageFormat::Jpeg);
    let fields = [("served", "0"), ("intent", "save")];
    let save = async || send(&browser, &format!("{page}/photo"), &fields, Some(("photo", &photo))).await;
    let lock = Lock::take(&server);
    assert!(save().await.must_be(503).header("retry-after").is_some());
    let put_off = client.update("10000", json!({"idc_photo": base64(&photo)})).await;
    assert_eq!(put_off.status, 503);
    lock.release();
    browser.get(&page).await.must_be(200).must_say("No photo").must_not_say("Photo: added");
    save().await.must_be(303);
    browser.get(&page).await.must_say("Photo: added");
}

/// SQLite's own words, said by a trigger: no test can take the disk from under a database that is open.
#[tokio::test]
async fn a_save_that_meets_a_full_or_a_read_only_database_says_so_and_keeps_what_was_typed() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let run = |sql: &str| {
        server.db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(sql)?)).unwrap();
    };
    for (words, title) in [
        ("database or disk is full", "The disk is full"),
        ("attempt to write a readonly database", "The database is read-only"),
    ] {
        let form = browser.get(&format!("/api-users/{id}")).await.form("setup").set("organization", title);
        let new = typed_anew(&browser).await;
        for event in ["UPDATE", "INSERT"] {
            let refuse = format!("BEGIN SELECT RAISE(ABORT, '{words}'); END");
            run(&format!("CREATE TRIGGER refuse_{event} BEFORE {event} ON api_users {refuse}"));
        }
        let put_off = form.press("intent", "save").await;
        assert!(put_off.must_be(503).must_say(title).header("retry-after").is_some());
        let form = put_off.form("setup");
        assert_eq!(form.value("organization").as_deref(), Some(title));
        must_keep_what_was_typed_anew(new.press("intent", "save").await.must_say(title));
        must_be_there_once(&server, false);
        browser.get("/api-users").await.must_be(200).must_say("kiosk");
        run("DROP TRIGGER refuse_UPDATE; DROP TRIGGER refuse_INSERT");
        form.press("intent", "save").await.must_be(200).must_say("saved");
    }
}

#[tokio::test]
async fn a_database_that_was_deleted_is_noticed_by_the_next_request_and_not_made_anew() {
    let server = staffed().await;
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let form = browser.get(&format!("/api-users/{id}")).await.form("setup").set("organization", "Typed");
    fs::remove_file(server.database()).unwrap();
    let put_off = form.press("intent", "save").await;
    put_off.must_be(503).must_say("The database is missing");
    assert!(put_off.header("retry-after").is_some());
    assert_eq!(put_off.form("setup").value("organization").as_deref(), Some("Typed"));
    browser.get("/api-users").await.must_be(503).must_say("The database is missing");
    assert!(!server.database().exists());
}

#[tokio::test]
async fn the_forms_of_projects_and_of_the_account_keep_what_was_typed_too() {
    let server = staffed().await;
    let id = server.project("Badges");
    let browser = administrator(&server).await;
    let new = browser.get("/projects/new").await.form("setup").set("name", "Typed");
    let project = browser.get(&format!("/projects/{id}")).await.form("setup").set("name", "Typed");
    let account = browser.get("/account").await.form("account").set("timezone", "Europe/Paris");
    fs::remove_file(server.database()).unwrap();
    for (form, id, name, typed) in [
        (new, "setup", "name", "Typed"),
        (project, "setup", "name", "Typed"),
        (account, "account", "timezone", "Europe/Paris"),
    ] {
        let put_off = form.press("intent", "save").await;
        put_off.must_be(503).must_say("The database is missing");
        assert_eq!(put_off.form(id).value(name).as_deref(), Some(typed));
    }
}

#[tokio::test]
async fn a_database_that_was_replaced_is_noticed_and_nothing_is_written_to_either() {
    let (server, other) = (staffed().await, Server::start().await);
    let id = server.api_user("kiosk");
    let browser = administrator(&server).await;
    let form = browser.get(&format!("/api-users/{id}")).await.form("setup").set("organization", "Typed");
    let copy = server.database().with_file_name("copy.sqlite3");
    fs::copy(other.database(), &copy).unwrap();
    fs::rename(&copy, server.database()).unwrap();
    form.press("intent", "save").await.must_be(503).must_say("The database is missing");
}

#[tokio::test]
async fn a_counter_that_is_lost_stops_what_would_move_it() {
    let server = Server::start().await;
    let id = server.api_user_with("kiosk", |user| {
        user.organization = "Acme".to_owned();
        user.status = Status::Trash;
    });
    let run = |sql: &str| {
        server.db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(sql)?)).unwrap();
    };
    let version = || {
        let found = server.db.write_blocking(|connection| api_users::find(connection, &id)).unwrap();
        found.unwrap().version
    };
    run("DELETE FROM organizations");
    let now = Timestamp::now();
    let deleted = operate_blocking(&server.db, &Actor::CommandLine, now, |tx| api_users::delete(tx, &id, 2));
    assert!(matches!(deleted, Err(Refused::Db(_))), "{deleted:?}");
    assert_eq!(version(), 2);
    run("DELETE FROM api_user_counts WHERE status = 'inactive'");
    let move_it =
        |to| operate_blocking(&server.db, &Actor::CommandLine, now, |tx| api_users::move_status(tx, &id, 2, to));
    let moved = move_it(Status::Inactive);
    assert!(matches!(moved, Err(Refused::Db(_))), "{moved:?}");
    assert_eq!(version(), 2);
    move_it(Status::Active).unwrap();
}

#[test]
fn what_sqlite_says_of_its_file_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let db = another_handle(&folder.path().join("t.sqlite3"));
    let storage = |sql: &'static str| {
        let written = db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(sql)?));
        match written {
            Err(DbError::Storage(error)) => Some(error),
            _ => None,
        }
    };
    let fill = "PRAGMA max_page_count = 1; CREATE TABLE big (x); INSERT INTO big VALUES (zeroblob(10000000))";
    assert_eq!(storage(fill), Some(StorageError::Full));
    db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute("PRAGMA max_page_count = 1000000")?))
        .unwrap();
    assert_eq!(storage("PRAGMA query_only = ON; DELETE FROM sessions"), Some(StorageError::ReadOnly));
}

fn start(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_idc-admin")).arg("migrate").current_dir(folder).env_clear().output().unwrap()
}

#[track_caller]
fn must_refuse(folder: &Path, words: &str) {
    let before = fs::read(folder.join("idc-admin.sqlite3")).unwrap();
    let refused = start(folder);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success(), "{said}");
    assert_eq!(said.matches(words).count(), 1, "{said}");
    assert_eq!(fs::read(folder.join("idc-admin.sqlite3")).unwrap(), before, "it is left as it was");
}

#[test]
fn a_file_that_is_none_of_ours_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("idc-admin.sqlite3");
    fs::write(&path, vec![0x5A_u8; 40_960]).unwrap();
    must_refuse(folder.path(), "is damaged, or is no SQLite database");

    fs::remove_file(&path).unwrap();
    assert!(start(folder.path()).status.success());
    let run = |sql: &str| {
        let db = another_handle(&path);
        db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(sql)?)).unwrap();
    };
    run("INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')");
    must_refuse(folder.path(), "a newer version of IDC Admin");

    run_on_any_file(&path, "DROP TABLE __diesel_schema_migrations");
    must_refuse(folder.path(), "a database of another program");
}

/// Without the checks of [`Db::open`].
fn run_on_any_file(path: &Path, sql: &str) {
    use diesel::{Connection, SqliteConnection};
    let mut connection = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    connection.batch_execute(sql).unwrap();
    connection.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE").unwrap();
}
