//! Deleting records: who may, and that nothing of them is left.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

use diesel::QueryDsl;
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::scene::{Scene, delete, insert, key_by, keyed, set, told, trash, unkeyed, update};
use crate::{
    authorization::{
        ApiUserRole::{Administrator, Operator},
        Privilege, PrivilegeSet,
    },
    calls::Call,
    db::{DatabaseUrl, Db},
    records::index_waiting,
};

#[tokio::test]
async fn who_may_delete_what_is_a_table() {
    use Privilege::{Access, Erase, Trash};
    const DENIED: &str = "privilege_missing erase_or_trash";
    let all_but_erase = PrivilegeSet::ALL.without(Erase);
    let table = [
        (Operator, set(&[Access, Erase]), ["done", "done", "done", "record_not_found"]),
        (Administrator, set(&[Access, Erase]), ["done", "done", "done", "record_not_found"]),
        (Administrator, set(&[Access, Trash]), [DENIED, DENIED, "done", DENIED]),
        (Administrator, all_but_erase, [DENIED, DENIED, "done", DENIED]),
        (Administrator, all_but_erase.without(Trash), [DENIED; 4]),
        (Operator, all_but_erase, [DENIED; 4]),
        (Operator, set(&[Access]), [DENIED; 4]),
        (Administrator, set(&[Erase, Trash]), ["project_forbidden access"; 4]),
    ];
    for (role, held, expected) in table {
        let scene = Scene::with(role, PrivilegeSet::ALL);
        for member in [("idc_check_in", "1"), ("idc_active", "0"), ("idc_trash", "1")] {
            scene.insert(&[member]).await;
        }
        scene.hold(held);
        for (id, expected) in ["10000", "10001", "10002", "10003"].into_iter().zip(expected) {
            let before = scene.tables();
            assert_eq!(scene.told(delete(id)).await, expected, "{role:?} {held:?} {id}");
            assert_eq!(scene.tables() == before, expected != "done", "{role:?} {held:?} {id}");
        }
    }
}

/// Letters and digits that fold to themselves, so that folded values are found too.
const MARK: &str = "quincetrombone7351";

fn marked(number: usize) -> String {
    format!("{MARK}-{number}")
}

#[tokio::test]
async fn of_an_erased_record_no_value_is_left_anywhere() {
    let scene = Scene::new();
    scene.make_emails_unique();
    let email = |number| format!("{}@example.org", marked(number));
    let new = insert(&[("idc_firstname", &marked(0)), ("idc_email", &email(0)), ("idc_id_number", &marked(1))]);
    scene.perform(scene.caller(), new, keyed(&marked(2), &marked(2))).await.unwrap();
    let long = marked(3).repeat(90);
    let changes = [
        vec![("idc_firstname", marked(4)), ("idc_notes", long)],
        vec![("idc_email", email(5))],
        vec![("idc_id_number", marked(6)), ("idc_trash", "1".to_owned())],
    ];
    let mut number = marked(1);
    for (turn, members) in changes.iter().enumerate() {
        let members: Vec<_> = members.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let call = update(&number, &members);
        let repeat = if turn == 2 { unkeyed(&marked(7)) } else { keyed(&marked(turn), &marked(8)) };
        scene.perform(scene.caller(), call, repeat).await.unwrap();
        // The index has older values than the record in the end.
        if turn == 1 {
            index_waiting(&scene.db).await.unwrap();
        }
        number = members.iter().find(|(name, _)| *name == "idc_id_number").map_or(number, |(_, id)| (*id).to_owned());
    }
    let id = scene.record(&number).await["id"].as_str().unwrap().to_owned();
    assert_eq!(scene.told(update(&number, &[("idc_email", &marked(9))])).await, REFUSED_EMAIL);
    assert!(scene.files_with(MARK).contains(&"t.sqlite3-wal".to_owned()));

    // Of the words of the index, each of three characters, one that has no beginning in common with the one before it.
    let word = hex::encode_upper("qui");
    let in_index = |scene: &Scene| scene.tables()["record_grams_data"].iter().any(|row| row.contains(&word));
    assert!(in_index(&scene));

    let call = Call::DeleteRecord(key_by("idc_email", &email(5)));
    scene.perform(scene.caller(), call, keyed(&marked(10), &marked(10))).await.unwrap();
    scene.calls.flush().await.unwrap();
    for (table, rows) in scene.tables() {
        assert!(rows.iter().all(|row| !row.contains(MARK)), "{table}: {rows:#?}");
    }
    assert_eq!(scene.files_with(MARK), Vec::<String>::new());
    assert!(!in_index(&scene));

    let tables = scene.tables();
    let of_record = |table: &str| tables[table].iter().filter(|row| row.contains(&id)).cloned().collect::<Vec<_>>();
    let trail = of_record("audit");
    assert_eq!(trail.len(), 5);
    for name in ["idc_id_number", "idc_firstname", "idc_email", "idc_notes"] {
        assert!(trail.iter().any(|row| row.contains("'deleted'") && row.contains(name)), "{name}: {trail:#?}");
    }
    assert!(of_record("calls").len() >= 5);
    for emptied in ["records", "record_changes"] {
        assert!(tables[emptied].is_empty(), "{emptied}");
    }
    // The number on the card, of every record.
    assert!(tables["unique_values"].is_empty());
}

const REFUSED_EMAIL: &str = "value_invalid idc_email: it is no e-mail address";

/// Enough records, of which others stay, that SQLite splits, balances, rebuilds and frees pages.
const RECORDS: usize = 700;

#[tokio::test]
async fn erased_records_leave_nothing_between_those_that_stay() {
    let scene = Scene::new();
    scene.make_emails_unique();
    let mut random = StdRng::seed_from_u64(7);
    let (mut erased, mut kept) = (Vec::new(), Vec::new());
    for number in 0..RECORDS {
        let is_kept = random.random_bool(0.5);
        let mark = if is_kept { format!("kept-{number}") } else { marked(number) };
        let note = mark.repeat(random.random_range(1..80));
        let id = scene.insert(&[("idc_email", &format!("{mark}@example.org")), ("idc_notes", &note)]).await;
        if is_kept { &mut kept } else { &mut erased }.push(id);
    }
    for _ in 0..RECORDS {
        let (ids, mark) = if random.random_bool(0.5) { (&kept, "kept".to_owned()) } else { (&erased, marked(0)) };
        let note = mark.repeat(random.random_range(1..80));
        scene.done(update(&ids[random.random_range(0..ids.len())], &[("idc_notes", &note)])).await;
    }
    while !erased.is_empty() {
        let id = erased.swap_remove(random.random_range(0..erased.len()));
        scene.done(delete(&id)).await;
    }
    assert_eq!(scene.files_with(MARK), ["t.sqlite3"], "no page was rebuilt, so nothing is tried here");
    while !scene.db.overwrite_erased().await.unwrap() {}
    assert_eq!(scene.files_with(MARK), Vec::<String>::new());
    assert_eq!(scene.count("records"), kept.len());
    assert_eq!(scene.check_integrity(), "ok");
}

#[tokio::test]
async fn a_deletion_is_forgotten_by_the_log_even_when_nobody_waits_for_its_answer() {
    let scene = Scene::new();
    let id = scene.insert(&[("idc_firstname", MARK)]).await;
    let (start, is_started) = mpsc::channel();
    let slow = move |_: &crate::calls::Done, _| {
        start.send(()).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        String::new()
    };
    let deletion = scene.perform_with(scene.caller(), Some(delete(&id)), None, slow);
    let begun = async {
        while is_started.try_recv().is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        biased;
        () = begun => {}
        _ = deletion => panic!("it was to be given up"),
    }
    assert_eq!(scene.count("records"), 0, "the writer's turn comes after the deletion");
    scene.db.forget_erased().await;
    assert_eq!(scene.files_with(MARK), Vec::<String>::new());
}

#[tokio::test]
async fn what_a_reader_holds_back_is_forgotten_later() {
    let scene = Scene::new();
    let id = scene.insert(&[("idc_firstname", MARK)]).await;
    let (end, is_ended) = mpsc::channel::<()>();
    let (start, is_started) = tokio::sync::oneshot::channel();
    let db = scene.db.clone();
    let reading = tokio::spawn(async move {
        db.read(move |connection| {
            use diesel::{RunQueryDsl, connection::SimpleConnection};
            connection.batch_execute("BEGIN")?;
            let _: i64 = crate::db::schema::records::table.count().get_result(connection)?;
            start.send(()).unwrap();
            let _ = is_ended.recv();
            Ok::<_, crate::db::DbError>(connection.batch_execute("COMMIT")?)
        })
        .await
    });
    is_started.await.unwrap();
    let asked_at = Instant::now();
    scene.done(delete(&id)).await;
    assert!(asked_at.elapsed() < Duration::from_secs(3), "other writes would have waited as long");
    assert!(!scene.files_with(MARK).is_empty());
    drop(end);
    reading.await.unwrap().unwrap();
    // Even by a process that knows nothing of the deletion.
    Db::open(&DatabaseUrl::Sqlite(scene.folder.path().join("t.sqlite3"))).unwrap().forget_erased().await;
    assert_eq!(scene.files_with(MARK), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_deleted_by_an_administrator_from_trash_is_gone_as_well() {
    let scene = Scene::with(Administrator, PrivilegeSet::ALL.without(Privilege::Erase));
    let id = scene.insert(&[("idc_firstname", MARK)]).await;
    assert_eq!(scene.told(delete(&id)).await, "privilege_missing erase_or_trash");
    scene.done(trash(&id)).await;
    assert_eq!(told(&scene.call(delete(&id)).await), "done");
    assert_eq!(scene.files_with(MARK), Vec::<String>::new());
}
