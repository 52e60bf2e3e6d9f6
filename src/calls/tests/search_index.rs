//! The index of the search, as calls change records.

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::scene::{Scene, delete, update};
use crate::records::fill_search;

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
    }
    for id in ids.drain(..10) {
        scene.done(delete(&id)).await;
    }
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
