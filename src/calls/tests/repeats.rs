//! Calls that come again.

use std::time::Duration;

use super::scene::{Scene, delete, get, insert, keyed, read, set, told, trash, unkeyed, update};
use crate::{
    authorization::{ApiUserRole, Privilege, PrivilegeSet},
    calls::{CallError, Caller, ProjectClaim},
};

const DAY: Duration = Duration::from_hours(24);

/// Just before it.
fn before(end: Duration) -> Duration {
    end.saturating_sub(Duration::from_micros(1))
}

#[tokio::test]
async fn the_same_call_with_the_same_key_is_done_once_and_answered_twice() {
    let scene = Scene::new();
    let new = || insert(&[("idc_firstname", "Ana")]);
    let first = scene.perform(scene.caller(), new(), keyed("k", "body")).await.unwrap();
    let again = scene.perform(scene.later(Duration::from_mins(5)), new(), keyed("k", "body")).await.unwrap();
    assert_eq!((first.is_repeat, again.is_repeat), (false, true));
    assert_eq!(again.answer, first.answer);
    assert_eq!(scene.count("records"), 1);
    let change = || update("10000", &[("idc_firstname", "Max")]);
    scene.perform(scene.caller(), change(), keyed("k2", "body")).await.unwrap();
    scene.done(update("10000", &[("idc_firstname", "Eve")])).await;
    let again = scene.perform(scene.caller(), change(), keyed("k2", "body")).await.unwrap();
    assert_eq!(read(&again)["record"]["idc_firstname"], "Max");
    assert_eq!(scene.record("10000").await["idc_firstname"], "Eve");
    for _ in 0..2 {
        let deleted = scene.perform(scene.caller(), delete("10000"), keyed("k3", "body")).await.unwrap();
        assert_eq!(read(&deleted)["deleted"], "10000");
    }
}

#[tokio::test]
async fn a_key_is_good_for_one_body_of_one_api_user_in_one_project() {
    let scene = Scene::new();
    let elsewhere = scene.add_project("Guests");
    scene.grant(&scene.user, &elsewhere, PrivilegeSet::ALL);
    let other = scene.add_user("other", ApiUserRole::Operator, PrivilegeSet::ALL);
    scene.perform(scene.caller(), insert(&[]), keyed("k", "body")).await.unwrap();
    let before = scene.tables();
    let in_another = Caller { project: ProjectClaim::Id(elsewhere), ..scene.caller() };
    for (caller, body) in [(scene.caller(), "other body"), (scene.caller(), ""), (in_another, "body")] {
        let refused = scene.perform(caller, insert(&[]), keyed("k", body)).await;
        assert_eq!(told(&refused), "idempotency_key_reused", "{body:?}");
    }
    assert_eq!(scene.tables(), before);
    let of_another = Caller { api_user: other, ..scene.caller() };
    let done = scene.perform(of_another, insert(&[]), keyed("k", "body")).await.unwrap();
    assert!(!done.is_repeat);
    assert_eq!(scene.count("records"), 2);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let scene = Scene::new();
    for (after, is_repeat, records) in [
        (Duration::ZERO, false, 1),
        (before(DAY), true, 1),
        (DAY, false, 2),
        (before(DAY * 2), true, 2),
        (DAY * 2, false, 3),
    ] {
        let done = scene.perform(scene.later(after), insert(&[]), keyed("k", "body")).await.unwrap();
        assert_eq!((done.is_repeat, scene.count("records")), (is_repeat, records), "{after:?}");
    }
}

#[tokio::test]
async fn a_refused_call_leaves_its_key_unused() {
    let scene = Scene::new();
    let refused = scene.perform(scene.caller(), insert(&[("idc_nothing", "x")]), keyed("k", "bad")).await;
    assert_eq!(told(&refused), "unknown_field idc_nothing");
    let done = scene.perform(scene.caller(), insert(&[]), keyed("k", "good")).await.unwrap();
    assert!(!done.is_repeat);
}

#[tokio::test]
async fn what_was_allowed_once_is_not_told_again_to_who_may_not_any_more() {
    let scene = Scene::new();
    scene.perform(scene.caller(), insert(&[("idc_firstname", "Ana")]), keyed("k", "body")).await.unwrap();
    scene.perform(scene.caller(), insert(&[]), None).await.unwrap();
    scene.perform(scene.caller(), delete("10001"), keyed("d", "body")).await.unwrap();
    for (held, expected) in [
        (PrivilegeSet::ALL.without(Privilege::Add), ["privilege_missing add", "done"]),
        (PrivilegeSet::ALL.without(Privilege::Erase), ["done", "privilege_missing erase_or_trash"]),
        (PrivilegeSet::ALL.without(Privilege::Access), ["project_forbidden access"; 2]),
        (PrivilegeSet::NONE, ["project_forbidden access"; 2]),
    ] {
        scene.hold(held);
        let calls = [(insert(&[("idc_firstname", "Ana")]), "k"), (delete("10001"), "d")];
        for ((call, key), expected) in calls.into_iter().zip(expected) {
            assert_eq!(told(&scene.perform(scene.caller(), call, keyed(key, "body")).await), expected, "{held:?}");
        }
    }
}

#[tokio::test]
async fn what_is_sent_twice_by_mistake_is_done_once() {
    let scene = Scene::new();
    let seconds = Duration::from_secs;
    let ids = [scene.insert(&[]).await, scene.insert(&[]).await];
    for (call, after, body, expected) in [
        (trash(&ids[0]), seconds(0), "t", Ok(false)),
        (trash(&ids[0]), before(seconds(10)), "t", Ok(true)),
        (trash(&ids[0]), before(seconds(10)), "other", Ok(false)),
        (trash(&ids[0]), seconds(10), "t", Ok(false)),
        (trash(&ids[0]), seconds(19), "t", Ok(true)),
        (delete(&ids[0]), seconds(20), "d", Ok(false)),
        (delete(&ids[0]), seconds(29), "d", Ok(true)),
        (delete(&ids[0]), seconds(29), "other", Err("record_not_found")),
        (delete(&ids[0]), seconds(30), "d", Err("record_not_found")),
        (trash(&ids[0]), seconds(21), "t", Err("record_not_found")),
        // Other calls are done as often as they come.
        (update(&ids[1], &[("idc_trash", "0")]), seconds(40), "u", Ok(false)),
        (update(&ids[1], &[("idc_trash", "0")]), seconds(40), "u", Ok(false)),
    ] {
        let result = scene.perform(scene.later(after), call.clone(), unkeyed(body)).await;
        let is_repeat = result.as_ref().map(|done| done.is_repeat).map_err(CallError::word);
        assert_eq!(is_repeat, expected, "{call:?} {after:?} {body}");
    }
    assert_eq!(scene.tables()["calls"].iter().filter(|row| row.contains("'trash' '' '' 1")).count(), 1, "the deletion");
    assert_eq!(scene.tables()["calls"].iter().filter(|row| row.contains("'' '' 1 '192")).count(), 3);
}

#[tokio::test]
async fn what_somebody_undid_meanwhile_is_done_again() {
    let scene = Scene::new();
    let id = scene.insert(&[]).await;
    let (put, take) = (|| trash(&id), || update(&id, &[("idc_trash", "0")]));
    for _ in 0..3 {
        assert!(!scene.perform(scene.caller(), put(), unkeyed("t")).await.unwrap().is_repeat);
        assert_eq!(scene.record(&id).await["state"], "trash");
        assert!(scene.perform(scene.caller(), put(), unkeyed("t")).await.unwrap().is_repeat);
        scene.perform(scene.caller(), take(), unkeyed("r")).await.unwrap();
        assert_eq!(scene.record(&id).await["state"], "active");
    }
    for _ in 0..3 {
        assert!(!scene.perform(scene.caller(), delete(&id), unkeyed("d")).await.unwrap().is_repeat);
        assert!(scene.perform(scene.caller(), delete(&id), unkeyed("d")).await.unwrap().is_repeat);
        assert_eq!(scene.told(get(&id)).await, "record_not_found");
        scene.insert(&[("idc_id_number", &id)]).await;
    }
    // A key says itself that the call is the same.
    scene.perform(scene.caller(), put(), keyed("k", "t")).await.unwrap();
    scene.perform(scene.caller(), take(), None).await.unwrap();
    assert!(scene.perform(scene.caller(), put(), keyed("k", "t")).await.unwrap().is_repeat);
    assert_eq!(scene.record(&id).await["state"], "active");
}

#[tokio::test]
async fn a_record_that_was_erased_is_not_made_again_by_its_key() {
    let scene = Scene::new();
    scene.perform(scene.caller(), insert(&[("idc_firstname", "Ana")]), keyed("k", "body")).await.unwrap();
    scene.perform(scene.caller(), update("10000", &[("idc_firstname", "Max")]), keyed("u", "body")).await.unwrap();
    scene.done(delete("10000")).await;
    for body in ["body", "other body"] {
        let again = scene.perform(scene.caller(), insert(&[("idc_firstname", "Ana")]), keyed("k", body)).await;
        assert_eq!(told(&again), "record_not_found");
        let again = scene.perform(scene.caller(), update("10000", &[]), keyed("u", body)).await;
        assert_eq!(told(&again), "record_not_found");
    }
    assert_eq!(scene.count("records"), 0);
    scene.hold(set(&[Privilege::Access]));
    let denied = scene.perform(scene.caller(), insert(&[]), keyed("k", "body")).await;
    assert_eq!(told(&denied), "privilege_missing add");
}

#[tokio::test]
async fn fifty_at_once_with_one_key_are_one() {
    let scene = Scene::new();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let (calls, caller) = (scene.calls.clone(), scene.caller());
            let repeat = Some(keyed("k", "body"));
            tokio::spawn(async move {
                super::scene::perform_as(&calls, caller, Some(insert(&[])), repeat, super::scene::describe).await
            })
        })
        .collect();
    let mut first = 0;
    for call in calls {
        first += usize::from(!call.await.unwrap().unwrap().is_repeat);
    }
    assert_eq!((first, scene.count("records")), (1, 1));
}
