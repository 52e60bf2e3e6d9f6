//! Whether the API holds out: mixed calls for minutes, without an error, without more memory, each with its row in the log.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::rt::{spawn, time::sleep};
use anyhow::{Context, ensure};
use clap::{Args, value_parser};
use diesel::{Connection, QueryDsl, RunQueryDsl, SqliteConnection};
use reqwest::StatusCode;

use super::{
    caller::Caller,
    requests::Request,
    set_up::{Cast, set_up},
};
use crate::{
    database::{Amount, Database},
    server::Server,
};

diesel::table! {
    calls (at, nonce) {
        at -> BigInt,
        nonce -> Integer,
    }
}

/// Lets clients call for a while, and looks what became of it.
#[derive(Args)]
pub struct Soak {
    #[command(flatten)]
    amount: Amount,
    /// For how long
    #[arg(long, default_value_t = 120, value_parser = value_parser!(u32).range(8..))]
    seconds: u32,
    /// How many call at once
    #[arg(long, default_value_t = 16, value_parser = value_parser!(u32).range(1..))]
    connections: u32,
}

/// The log is written once a second.
const WRITTEN: Duration = Duration::from_secs(3);
const SAMPLE: Duration = Duration::from_millis(500);
/// How much the memory of the last quarter may be beyond that of the second: caches fill up to their bounds.
const SLACK: u32 = 8;

/// How many calls were answered.
#[derive(Default)]
struct Answered {
    calls: i64,
    errors: u32,
}

pub async fn hold_out(soak: &Soak) -> anyhow::Result<()> {
    let database = Database::fill(soak.amount)?;
    let cast = Arc::new(set_up(&database.path(), soak.connections.into())?);
    let server = Server::panel(&database).await?;
    eprintln!("Calling for {} s", soak.seconds);
    let until = Instant::now() + Duration::from_secs(soak.seconds.into());
    let mut clients = Vec::new();
    for (position, user) in (0..).zip(&cast.users) {
        let caller = Caller::at(&server.origin, user, &database.password, &cast)?;
        clients.push(spawn(call_until(until, caller, Arc::clone(&cast), position)));
    }
    let mut memory = Vec::new();
    while Instant::now() < until {
        memory.push(server.memory()?);
        sleep(SAMPLE).await;
    }
    let mut all = Answered::default();
    for client in clients {
        let Answered { calls, errors } = client.await??;
        all = Answered { calls: all.calls + calls, errors: all.errors + errors };
    }
    sleep(WRITTEN).await;
    let logged = logged(&database.path())?;
    let quarter = memory.len() / 4;
    let most = |samples: &[u32]| samples.iter().max().copied().context("it was too short");
    let (early, late) = (most(&memory[quarter..2 * quarter])?, most(&memory[3 * quarter..])?);
    println!("{} calls, {} errors, {logged} rows in the log", all.calls, all.errors);
    println!("Memory: {early} MiB in the second quarter, {late} MiB in the last");
    ensure!(all.errors == 0, "some calls met an error");
    ensure!(logged == all.calls, "not every call has a row in the log");
    ensure!(late <= early + SLACK, "the memory grew");
    Ok(())
}

/// Calls one thing after the other; each client has records of its own to change.
async fn call_until(until: Instant, caller: Caller, cast: Arc<Cast>, position: i64) -> anyhow::Result<Answered> {
    let mut answered = Answered::default();
    let (first, count) = cast.numbers;
    let own = first + position % count;
    for turn in 0.. {
        if Instant::now() >= until {
            break;
        }
        let other = first + (turn * 7 + position) % count;
        let (request, expected) = match turn % 20 {
            0..13 => (Request::get(other), StatusCode::OK),
            13..17 => (Request::update(own, &format!("Turn {turn}")), StatusCode::OK),
            17 => (Request::insert(), StatusCode::OK),
            18 => (Request::get_all(100), StatusCode::OK),
            _ => (Request::get(1), StatusCode::NOT_FOUND),
        };
        let status = caller.call(&request).await.map(|answer| answer.status);
        answered.calls += 1;
        if !status.as_ref().is_ok_and(|status| *status == expected) {
            eprintln!("  {} is answered {status:?}", request.action);
            answered.errors += 1;
        }
    }
    Ok(answered)
}

fn logged(database: &Path) -> anyhow::Result<i64> {
    let mut connection = SqliteConnection::establish(&database.display().to_string())?;
    Ok(calls::table.count().get_result(&mut connection)?)
}
