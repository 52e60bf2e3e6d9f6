//! The index of the search, as calls change records.

use diesel::{connection::SimpleConnection, prelude::*, sql_query, sql_types::Text};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::scene::{Scene, delete, update};
use crate::{
    db::{DbResult, schema::record_search},
    ids::RecordId,
    input::SearchTerm,
    projects,
    records::{self, Project, RecordFilter, fill_search, find_hits, index_some, index_waiting},
};

#[derive(Debug, PartialEq, QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    record_id: String,
    #[diesel(sql_type = Text)]
    term: String,
}

fn words(scene: &Scene) -> Vec<Word> {
    scene.write(|connection| {
        connection.batch_execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, record_grams, instance)",
        )?;
        let all = "SELECT record_id, term FROM temp.words JOIN record_search ON key = doc ORDER BY record_id, term";
        Ok(sql_query(all).load(connection)?)
    })
}

#[tokio::test]
async fn the_index_has_just_the_words_of_what_is_saved() {
    let scene = Scene::new();
    let mut random = StdRng::seed_from_u64(11);
    let mut text = || -> String {
        (0..random.random_range(0..12))
            .map(|_| ["a", "b", "é", " ", "-", "\"", "日", "\n"][random.random_range(0..8)])
            .collect()
    };
    let mut ids = Vec::new();
    for _ in 0..40 {
        ids.push(
            scene.insert(&[("idc_firstname", &format!("x{}", text())), ("idc_notes", &format!("y{}", text()))]).await,
        );
    }
    for turn in 0..120 {
        let id = &ids[turn % ids.len()];
        scene.done(update(id, &[(["idc_notes", "idc_title"][turn % 2], &format!("z{}", text()))])).await;
        if turn % 50 == 0 {
            index_waiting(&scene.db).await.unwrap();
        }
    }
    for id in ids.drain(..10) {
        scene.done(delete(&id)).await;
    }
    index_waiting(&scene.db).await.unwrap();
    let kept = words(&scene);
    assert!(kept.len() > 300, "{}", kept.len());
    scene.write(|connection| {
        let lost = "INSERT INTO record_grams (record_grams) VALUES ('delete-all'); DELETE FROM record_search; \
                    UPDATE record_search_fill SET is_done = 0, after_project = '', after_id = ''";
        Ok(connection.batch_execute(lost)?)
    });
    assert!(words(&scene).is_empty());
    fill_search(&scene.db).unwrap();
    assert_eq!(kept, words(&scene));
}

#[tokio::test]
async fn a_transaction_takes_no_more_words_out_than_the_writer_has_time_for() {
    let scene = Scene::new();
    let mut random = StdRng::seed_from_u64(5);
    let mut notes = || -> String { (0..1_500).map(|_| random.random_range('一'..'龥')).collect() };
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(scene.insert(&[("idc_notes", &notes())]).await);
    }
    index_waiting(&scene.db).await.unwrap();
    for id in &ids {
        scene.done(update(id, &[("idc_notes", &notes())])).await;
    }
    let waiting = || {
        scene.write(|connection| {
            let count = record_search::table.filter(record_search::indexed_text.is_not_null()).count();
            Ok(count.get_result::<i64>(connection)?)
        })
    };
    assert!(scene.write(|connection| index_some(connection, 200)));
    assert!((4..9).contains(&waiting()), "{}", waiting());
    index_waiting(&scene.db).await.unwrap();
    assert_eq!(waiting(), 0);
}

#[tokio::test]
async fn what_the_index_still_waits_for_is_found_all_the_same() {
    let scene = Scene::new();
    let found = |term: &str| -> Vec<String> {
        let term = SearchTerm::parse(term).unwrap();
        scene.write(|connection| {
            let project = Project {
                id: scene.project.clone(),
                name: String::new(),
                fields: projects::fields::fields(connection, &scene.project)?.into(),
                color_codes: projects::fields::color_codes(connection, &scene.project)?.into(),
            };
            let hits = find_hits(connection, &project, RecordFilter::All, &term)?;
            assert!(hits.is_complete);
            let number = |id: &RecordId| -> DbResult<String> {
                let record = records::find(connection, &project.id, id)?.unwrap();
                Ok(record.id_number(&project.fields).unwrap().to_owned())
            };
            hits.ids.iter().map(number).collect()
        })
    };
    let ids = [scene.insert(&[("idc_lastname", "Rivera")]).await, scene.insert(&[("idc_lastname", "Silva")]).await];
    let [first, second] = ids.each_ref().map(String::as_str);
    assert!(words(&scene).is_empty());
    assert_eq!(found("ver"), [first]);
    index_waiting(&scene.db).await.unwrap();
    assert_eq!(found("ver"), [first]);
    scene.done(update(second, &[("idc_lastname", "Oliveira")])).await;
    assert_eq!(found("silva"), Vec::<String>::new(), "a text that it no longer has");
    assert_eq!(found("ive"), [second, first], "the newest first, whether it waits or not");
    scene.done(update(first, &[("idc_title", "Driver")])).await;
    assert_eq!(found("ive"), [second, first], "each once");
    index_waiting(&scene.db).await.unwrap();
    assert_eq!(found("ive"), [second, first]);
}
