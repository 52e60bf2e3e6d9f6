//! What is counted while records change is what counting them gives.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::scene::{Scene, delete, insert, update};
use crate::{
    calls::Call,
    db::{
        DbResult,
        schema::{project_fields, record_counters, records, unique_values},
    },
};

type Unique = BTreeSet<(String, String, String)>;

/// Counters and unique values as they are kept, and as the records say.
fn kept_and_counted(scene: &Scene) -> [([i64; 3], Unique); 2] {
    scene.write(|connection| {
        let (active, inactive, trash) = record_counters::table
            .find(&scene.project)
            .select((record_counters::active, record_counters::inactive, record_counters::trash))
            .first(connection)?;
        let unique: Vec<(String, String, String)> = unique_values::table
            .select((unique_values::field_id, unique_values::value_key, unique_values::record_id))
            .load(connection)?;
        let fields: Vec<String> =
            project_fields::table.filter(project_fields::is_unique).select(project_fields::id).load(connection)?;
        let rows: Vec<(String, bool, bool, String)> = records::table
            .select((records::id, records::is_active, records::is_in_trash, records::field_values))
            .load(connection)?;
        let (mut counted, mut values) = ([0; 3], Unique::new());
        for (id, is_active, is_in_trash, json) in rows {
            counted[if is_in_trash { 2 } else { usize::from(!is_active) }] += 1;
            let json: BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
            let own = fields.iter().filter_map(|field| Some((field, json.get(field)?)));
            values.extend(own.map(|(field, value)| (field.clone(), value.to_lowercase(), id.clone())));
        }
        let unique = unique.into_iter().collect();
        DbResult::Ok([([active, inactive, trash], unique), (counted, values)])
    })
}

fn random_call(random: &mut StdRng) -> Call {
    let id = (10_000 + random.random_range(0..25)).to_string();
    let other = (10_000 + random.random_range(0..25)).to_string();
    let email = format!("{}@Example.org", random.random_range(0..12));
    let flag = if random.random_bool(0.5) { "1" } else { "0" };
    match random.random_range(0..10) {
        0..2 => insert(&[]),
        2 => insert(&[("idc_id_number", &id), ("idc_email", &email)]),
        3 => insert(&[("idc_email", &email), ("idc_active", flag), ("idc_trash", "1")]),
        4 => update(&id, &[("idc_email", &email), ("idc_id_number", &other)]),
        5 => update(&id, &[("idc_email", "")]),
        6 => update(&id, &[("idc_active", flag)]),
        7 => update(&id, &[("idc_trash", flag)]),
        8 => update(&id, &[("idc_active", flag), ("idc_trash", flag), ("idc_email", &email)]),
        _ => delete(&id),
    }
}

#[tokio::test]
async fn counters_and_unique_values_follow_whatever_is_done() {
    for seed in 0..3 {
        let scene = Scene::new();
        scene.make_emails_unique();
        let mut random = StdRng::seed_from_u64(seed);
        let mut told = BTreeMap::<String, u32>::new();
        for step in 0..240 {
            let call = random_call(&mut random);
            *told.entry(scene.told(call.clone()).await).or_default() += 1;
            if step % 8 == 0 {
                let [kept, counted] = kept_and_counted(&scene);
                assert_eq!(kept, counted, "seed {seed}, step {step}, {call:?}");
            }
        }
        let [kept, counted] = kept_and_counted(&scene);
        assert_eq!(kept, counted, "seed {seed}");
        // Of each kind there was something.
        for outcome in ["done", "record_not_found", "duplicate_value idc_email", "duplicate_value idc_id_number"] {
            assert!(told.get(outcome).is_some_and(|&times| times > 3), "seed {seed}: {told:?}");
        }
        assert_eq!(told.len(), 4, "seed {seed}: {told:?}");
    }
}
