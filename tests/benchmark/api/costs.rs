//! What calls cost, beside a bare handler.

use std::{path::PathBuf, sync::Arc};

use anyhow::ensure;
use base64::{Engine, prelude::BASE64_STANDARD};
use clap::{Args, value_parser};
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};

use super::{
    caller::Caller,
    requests::{self, Request},
    set_up::{ApiUser, Cast, give_hashes, set_up},
};
use crate::{
    database::{Amount, Database},
    figures::Measured,
    load::Load,
    machine::Machine,
    report::Report,
    server::Server,
};

/// Measures calls of the API.
#[derive(Args)]
pub struct Costs {
    #[command(flatten)]
    amount: Amount,
    /// How long each scenario is measured
    #[arg(long, default_value_t = 5, value_parser = value_parser!(u32).range(1..))]
    seconds: u32,
    /// How many connections call at once
    #[arg(long, default_value_t = 64, value_parser = value_parser!(u32).range(1..))]
    connections: u32,
    /// Measure only scenarios whose name holds this
    #[arg(long, default_value = "")]
    only: String,
    /// Write the report to this file too
    #[arg(long)]
    output: Option<PathBuf>,
}

/// How many API users call, each again and again; those behind them log in for the first time.
const REGULARS: usize = 64;
/// How many first logins a second there are users for.
const FIRST_LOGINS: u32 = 150;
/// How many records have a photo.
const PHOTOS: usize = 8;
/// How many records one answer holds.
const MANY: u32 = 1_000;

/// The calls of a scenario, and over how many connections.
type Scenario<'a> = (&'a str, u32, Vec<(&'a ApiUser, Request)>);

pub async fn measure(costs: &Costs) -> anyhow::Result<()> {
    let mut report = Report::create(costs.output.as_deref())?;
    report.head(&Machine::this()?, costs.seconds)?;
    let database = Database::fill(costs.amount)?;
    let cast = set_up(&database.path(), i64::try_from(REGULARS)? + i64::from(FIRST_LOGINS * costs.seconds))?;
    give_hashes(&database.path(), &cast.users[REGULARS..], &database.password)?;
    let cast = Arc::new(cast);
    let server = Server::panel(&database).await?;
    let memory = server.memory()?;
    let (regulars, strangers) = cast.users.split_at(REGULARS);
    for user in regulars {
        let answer =
            Caller::at(&server.origin, user, &database.password, &cast)?.call(&Request::get(cast.numbers.0)).await?;
        ensure!(answer.status.is_success(), "{} can't call: {}", user.username, answer.status);
    }
    let mut measured = bare(costs, &database, &cast).await?;
    let (first, count) = cast.numbers;
    let spread = |request: &dyn Fn(i64) -> Request| -> Vec<(&ApiUser, Request)> {
        let users = regulars.iter().cycle();
        (first..first + count.min(4_096)).zip(users).map(|(number, user)| (user, request(number))).collect()
    };
    let all = costs.connections;
    let update = |number| Request::update(number, "VALUE");
    let photo = BASE64_STANDARD.encode(camera_photo()?);
    let of_photos = |request: &dyn Fn(i64) -> Request| spread(request).into_iter().take(PHOTOS).collect();
    let scenarios: [Scenario; 13] = [
        ("get_record", 1, spread(&Request::get)),
        ("get_record", all, spread(&Request::get)),
        ("update_record, durable", 1, spread(&update)),
        ("update_record, durable", all, spread(&update)),
        ("get_all_records of 1,000", all, regulars.iter().map(|user| (user, Request::get_all(MANY))).collect()),
        ("update_record, photo of 4 MB", 1, of_photos(&|number| Request::store_photo(number, &photo))),
        ("get_photo_id", all, of_photos(&|number| Request::photo(number, "jpeg"))),
        ("get_photo_id, converted to WebP", all, of_photos(&|number| Request::photo(number, "webp"))),
        ("get_badge_preview, PNG", 1, of_photos(&|number| Request::preview(number, "png"))),
        ("get_badge_preview, PDF", 1, of_photos(&|number| Request::preview(number, "pdf"))),
        ("get_badge_preview, PNG", 100, of_photos(&|number| Request::preview(number, "png"))),
        ("get_badge_preview, PDF", 100, of_photos(&|number| Request::preview(number, "pdf"))),
        ("get_record, first login", all, strangers.iter().map(|user| (user, Request::get(first))).collect()),
    ];
    let file = database.path().with_file_name("calls.txt");
    for (name, connections, calls) in scenarios.into_iter().filter(|(name, ..)| name.contains(&costs.only)) {
        let (user, request) = calls.first().cloned().unwrap_or((&regulars[0], Request::get(first)));
        let bytes = if name.ends_with("login") {
            0
        } else {
            Caller::at(&server.origin, user, &database.password, &cast)?.call(&request).await?.bytes
        };
        requests::write(&file, &cast, &database.password, calls.into_iter())?;
        let url = format!("{}/producer/", server.origin);
        let load = Load { url, headers: Vec::new(), connections, seconds: costs.seconds, calls: Some(file.clone()) };
        let load = async { Ok((load.run().await?, bytes)) };
        measured.push(Measured::under(&server, name.to_owned(), connections, load).await?);
    }
    let memory = [("before", memory), ("after", server.memory()?), ("at most", server.most_memory()?)];
    report.api(&costs.amount, database.took, &measured, memory)
}

/// A photo as a camera takes it: 12 megapixels in about 4 MB.
fn camera_photo() -> anyhow::Result<Vec<u8>> {
    let mut noise = 7_u32;
    let image = RgbImage::from_fn(4_000, 3_000, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = u8::try_from(noise >> 27).unwrap_or_default();
        Rgb([x / 16, y / 12, (x + y) / 28].map(|shade| u8::try_from(shade % 200).unwrap_or_default() + grain))
    });
    let mut bytes = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85))?;
    eprintln!("A photo of {:.1} MB", f64::from(u32::try_from(bytes.len())?) / 1e6);
    Ok(bytes)
}

/// A handler that does nothing but read one row by its key and write it.
async fn bare(costs: &Costs, database: &Database, cast: &Cast) -> anyhow::Result<Vec<Measured>> {
    let server = Server::bare(&database.path()).await?;
    let mut measured = Vec::new();
    for (name, path) in [("Bare handler, one read", "record"), ("Bare handler, one read on another thread", "block")] {
        let url = format!("{}/{path}/{}", server.origin, cast.project);
        let load =
            Load { url, headers: Vec::new(), connections: costs.connections, seconds: costs.seconds, calls: None };
        Load { seconds: 1, ..load.clone() }.run().await?;
        let load = async { Ok((load.run().await?, 0)) };
        measured.push(Measured::under(&server, name.to_owned(), costs.connections, load).await?);
    }
    Ok(measured)
}
