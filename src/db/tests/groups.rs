//! Many writes in one transaction: each has an outcome of its own, told once it is durable.

use std::{
    fs,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use tokio::{spawn, task::yield_now};

use super::{
    super::{file::DatabaseFile, transaction::begin},
    *,
};

/// A write that goes on until the sender is dropped.
fn holding_up() -> (mpsc::Sender<()>, impl Fn(&mut DbConnection) -> DbResult<()> + Send + 'static) {
    let (release, is_released) = mpsc::channel();
    let is_released = Mutex::new(is_released);
    let wait = move |_: &mut DbConnection| {
        let _ = is_released.lock().unwrap().recv();
        Ok(())
    };
    (release, wait)
}

/// Lets all of these begin while the writer is held up, and gives what becomes of them.
async fn together<T: Send + 'static>(
    db: &Db,
    writes: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let (release, wait) = holding_up();
    let first = db.clone();
    let first = spawn(async move { first.write(wait).await });
    let writes: Vec<_> = writes.into_iter().map(spawn).collect();
    // A test runs on one thread: after this all of them wait.
    for _ in 0..8 {
        yield_now().await;
    }
    drop(release);
    let mut outcomes = Vec::new();
    for write in writes {
        outcomes.push(write.await.unwrap());
    }
    let _ = first.await.unwrap();
    outcomes
}

fn inserting(db: &Db, name: &str) -> impl Future<Output = DbResult<()>> + Send + use<> {
    running(db, insert(name))
}

fn running(db: &Db, sql: String) -> impl Future<Output = DbResult<()>> + Send + use<> {
    let db = db.clone();
    async move { db.write(move |connection| run(connection, &sql)).await }
}

/// How many commits stand in the log beside the file ("WAL File Format" of SQLite's documentation).
fn commits(folder: &Path) -> usize {
    let log = fs::read(folder.join("t.sqlite3-wal")).unwrap();
    let (head, frames) = log.split_at(32);
    let page = u32::from_be_bytes(head[8..12].try_into().unwrap()) as usize;
    let current = frames.chunks_exact(24 + page).take_while(|frame| frame[8..16] == head[16..24]);
    current.filter(|frame| frame[4..8] != [0; 4]).count()
}

#[tokio::test]
async fn sixty_four_writes_at_once_take_few_commits() {
    let (folder, db) = database();
    let before = commits(folder.path());
    let written = together(&db, (0..64).map(|number| inserting(&db, &format!("name {number:02}")))).await;
    assert!(written.iter().all(Result::is_ok), "{written:?}");
    assert_eq!(db.read(names).await.unwrap().len(), 64);
    let commits = commits(folder.path()) - before;
    assert!((1..=8).contains(&commits), "{commits} commits");
    db.write(|connection| run(connection, &insert("alone"))).await.unwrap();
    assert_eq!(self::commits(folder.path()), before + commits + 1);
}

#[tokio::test]
async fn one_that_fails_or_panics_does_not_hurt_the_others() {
    let (_folder, db) = database();
    let writes = (0..40).map(|number| {
        let db = db.clone();
        async move {
            let write = move |connection: &mut DbConnection| {
                run(connection, &insert(&format!("name {number:02}")))?;
                match number % 4 {
                    0 => Ok(number),
                    1 => Err(DbError::Open("by itself".to_owned())),
                    2 => run(connection, &insert(&format!("name {number:02}"))).map(|()| number),
                    _ if number == 23 => panic!("on purpose, among others"),
                    _ => Ok(number),
                }
            };
            db.write(write).await
        }
    });
    let mut expected = Vec::new();
    for (number, outcome) in together(&db, writes).await.into_iter().enumerate() {
        match number % 4 {
            1 => assert!(matches!(outcome, Err(DbError::Open(_))), "{outcome:?}"),
            2 => assert!(outcome.unwrap_err().violates("settings.name")),
            _ if number == 23 => assert!(matches!(outcome, Err(DbError::Panicked)), "{outcome:?}"),
            _ => {
                assert_eq!(outcome.unwrap(), number);
                expected.push(format!("name {number:02}"));
            }
        }
    }
    assert_eq!(db.read(names).await.unwrap(), expected);
}

#[tokio::test]
async fn an_answer_comes_after_the_commit() {
    let (_folder, db) = database();
    let writes = (0..16).map(|number| {
        let db = db.clone();
        async move {
            let name = format!("name {number:02}");
            let sql = insert(&name);
            let write = move |connection: &mut DbConnection| {
                // An answer that came before the commit would be out long before the last of these.
                thread::sleep(Duration::from_millis(1));
                run(connection, &sql)
            };
            db.write(write).await.unwrap();
            db.read(names).await.unwrap().contains(&name)
        }
    });
    assert!(together(&db, writes).await.into_iter().all(|is_there| is_there));
}

#[tokio::test]
async fn where_the_group_can_not_be_committed_each_is_told_so() {
    let (folder, db) = database();
    let path = folder.path().join("t.sqlite3");
    let moved = folder.path().join("moved.sqlite3");
    let (from, to, taker) = (path.clone(), moved.clone(), db.clone());
    let taking_it_away = async move {
        let take = move |_: &mut DbConnection| fs::rename(&from, &to).map_err(|error| DbError::Open(error.to_string()));
        taker.write(take).await
    };
    let before = together(&db, [inserting(&db, "kept")]).await;
    assert!(before[0].is_ok());
    let (release, wait) = holding_up();
    let (begin, is_begun) = mpsc::channel();
    let holder = db.clone();
    let holder = thread::spawn(move || {
        holder.write_blocking(|connection| {
            begin.send(()).unwrap();
            wait(connection)
        })
    });
    is_begun.recv().unwrap();
    let writes: Vec<_> = (0..8).map(|number| spawn(inserting(&db, &format!("lost {number}")))).collect();
    let thief = spawn(taking_it_away);
    yield_now().await;
    drop(release);
    holder.join().unwrap().unwrap();
    for write in writes.into_iter().chain([thief]) {
        let outcome = write.await.unwrap();
        assert!(matches!(outcome, Err(DbError::Storage(StorageError::Gone))), "{outcome:?}");
    }
    fs::rename(&moved, &path).unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["kept"]);
}

#[tokio::test]
async fn a_full_disk_fails_the_write_that_does_not_fit() {
    let (_folder, db) = database();
    db.write_blocking(|connection| run(connection, "PRAGMA max_page_count = 1")).unwrap();
    let large = "INSERT INTO settings (name, value) VALUES ('large', zeroblob(10000000))".to_owned();
    let written = together(&db, [insert("first"), large, insert("last")].map(|sql| running(&db, sql))).await;
    assert!(written[0].is_ok() && written[2].is_ok(), "{written:?}");
    assert!(matches!(written[1], Err(DbError::Storage(StorageError::Full))), "{written:?}");
    assert_eq!(db.read(names).await.unwrap(), ["first", "last"]);
}

#[tokio::test]
async fn one_that_the_commit_would_refuse_is_refused_alone() {
    let (_folder, db) = database();
    let dangling = "PRAGMA defer_foreign_keys = ON; INSERT INTO quotas (api_user_id, calls) VALUES ('nobody', 1)";
    let writes = [insert("first"), dangling.to_owned(), insert("last")].map(|sql| running(&db, sql));
    let written = together(&db, writes).await;
    assert!(written[0].is_ok() && written[1].is_err() && written[2].is_ok(), "{written:?}");
    assert_eq!(db.read(names).await.unwrap(), ["first", "last"]);
}

#[tokio::test]
async fn one_that_the_database_asks_for_again_is_run_again_and_the_others_are_not() {
    let (_folder, db) = database();
    let trigger = "CREATE TEMP TRIGGER refuse BEFORE INSERT ON settings WHEN NEW.name = 'refused'
        BEGIN SELECT RAISE(ABORT, 'database is locked'); END";
    db.write_blocking(|connection| run(connection, trigger)).unwrap();
    let runs: [Arc<AtomicUsize>; 3] = Default::default();
    let writes = runs.clone().into_iter().enumerate().map(|(number, runs)| {
        let db = db.clone();
        async move {
            let write = move |connection: &mut DbConnection| {
                run(connection, &insert(&format!("name {number}")))?;
                let is_first = runs.fetch_add(1, Ordering::Relaxed) == 0;
                if number == 1 && is_first { run(connection, &insert("refused")) } else { Ok(()) }
            };
            db.write(write).await
        }
    });
    assert!(together(&db, writes).await.iter().all(Result::is_ok));
    assert_eq!(runs.map(|runs| runs.load(Ordering::Relaxed)), [1, 2, 1]);
    assert_eq!(db.read(names).await.unwrap(), ["name 0", "name 1", "name 2"]);
}

#[tokio::test]
async fn what_nobody_waits_for_is_not_begun() {
    let (_folder, db) = database();
    let writes = ["gone", "kept"].map(|name| {
        let db = db.clone();
        async move {
            let write = spawn(inserting(&db, name));
            yield_now().await;
            if name == "gone" {
                write.abort();
            }
            write.await.is_ok()
        }
    });
    assert_eq!(together(&db, writes).await, [false, true]);
    assert_eq!(db.read(names).await.unwrap(), ["kept"]);
}

#[tokio::test]
async fn a_locked_database_puts_off_who_waits() {
    let (folder, db) = database();
    let other = Db::open(&DatabaseUrl::Sqlite(folder.path().join("t.sqlite3"))).unwrap();
    db.write_blocking(|connection| run(connection, "PRAGMA busy_timeout = 1")).unwrap();
    let (locked, is_locked) = mpsc::channel();
    let (release, wait) = holding_up();
    let holder = thread::spawn(move || {
        other.write_blocking(|connection| {
            locked.send(()).unwrap();
            wait(connection)
        })
    });
    is_locked.recv().unwrap();
    for outcome in together(&db, (0..4).map(|number| inserting(&db, &format!("late {number}")))).await {
        assert!(matches!(outcome, Err(DbError::Busy(_))), "{outcome:?}");
    }
    drop(release);
    holder.join().unwrap().unwrap();
    inserting(&db, "kept").await.unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["kept"]);
}

#[tokio::test]
async fn a_write_inside_a_write_is_refused() {
    let (folder, db) = database();
    let file = DatabaseFile::create(&folder.path().join("t.sqlite3")).unwrap();
    let nested = db.write(move |connection| begin(connection, &file)).await;
    assert!(matches!(nested, Err(DbError::Nested)), "{nested:?}");
    inserting(&db, "kept").await.unwrap();
}
