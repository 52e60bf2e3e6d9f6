//! The log of calls: a row each.

use std::{fs, time::Duration};

use diesel::prelude::*;

use super::scene::{NOW, Scene, delete, get, get_all, insert, key_by, keyed, print, set, told, trash, unkeyed, update};
use crate::{
    authorization::{Deed, Parts, Privilege, PrivilegeSet, RecordState},
    calls::{Call, CallLog, LoggedCall, Origin, Repeat, answers, log},
    clock::Timestamp,
    db::{DbError, schema::calls},
};

/// Deed, parts, whether it names a record, its state, broken rule, error, whether it is a repeat.
type Row = (String, i32, bool, String, String, String, bool);
/// A [`Row`] as it is expected.
type Told<'a> = (&'a str, i32, bool, &'a str, &'a str, &'a str, bool);

fn rows(scene: &Scene) -> Vec<Row> {
    scene.write(|connection| {
        let rows: Vec<(String, i32, String, String, String, String, bool)> = calls::table
            .filter(calls::key_last_four.eq("wxyz").and(calls::address.eq("192.0.2.1")))
            .order((calls::at, calls::nonce))
            .select((
                calls::deed,
                calls::parts,
                calls::record_id,
                calls::record_state,
                calls::broken_rule,
                calls::error,
                calls::is_repeat,
            ))
            .load(connection)?;
        let named = rows.into_iter().map(|(deed, parts, record, state, rule, error, is_repeat)| {
            (deed, parts, !record.is_empty(), state, rule, error, is_repeat)
        });
        Ok(named.collect())
    })
}

#[tokio::test]
async fn every_call_has_a_row_and_changes_have_it_at_once() {
    let scene = Scene::new();
    let (values, activity, to_trash, photo) = (1, 2, 4, 8);
    let none = || None::<Repeat>;
    let table: Vec<(Option<Call>, Option<Repeat>, Told<'_>)> = vec![
        (Some(insert(&[("idc_firstname", "Ana")])), none(), ("insert_record", 0, true, "absent", "", "", false)),
        (Some(insert(&[])), Some(keyed("k", "b")), ("insert_record", 0, true, "absent", "", "", false)),
        (Some(insert(&[])), Some(keyed("k", "b")), ("insert_record", 0, false, "absent", "", "", true)),
        (
            Some(insert(&[])),
            Some(keyed("k", "c")),
            ("insert_record", 0, false, "absent", "", "idempotency_key_reused", true),
        ),
        (Some(get("10000")), none(), ("get_record", 0, true, "active", "", "", false)),
        (Some(get("10009")), none(), ("get_record", 0, false, "absent", "", "record_not_found", false)),
        (Some(get_all()), none(), ("get_all_records", 0, false, "absent", "", "", false)),
        (None, none(), ("", 0, false, "absent", "", "member_invalid", false)),
        (
            Some(Call::DeleteRecord(key_by("idc_title", "x"))),
            none(),
            ("delete_record", 0, false, "absent", "", "member_invalid", false),
        ),
        (
            Some(update("10000", &[("idc_active", "0"), ("idc_title", "Dr")])),
            none(),
            ("update_record", values + activity, true, "active", "", "", false),
        ),
        (
            Some(update("10000", &[("idc_active", "0"), ("idc_photo", "x")])),
            none(),
            ("update_record", activity + photo, true, "inactive", "", "value_invalid", false),
        ),
        (
            Some(update("10000", &[("idc_nothing", "x")])),
            none(),
            ("update_record", values, true, "inactive", "", "unknown_field", false),
        ),
        (
            Some(update("10000", &[("idc_id_number", "10001")])),
            none(),
            ("update_record", values, true, "inactive", "", "duplicate_value", false),
        ),
        (Some(trash("10000")), Some(unkeyed("t")), ("update_record", to_trash, true, "inactive", "", "", false)),
        (Some(trash("10000")), Some(unkeyed("t")), ("update_record", to_trash, false, "absent", "", "", true)),
        (Some(print("10000")), none(), ("print_card", 0, true, "trash", "print", "privilege_missing", false)),
        (Some(delete("10000")), Some(unkeyed("d")), ("delete_record", 0, true, "trash", "", "", false)),
        (Some(delete("10000")), Some(unkeyed("d")), ("delete_record", 0, false, "trash", "", "", true)),
    ];
    scene.hold(PrivilegeSet::ALL.without(Privilege::Print));
    let (mut expected, mut at_once) = (Vec::new(), Vec::new());
    for ((call, repeat, row), number) in table.into_iter().zip(0..) {
        let is_change_done = row.5.is_empty() && !row.0.starts_with("get_");
        let caller = scene.later(Duration::from_millis(number));
        let result = scene.perform(caller, call, repeat).await;
        assert_eq!(result.is_ok(), row.5.is_empty(), "{row:?}: {result:?}");
        let row: Row = (row.0.to_owned(), row.1, row.2, row.3.to_owned(), row.4.to_owned(), row.5.to_owned(), row.6);
        if is_change_done {
            at_once.push(row.clone());
        }
        expected.push(row);
        assert_eq!(rows(&scene), at_once);
    }
    for _ in 0..2 {
        scene.calls.flush().await.unwrap();
        assert_eq!(rows(&scene), expected);
    }
}

#[tokio::test]
async fn who_could_not_reach_the_project_is_logged_with_what_it_lacked() {
    let scene = Scene::new();
    scene.hold(set(&[Privilege::Add]));
    assert_eq!(told(&scene.perform(scene.caller(), insert(&[]), None).await), "project_forbidden access");
    let nowhere = crate::calls::Caller { project: crate::calls::ProjectClaim::None, ..scene.later(DAY) };
    assert_eq!(told(&scene.perform(nowhere, get_all(), None).await), "project_forbidden");
    scene.calls.flush().await.unwrap();
    let row = |deed: &str, rule: &str| {
        let [deed, state, rule, error] = [deed, "absent", rule, "project_forbidden"].map(str::to_owned);
        (deed, 0, false, state, rule, error, false)
    };
    assert_eq!(rows(&scene), [row("insert_record", "access"), row("get_all_records", "")]);
}

#[tokio::test]
async fn a_call_of_whom_the_database_could_not_tell_is_not_noted() {
    let scene = Scene::new();
    let [path, moved] = ["t.sqlite3", "moved.sqlite3"].map(|name| scene.folder.path().join(name));
    fs::rename(&path, &moved).unwrap();
    assert_eq!(scene.told(insert(&[])).await, "database");
    assert_eq!(told(&scene.perform(scene.later(DAY), get_all(), None).await), "database");
    fs::rename(&moved, &path).unwrap();
    scene.calls.flush().await.unwrap();
    assert_eq!(rows(&scene), []);
}

const DAY: Duration = Duration::from_hours(24);

fn logged(scene: &Scene, at: Timestamp) -> LoggedCall {
    LoggedCall {
        run_by: String::new(),
        at,
        api_user: scene.user.clone(),
        project: Some(scene.project.clone()),
        origin: Origin::Browser,
        key_last_four: String::new(),
        deed: Some(Deed::GetAllRecords),
        parts: Parts::NONE,
        record: None,
        record_state: RecordState::Absent,
        broken_rule: None,
        error: String::new(),
        is_repeat: false,
        address: String::new(),
        duration: Duration::ZERO,
    }
}

#[tokio::test]
async fn what_is_kept_too_long_is_deleted_step_by_step_and_nothing_else() {
    let scene = Scene::new();
    let kept = DAY * 30;
    let [old, young] = [kept + Duration::from_micros(1), kept].map(|age| NOW.minus(age));
    scene.write(|connection| {
        for _ in 0..1_200 {
            log::insert(connection, [&logged(&scene, old)])?;
        }
        (0..3).try_for_each(|_| log::insert(connection, [&logged(&scene, young)]))
    });
    for (more, left) in [(true, 703), (true, 203), (false, 3), (false, 3)] {
        assert_eq!(scene.calls.prune(NOW, kept).await.unwrap(), more);
        assert_eq!(scene.count("calls"), left);
    }
}

#[tokio::test]
async fn answers_are_deleted_once_they_are_no_longer_given() {
    let scene = Scene::new();
    let id = scene.insert(&[]).await;
    scene.perform(scene.caller(), insert(&[]), keyed("k", "b")).await.unwrap();
    scene.perform(scene.caller(), trash(&id), unkeyed("t")).await.unwrap();
    for (after, left) in [(10, 2), (11, 1), (24 * 3_600, 1), (24 * 3_600 + 1, 0)] {
        let now = NOW.plus(Duration::from_secs(after));
        assert!(!scene.calls.prune(now, DAY * 30).await.unwrap());
        assert_eq!(scene.count("call_answers"), left, "{after}");
    }
    scene.write(|connection| answers::prune(connection, NOW.plus(DAY * 2), 1));
}

#[test]
fn whoever_adds_a_row_too_many_has_to_write_them() {
    let scene = Scene::new();
    let log = CallLog::default();
    for row in 1..=20_000 {
        assert!(!log.is_full(), "{row}");
        log.add(logged(&scene, NOW));
    }
    assert!(log.is_full());
    assert_eq!(log.take().len(), 20_000);
    assert!(!log.is_full());
}

#[tokio::test]
async fn rows_that_are_being_written_are_not_lost_with_who_added_the_last() {
    let scene = Scene::new();
    for _ in 0..19_999 {
        scene.calls.0.log.add(logged(&scene, NOW));
    }
    let is_begun = async {
        while scene
            .db
            .read(|connection| calls::table.count().get_result::<i64>(connection).map_err(DbError::from))
            .await
            .unwrap()
            == 0
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        biased;
        () = is_begun => {}
        _ = scene.call(get_all()) => panic!("it was to be given up"),
    }
    scene.calls.flush().await.unwrap();
    assert_eq!(scene.count("calls"), 20_000);
}
