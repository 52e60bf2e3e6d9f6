//! The worker pools and the transaction: other runs, panics, queues, and a file that goes away.

mod groups;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
    mpsc,
};

use diesel::connection::SimpleConnection;
use tempfile::TempDir;

use super::{DatabaseUrl, Db, DbConnection, DbError, DbResult, StorageError, database::SEARCHES_PENDING};

fn database() -> (TempDir, Db) {
    let folder = TempDir::new().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("t.sqlite3"))).unwrap();
    (folder, db)
}

fn run(connection: &mut DbConnection, sql: &str) -> DbResult<()> {
    Ok(connection.batch_execute(sql)?)
}

fn names(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    use super::schema::settings::{name, table};
    use diesel::prelude::*;
    Ok(table.filter(name.ne("cookie_key")).select(name).order(name).load(connection)?)
}

fn insert(name: &str) -> String {
    format!("INSERT INTO settings (name, value) VALUES ('{name}', x'00')")
}

/// A write whose first runs, so many of them, meet what SQLite says when the transaction should be run again.
fn write_after(db: &Db, refusals: usize) -> (DbResult<()>, usize) {
    let trigger = "CREATE TEMP TRIGGER refuse BEFORE INSERT ON settings WHEN NEW.name = 'refused'
        BEGIN SELECT RAISE(ABORT, 'database is locked'); END";
    db.write_blocking(|connection| run(connection, trigger)).unwrap();
    let runs = AtomicUsize::new(0);
    let written = db.write_blocking(|connection| {
        run(connection, &insert("before"))?;
        if runs.fetch_add(1, Ordering::Relaxed) < refusals {
            // Whatever the closure makes of it.
            run(connection, &insert("refused")).map_err(|_| DbError::Nested)?;
        }
        Ok(())
    });
    (written, runs.into_inner())
}

#[test]
fn a_write_is_run_again_from_its_start_where_the_database_asks_for_it() {
    let (_folder, db) = database();
    let (written, runs) = write_after(&db, 2);
    written.unwrap();
    assert_eq!(runs, 3);
    assert_eq!(db.write_blocking(names).unwrap(), ["before"]);
}

#[test]
fn a_write_is_not_run_again_for_ever() {
    let (_folder, db) = database();
    let (written, runs) = write_after(&db, usize::MAX);
    assert!(written.is_err());
    assert_eq!(runs, 4);
    assert!(db.write_blocking(names).unwrap().is_empty());
}

#[test]
fn a_write_that_fails_by_itself_is_run_once() {
    let (_folder, db) = database();
    let runs = AtomicUsize::new(0);
    let twice = db.write_blocking(|connection| {
        runs.fetch_add(1, Ordering::Relaxed);
        run(connection, &insert("once"))?;
        run(connection, &insert("once"))
    });
    assert!(twice.unwrap_err().violates("settings.name"));
    assert_eq!(runs.into_inner(), 1);
    assert!(db.write_blocking(names).unwrap().is_empty());
}

#[tokio::test]
async fn a_closure_that_panics_is_an_error_and_its_thread_goes_on() {
    let (_folder, db) = database();
    let panicked = db.write(|connection| -> DbResult<()> {
        run(connection, &insert("half"))?;
        panic!("on purpose, in a write")
    });
    assert!(matches!(panicked.await, Err(DbError::Panicked)));
    // More often than there are threads.
    for _ in 0..64 {
        let panicked = db.read(|_| -> DbResult<()> { panic!("on purpose, in a read") });
        assert!(matches!(panicked.await, Err(DbError::Panicked)));
    }
    assert!(db.read(names).await.unwrap().is_empty());
    db.write(|connection| run(connection, &insert("whole"))).await.unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["whole"]);
}

#[tokio::test]
async fn searches_hold_up_no_page_and_one_person_has_only_so_many() {
    let (_folder, db) = database();
    let (release, is_released) = mpsc::channel::<()>();
    let is_released = Arc::new(Mutex::new(is_released));
    let searches: Vec<_> = (0..SEARCHES_PENDING)
        .map(|_| {
            let (db, is_released) = (db.clone(), Arc::clone(&is_released));
            tokio::spawn(async move {
                db.search("ana", move |_| {
                    let _ = is_released.lock().unwrap().recv();
                    Ok::<_, DbError>(())
                })
                .await
            })
        })
        .collect();
    // A test runs on one thread: after this all have been begun.
    for _ in 0..SEARCHES_PENDING {
        tokio::task::yield_now().await;
    }
    assert!(matches!(db.search("ana", |_| Ok::<_, DbError>(())).await, Err(DbError::Busy(_))));
    assert!(db.read(names).await.unwrap().is_empty());
    db.write(|connection| run(connection, &insert("page"))).await.unwrap();
    drop(release);
    for search in searches {
        search.await.unwrap().unwrap();
    }
    db.search("ana", |_| Ok::<_, DbError>(())).await.unwrap();
}

#[tokio::test]
async fn a_file_that_goes_away_during_a_write_gets_nothing() {
    let (folder, db) = database();
    let path = folder.path().join("t.sqlite3");
    let moved = folder.path().join("moved.sqlite3");
    let (from, to) = (path.clone(), moved.clone());
    let gone = db.write(move |connection| {
        run(connection, &insert("lost"))?;
        std::fs::rename(&from, &to).map_err(|error| DbError::Open(error.to_string()))
    });
    assert!(matches!(gone.await, Err(DbError::Storage(StorageError::Gone))));
    assert!(matches!(db.read(names).await, Err(DbError::Storage(StorageError::Gone))));
    assert!(db.read_even_if_gone(names).await.unwrap().is_empty());
    assert!(!path.exists());
    // The same file put back is as good as before.
    std::fs::rename(&moved, &path).unwrap();
    db.write(|connection| run(connection, &insert("kept"))).await.unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["kept"]);
}

#[test]
fn the_last_handle_clears_up_behind_itself() {
    let (folder, db) = database();
    db.write_blocking(|connection| run(connection, &insert("kept"))).unwrap();
    drop(db);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["t.sqlite3"]);
}

#[test]
fn indexes_that_were_dropped_for_a_bulk_write_come_back_whoever_opens_the_file_next() {
    #[derive(diesel::QueryableByName)]
    struct Answer {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        number: i64,
    }
    let ask = |db: &Db, sql: &str| {
        use diesel::{RunQueryDsl, sql_query};
        db.write_blocking(|connection| -> DbResult<i64> { Ok(sql_query(sql).get_result::<Answer>(connection)?.number) })
            .unwrap()
    };
    let indexes =
        "SELECT count(*) AS number FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'audit' AND sql NOTNULL";
    let durability = "SELECT synchronous AS number FROM pragma_synchronous";
    let (folder, db) = database();
    let (before, full) = (ask(&db, indexes), ask(&db, durability));
    assert!(before > 0 && full == 2);
    db.defer_indexes(&["audit"]).unwrap();
    assert_eq!((ask(&db, indexes), ask(&db, durability)), (0, 1));
    drop(db);
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("t.sqlite3"))).unwrap();
    assert_eq!(ask(&db, indexes), 0, "the writer died in the middle");
    db.restore_indexes().unwrap();
    assert_eq!((ask(&db, indexes), ask(&db, durability)), (before, full));
    db.defer_indexes(&["audit"]).unwrap();
    db.restore_indexes().unwrap();
    assert_eq!((ask(&db, indexes), ask(&db, durability)), (before, full));
}
