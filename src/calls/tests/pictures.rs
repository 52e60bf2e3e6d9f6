//! Photos and signatures: how they are changed, and that nothing of them is left.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    io::Cursor,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use image::{DynamicImage, Rgb, RgbImage};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::scene::{NOW, Scene, data, delete, get, insert, key, keyed, print, told, update};
use crate::{
    calls::{Call, Done, GetRecord},
    images::{ImageFormat, PictureKind},
    records::{Data, DataValue, find_by_unique_value, find_project, picture},
};

/// A photo of noise, in Base64: no piece of its file is that of another's.
fn noise(seed: u64) -> String {
    let mut random = StdRng::seed_from_u64(seed);
    let image = RgbImage::from_fn(120, 160, |_, _| Rgb(random.random()));
    let mut png = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut png, image::ImageFormat::Png).unwrap();
    BASE64_STANDARD.encode(png.into_inner())
}

fn get_photo(format: ImageFormat) -> Call {
    Call::GetPhotoId(key("10000"), format)
}

/// The pieces of what is stored as a picture of the record, without what all files of its format have.
fn pieces(scene: &Scene, kind: PictureKind) -> Vec<[u8; 16]> {
    let stored = scene.write(|connection| {
        let project = find_project(connection, &scene.project)?.unwrap();
        let field = project.fields.id_number().unwrap();
        let record = find_by_unique_value(connection, &project.id, field, "10000")?.unwrap();
        picture(connection, &record.id, kind)
    });
    let bytes = stored.unwrap().bytes;
    assert!(bytes.len() > 20_000);
    bytes[1_024..].chunks_exact(16).step_by(8).map(|piece| piece.try_into().unwrap()).collect()
}

/// How many of the pieces are in some file of the database.
fn found(scene: &Scene, pieces: &[[u8; 16]]) -> usize {
    let files = fs::read_dir(scene.folder.path()).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    let windows: HashSet<[u8; 16]> =
        files.flat_map(|file| file.windows(16).map(|window| window.try_into().unwrap()).collect::<Vec<_>>()).collect();
    pieces.iter().filter(|piece| windows.contains(*piece)).count()
}

#[tokio::test]
async fn of_a_picture_that_is_replaced_removed_or_erased_nothing_is_left() {
    let scene = Scene::new();
    let photo = |seed| update("10000", &[("idc_photo", &noise(seed))]);
    scene.done(insert(&[("idc_photo", &noise(1)), ("idc_signature", &noise(2))])).await;
    let signature = pieces(&scene, PictureKind::Signature);
    let mut photos = vec![pieces(&scene, PictureKind::Photo)];
    assert!(found(&scene, &photos[0]) > photos[0].len() / 2, "but for what lies across pages, it is there");
    scene.done(get_photo(ImageFormat::Png)).await;
    assert_eq!(scene.calls.0.photos.len(), 1);

    scene.done(photo(3)).await;
    photos.push(pieces(&scene, PictureKind::Photo));
    assert_eq!(found(&scene, &photos[0]), 0, "it was replaced");
    assert_eq!(scene.calls.0.photos.len(), 0);

    let removal = Call::UpdateRecord(key("10000"), Data(vec![("idc_photo".to_owned(), DataValue::Null)]));
    scene.done(removal).await;
    assert_eq!(found(&scene, &photos[1]), 0, "it was removed");
    assert_eq!(scene.told(get_photo(ImageFormat::Jpeg)).await, "photo_not_found");

    scene.done(photo(4)).await;
    photos.push(pieces(&scene, PictureKind::Photo));
    for format in [ImageFormat::Png, ImageFormat::Webp] {
        scene.done(get_photo(format)).await;
    }
    assert_eq!(scene.calls.0.photos.len(), 2);
    scene.done(delete("10000")).await;
    for erased in photos.iter().chain([&signature]) {
        assert_eq!(found(&scene, erased), 0);
    }
    assert_eq!((scene.count("record_pictures"), scene.calls.0.photos.len()), (0, 0));
}

#[tokio::test]
async fn a_print_that_is_repeated_shows_the_card_as_it_is_now_and_is_no_second_print() {
    let scene = Scene::new();
    scene.done(insert(&[("idc_photo", &noise(1))])).await;
    let card = async || {
        let pdf = |done: &Done, _| match done {
            Done::Printed(_, _, pdf) => BASE64_STANDARD.encode(pdf),
            other => panic!("{other:?}"),
        };
        scene.perform_with(scene.caller(), Some(print("10000")), Some(keyed("k", "print")), pdf).await
    };
    let first = card().await.unwrap();
    assert!(scene.tables()["call_answers"].iter().all(|row| row.len() < 1_000), "no card is kept");

    scene.done(update("10000", &[("idc_photo", &noise(2))])).await;
    let version = scene.record("10000").await["version"].clone();
    let again = card().await.unwrap();
    assert!(again.is_repeat && !first.is_repeat);
    assert_ne!(again.answer, first.answer);
    assert_eq!(scene.record("10000").await["version"], version, "it is printed once");

    scene.done(delete("10000")).await;
    assert_eq!(told(&card().await), "record_not_found");
}

#[tokio::test]
async fn the_history_and_the_trail_name_a_picture_and_hold_nothing_of_it() {
    let scene = Scene::new();
    let photo = noise(1);
    let new = insert(&[("idc_photo", &photo), ("idc_signature", &photo)]);
    let first = scene.perform(scene.caller(), new.clone(), keyed("k", &photo)).await.unwrap();
    let again = scene.perform(scene.caller(), new, keyed("k", &photo)).await.unwrap();
    assert_eq!((again.is_repeat, &again.answer), (true, &first.answer));
    let other = scene.perform(scene.caller(), insert(&[("idc_photo", &noise(2))]), keyed("k", "other")).await;
    assert_eq!(told(&other), "idempotency_key_reused");
    assert_eq!((scene.count("records"), scene.count("record_pictures")), (1, 2));

    scene.done(delete("10000")).await;
    let tables = scene.tables();
    for (table, rows) in &tables {
        assert!(rows.iter().all(|row| row.len() < 4_000), "{table} holds something large");
    }
    for action in ["'created'", "'deleted'"] {
        let is_told = |row: &String| row.contains(action) && row.contains("idc_photo") && row.contains("idc_signature");
        assert!(tables["audit"].iter().any(is_told), "{action}: {:#?}", tables["audit"]);
    }
}

#[tokio::test]
async fn photos_of_the_same_instant_are_told_apart() {
    let scene = Scene::new();
    scene.insert(&[]).await;
    let mut seen = BTreeSet::new();
    for seed in 0..3 {
        let photo = noise(seed);
        scene.perform(scene.caller_at(NOW), update("10000", &[("idc_photo", &photo)]), None).await.unwrap();
        seen.insert(scene.done(get_photo(ImageFormat::Png)).await["photo"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen.len(), 3);
    assert_eq!(scene.record("10000").await["version"], 4);
    let unchanged = data(&[("idc_title", "")]);
    scene.done(Call::UpdateRecord(key("10000"), unchanged)).await;
    assert_eq!(scene.record("10000").await["version"], 4);
}

#[tokio::test]
async fn who_asks_for_a_photo_in_another_format_stands_in_the_log() {
    let scene = Scene::new();
    scene.done(insert(&[("idc_photo", &noise(1))])).await;
    scene.calls.flush().await.unwrap();
    let before = scene.count("calls");
    for format in ImageFormat::ALL {
        scene.done(get_photo(format)).await;
    }
    scene.done(get("10000")).await;
    let with_photo = GetRecord { key: key("10000"), photo: Some(ImageFormat::Webp), preview: None, with_keys: false };
    scene.done(Call::GetRecord(with_photo)).await;
    scene.calls.flush().await.unwrap();
    assert_eq!(scene.count("calls") - before, 5);
}
