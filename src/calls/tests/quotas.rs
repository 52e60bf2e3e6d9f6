//! Quotas: so many calls a month, and not one more.

use std::time::Duration;

use super::scene::{NOW, Scene, calls, delete, describe, get, get_all, insert, keyed, read, set, told, update};
use crate::{authorization::Privilege, clock::Timestamp};

const MONTH: Duration = Duration::from_hours(24 * 31);

#[tokio::test]
async fn a_quota_counts_down_and_then_nothing_is_done_until_the_next_month() {
    let mut scene = Scene::new();
    assert_eq!(scene.done(insert(&[("idc_firstname", "Ana")])).await["left"], serde_json::Value::Null);
    scene.set_quota(5);
    for (call, left) in [(get("10000"), 3), (insert(&[]), 2), (get_all(), 1), (update("10001", &[]), 0)] {
        assert_eq!(scene.done(call).await["left"], left);
    }
    let before = scene.tables();
    let exhausted =
        [insert(&[]), update("10000", &[("idc_firstname", "Max")]), delete("10000"), get("10000"), get_all()];
    for call in exhausted {
        let repeat = keyed("k", &format!("{call:?}"));
        let refused = scene.perform(scene.caller(), call.clone(), repeat).await;
        assert_eq!(told(&refused), "quota_exhausted", "{call:?}");
        assert_eq!(scene.tables(), before, "{call:?}");
    }
    scene.set_quota(6);
    assert_eq!(scene.done(get("10000")).await["left"], 0);
    scene.set_quota(1);
    assert_eq!(scene.told(get("10000")).await, "quota_exhausted");
    let next = scene.perform(scene.later(MONTH), get("10000"), None).await.unwrap();
    assert_eq!(read(&next)["left"], 0);
    scene.calls.flush().await.unwrap();
    scene.calls = calls(&scene.db);
    for now in [NOW, NOW.plus(MONTH)] {
        let refused = scene.perform(scene.caller_at(now), get("10000"), None).await;
        assert_eq!(told(&refused), "quota_exhausted");
    }
    assert_eq!(scene.tables()["quota_use"].len(), 2);
}

#[tokio::test]
async fn what_is_denied_costs_nothing() {
    let scene = Scene::new();
    scene.set_quota(2);
    scene.hold(set(&[Privilege::Access]));
    for _ in 0..5 {
        assert_eq!(scene.told(insert(&[])).await, "privilege_missing add");
        assert_eq!(scene.told(delete("10000")).await, "privilege_missing erase_or_trash");
        assert_eq!(told(&scene.perform(scene.caller(), None, None).await), "member_invalid");
    }
    assert_eq!(scene.done(get_all()).await["left"], 1);
}

#[tokio::test]
async fn the_count_goes_on_where_it_was_written() {
    let mut scene = Scene::new();
    scene.set_quota(10);
    for left in [9, 8, 7, 6, 5] {
        assert_eq!(scene.done(get_all()).await["left"], left);
        scene.calls.flush().await.unwrap();
        if left % 2 == 0 {
            scene.calls = calls(&scene.db);
        }
    }
    assert_eq!(scene.done(get_all()).await["left"], 4);
}

/// A call may have come before midnight and be judged after one that came later.
#[tokio::test]
async fn calls_of_two_months_at_once_are_all_counted() {
    let scene = Scene::new();
    scene.set_quota(100);
    let midnight = Timestamp::from_micros(1_796_083_200_000_000);
    let [before, after] = [midnight.minus(Duration::from_micros(1)), midnight];
    for turn in 1..=5 {
        for now in [before, after] {
            let done = scene.perform(scene.caller_at(now), get_all(), None).await.unwrap();
            assert_eq!(read(&done)["left"], 100 - turn, "{now:?}");
        }
    }
    for _ in 0..2 {
        scene.calls.flush().await.unwrap();
        let written: Vec<String> =
            scene.tables()["quota_use"].iter().map(|row| row.chars().skip(39).collect()).collect();
        assert_eq!(written, ["'2026-11' 5", "'2026-12' 5"]);
    }
}

#[tokio::test]
async fn of_fifty_at_once_exactly_as_many_are_done_as_are_left() {
    for is_change in [false, true] {
        let scene = Scene::new();
        let record = scene.insert(&[]).await;
        scene.set_quota(21);
        let calls: Vec<_> = (0..50)
            .map(|_| {
                let (calls, caller) = (scene.calls.clone(), scene.caller());
                let call = if is_change { insert(&[]) } else { get(&record) };
                tokio::spawn(async move { super::scene::perform_as(&calls, caller, Some(call), None, describe).await })
            })
            .collect();
        let mut left = Vec::new();
        for call in calls {
            match call.await.unwrap() {
                Ok(done) => left.push(read(&done)["left"].as_i64().unwrap()),
                refused => assert_eq!(told(&refused), "quota_exhausted"),
            }
        }
        left.sort_unstable();
        assert_eq!(left, (0..20).collect::<Vec<_>>());
        assert_eq!(scene.count("records"), if is_change { 21 } else { 1 });
    }
}
