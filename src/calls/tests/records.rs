//! Inserting, changing and finding records.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::scene::{NOW, NewField, Scene, TEXT, data, get, get_all, insert, key_by, told, update};
use crate::{
    authorization::PrivilegeSet,
    calls::{Call, GetRecord, ProjectClaim},
    db::DbResult,
    projects::fields::FieldKind,
    records::{Data, DataValue},
};

#[tokio::test]
async fn cards_are_numbered_from_ten_thousand_past_the_numbers_that_are_taken() {
    let scene = Scene::new();
    for taken in ["10001", "10003", "10004"] {
        scene.insert(&[("idc_id_number", taken)]).await;
    }
    for number in ["10000", "10002", "10005", "10006"] {
        assert_eq!(scene.insert(&[]).await, number);
    }
    for nothing in [DataValue::Null, DataValue::Text(String::new())] {
        let made = scene.done(Call::InsertRecord(Data(vec![("idc_id_number".to_owned(), nothing)]))).await;
        assert!(made["record"]["idc_id_number"].is_string(), "{made}");
    }
    assert_eq!(scene.insert(&[]).await, "10009");
}

#[tokio::test]
async fn numbers_that_are_said_in_their_order_are_passed_one_by_one() {
    let scene = Scene::new();
    for number in 10_000..10_050 {
        scene.insert(&[("idc_id_number", &number.to_string())]).await;
    }
    let next: DbResult<i64> = scene.db.write_blocking(|connection| {
        use crate::db::schema::record_counters::{next_id_number, table};
        Ok(table.select(next_id_number).first(connection)?)
    });
    assert_eq!(next.unwrap(), 10_050, "whoever takes the next one looks at none of them");
    assert_eq!(scene.insert(&[]).await, "10050");
}

#[tokio::test]
async fn a_refused_insert_takes_no_number() {
    let scene = Scene::new();
    assert_eq!(scene.told(insert(&[("idc_nothing", "x")])).await, "unknown_field idc_nothing");
    assert_eq!(scene.insert(&[]).await, "10000");
}

#[tokio::test]
async fn a_hundred_inserts_at_once_get_a_hundred_numbers() {
    let scene = Scene::new();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let (calls, caller) = (scene.calls.clone(), scene.caller());
            tokio::spawn(async move {
                super::scene::perform_as(&calls, caller, Some(insert(&[])), None, super::scene::describe).await
            })
        })
        .collect();
    let mut numbers = BTreeSet::new();
    for call in calls {
        let answer = super::scene::read(&call.await.unwrap().unwrap());
        numbers.insert(answer["record"]["idc_id_number"].as_str().unwrap().to_owned());
    }
    assert_eq!(numbers, (10_000..10_100).map(|number| number.to_string()).collect());
    assert_eq!(scene.done(get_all()).await["records"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn a_hundred_changes_of_a_record_at_once_are_all_there() {
    let scene = Scene::new();
    let names: Vec<String> = (0..100).map(|number| format!("idc_field_{number}")).collect();
    for name in &names {
        scene.add_field(&NewField { name, ..TEXT });
    }
    let id = scene.insert(&[]).await;
    let calls: Vec<_> = names
        .iter()
        .map(|name| {
            let (calls, caller, call) = (scene.calls.clone(), scene.caller(), update(&id, &[(name, name)]));
            tokio::spawn(async move {
                super::scene::perform_as(&calls, caller, Some(call), None, super::scene::describe).await
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let record = scene.record(&id).await;
    for name in &names {
        assert_eq!(record[name.as_str()], json!(name));
    }
    assert_eq!(record["version"], 101);
    assert_eq!(scene.count("record_changes"), 101);
}

#[tokio::test]
async fn what_a_value_may_be_is_a_table() {
    let scene = Scene::new();
    for (name, kind, max_length) in [("idc_height", FieldKind::Number, 10), ("idc_size", FieldKind::Choice, 10)] {
        let choices = if kind == FieldKind::Choice { "S\nM\nL" } else { "" };
        scene.add_field(&NewField { name, kind, max_length, choices, ..TEXT });
    }
    let id = scene.insert(&[]).await;
    let long = "é".repeat(100);
    let too_long = "é".repeat(101);
    let table = [
        ("idc_firstname", "Ana", "done"),
        ("idc_firstname", &long, "done"),
        ("idc_firstname", &too_long, "value_invalid idc_firstname: at most 100 characters"),
        ("idc_firstname", "a\0b", "value_invalid idc_firstname: it holds a control character"),
        ("idc_notes", "two\nlines", "done"),
        ("idc_email", "ana@example.org", "done"),
        ("idc_email", "ana at example.org", "value_invalid idc_email: it is no e-mail address"),
        ("idc_expiration_date", "2028-02-29", "done"),
        ("idc_expiration_date", "2027-02-29", "value_invalid idc_expiration_date: it is no date"),
        ("idc_expiration_date", "29.02.2028", "value_invalid idc_expiration_date: it is no date"),
        ("idc_height", "-12.50", "done"),
        ("idc_height", "1e3", "value_invalid idc_height: it is no number"),
        ("idc_size", "M", "done"),
        ("idc_size", "m", "value_invalid idc_size: it is none of the choices"),
        ("idc_id_number", "A-1", "done"),
        ("idc_active", "0", "done"),
        ("idc_active", "yes", "value_invalid idc_active: it is neither 0 nor 1"),
        ("idc_active", "", "value_invalid idc_active: it is neither 0 nor 1"),
        ("idc_trash", "2", "value_invalid idc_trash: it is neither 0 nor 1"),
        ("idc_trash", "0", "done"),
        ("idc_check_in", "1", "done"),
        ("idc_check_in", "on", "value_invalid idc_check_in: it is neither 0 nor 1"),
        ("idc_print_queue", "1", "done"),
        ("idc_print_queue", "-1", "value_invalid idc_print_queue: it is neither 0 nor 1"),
        ("idc_colorcode", "6", "done"),
        ("idc_colorcode", "0", "done"),
        ("idc_colorcode", "7", "value_invalid idc_colorcode: it is no color code of the project"),
        ("idc_colorcode", "red", "value_invalid idc_colorcode: it is no color code of the project"),
        ("idc_delete", "0", "done"),
        ("idc_delete", "yes", "value_invalid idc_delete: it is neither 0 nor 1"),
        ("idc_delete", "1", "read_only_field idc_delete"),
        ("idc_key", "x", "read_only_field idc_key"),
        ("idc_insdate", "2026-01-01 00:00:00", "read_only_field idc_insdate"),
        ("idc_moddate", "2026-01-01 00:00:00", "read_only_field idc_moddate"),
        ("idc_picturedate", "2026-01-01 00:00:00", "read_only_field idc_picturedate"),
        ("idc_printdate", "2026-01-01 00:00:00", "read_only_field idc_printdate"),
        ("idc_nickname", "x", "unknown_field idc_nickname"),
        ("firstname", "x", "unknown_field firstname"),
        ("", "x", "unknown_field "),
    ];
    let mut number = id;
    for (name, value, expected) in table {
        let before = scene.tables();
        // A value that can be taken is refused with it.
        let call = update(&number, &[("idc_title", "Dr"), (name, value)]);
        let call = if expected == "done" { update(&number, &[(name, value)]) } else { call };
        assert_eq!(scene.told(call).await, expected, "{name} {value:?}");
        if (name, expected) == ("idc_id_number", "done") {
            value.clone_into(&mut number);
        }
        if expected != "done" {
            assert_eq!(scene.tables(), before, "{name} {value:?}");
        }
    }
    for name in ["idc_firstname", "idc_active", "idc_colorcode"] {
        let call = Call::UpdateRecord(super::scene::key(&number), Data(vec![(name.to_owned(), DataValue::Other)]));
        assert!(scene.told(call).await.starts_with(&format!("value_invalid {name}: ")), "{name}");
    }
}

#[tokio::test]
async fn null_and_an_empty_text_are_no_value() {
    let scene = Scene::new();
    scene.add_field(&NewField { name: "idc_badge", is_required: true, default_value: "B", ..TEXT });
    let id = scene.insert(&[("idc_firstname", "Ana"), ("idc_colorcode", "2")]).await;
    for nothing in [DataValue::Null, DataValue::Text(String::new())] {
        let change = |name: &str| {
            let data = Data(vec![(name.to_owned(), nothing.clone())]);
            Call::UpdateRecord(super::scene::key(&id), data)
        };
        assert_eq!(scene.done(change("idc_firstname")).await["record"]["idc_firstname"], Value::Null);
        assert_eq!(scene.done(change("idc_colorcode")).await["record"]["idc_colorcode"], Value::Null);
        for required in ["idc_id_number", "idc_badge"] {
            assert_eq!(scene.told(change(required)).await, format!("value_required {required}: a value is required"));
        }
        let mut new = data(&[]);
        new.0.push(("idc_badge".to_owned(), nothing.clone()));
        assert_eq!(scene.told(Call::InsertRecord(new)).await, "value_required idc_badge: a value is required");
        scene.done(update(&id, &[("idc_firstname", "Ana"), ("idc_colorcode", "2")])).await;
    }
    assert_eq!(scene.record(&id).await["idc_badge"], "B");
}

#[tokio::test]
async fn two_records_have_no_unique_value_in_common_however_it_is_written() {
    let scene = Scene::new();
    scene.make_emails_unique();
    let ana = scene.insert(&[("idc_email", "Ana@Example.org")]).await;
    let max = scene.insert(&[("idc_id_number", "X-1"), ("idc_email", "max@example.org")]).await;
    let before = scene.tables();
    for (call, field) in [
        (insert(&[("idc_firstname", "Eve"), ("idc_email", "ANA@example.ORG")]), "idc_email"),
        (insert(&[("idc_id_number", "x-1")]), "idc_id_number"),
        (update(&max, &[("idc_firstname", "Eve"), ("idc_email", "ana@example.org")]), "idc_email"),
        (update(&ana, &[("idc_id_number", "x-1")]), "idc_id_number"),
    ] {
        assert_eq!(scene.told(call).await, format!("duplicate_value {field}"));
    }
    assert_eq!(scene.tables(), before);
    scene.done(update(&ana, &[("idc_email", "ANA@example.org")])).await;
    scene.done(update(&ana, &[("idc_email", "ana.b@example.org")])).await;
    scene.done(update(&max, &[("idc_email", "ana@example.org")])).await;
    scene.done(super::scene::delete(&max)).await;
    scene.insert(&[("idc_id_number", "x-1"), ("idc_email", "Ana@example.org")]).await;
    let elsewhere = scene.add_project("Guests");
    scene.grant(&scene.user, &elsewhere, PrivilegeSet::ALL);
    let mut caller = scene.caller();
    caller.project = ProjectClaim::Id(elsewhere);
    assert_eq!(told(&scene.perform(caller, insert(&[("idc_id_number", "x-1")]), None).await), "done");
}

#[tokio::test]
async fn leaving_trash_restores_what_was() {
    let scene = Scene::new();
    let id = scene.insert(&[]).await;
    for (change, state) in [
        (("idc_trash", "1"), "trash"),
        (("idc_trash", "0"), "active"),
        (("idc_active", "0"), "inactive"),
        (("idc_trash", "1"), "trash"),
        (("idc_trash", "0"), "inactive"),
        (("idc_trash", "1"), "trash"),
        (("idc_active", "1"), "trash"),
        (("idc_trash", "0"), "active"),
    ] {
        assert_eq!(scene.done(update(&id, &[change])).await["record"]["state"], state, "{change:?}");
    }
}

#[tokio::test]
async fn a_change_to_what_is_already_writes_nothing() {
    let scene = Scene::new();
    let id = scene.insert(&[("idc_firstname", "Ana")]).await;
    let before = scene.tables();
    for same in [vec![], vec![("idc_firstname", "Ana"), ("idc_active", "1"), ("idc_trash", "0")]] {
        assert_eq!(scene.done(update(&id, &same)).await["record"]["version"], 1);
    }
    let mut after = scene.tables();
    for noted in ["calls", "call_counts"] {
        after.insert(noted.to_owned(), before[noted].clone());
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_record_is_found_by_its_unique_fields_in_its_own_project_only() {
    let scene = Scene::new();
    scene.make_emails_unique();
    let id = scene.insert(&[("idc_id_number", "X-1"), ("idc_email", "ana@example.org"), ("idc_title", "Dr")]).await;
    let by = |field: &str, value: &str| {
        let key = key_by(field, value);
        Call::GetRecord(GetRecord { key, photo: None, preview: None, with_keys: false })
    };
    for (call, expected) in [
        (by("idc_id_number", "x-1"), "done"),
        (by("idc_email", "ANA@example.org"), "done"),
        (by("idc_email", "max@example.org"), "record_not_found"),
        (by("idc_email", ""), "record_not_found"),
        (by("idc_title", "Dr"), "member_invalid idc_title"),
        (by("idc_nothing", "x"), "member_invalid idc_nothing"),
        (by("idc_active", "1"), "member_invalid idc_active"),
    ] {
        assert_eq!(scene.told(call.clone()).await, expected, "{call:?}");
    }
    let elsewhere = scene.add_project("Guests");
    scene.grant(&scene.user, &elsewhere, PrivilegeSet::ALL);
    let before = scene.tables();
    for call in [get(&id), update(&id, &[("idc_title", "x")]), super::scene::delete(&id)] {
        let mut caller = scene.caller_at(NOW);
        caller.project = ProjectClaim::Id(elsewhere.clone());
        assert_eq!(told(&scene.perform(caller, call, None).await), "record_not_found");
    }
    assert_eq!(scene.tables(), before);
}
