//! Whether an answered change outlives the process: it is killed under load, and what was answered is looked for.

use std::{sync::Arc, time::Duration};

use actix_web::rt::{spawn, time::sleep};
use anyhow::{Context, ensure};
use clap::{Args, value_parser};
use reqwest::StatusCode;

use super::{caller::Caller, requests::Request, set_up::set_up};
use crate::{
    database::{Amount, Database},
    server::Server,
};

/// Kills the server in the middle of changes, and looks whether one that was answered is lost.
#[derive(Args)]
pub struct Killed {
    #[command(flatten)]
    amount: Amount,
    /// After how long it is killed
    #[arg(long, default_value_t = 10, value_parser = value_parser!(u32).range(1..))]
    seconds: u32,
    /// How many change records at once
    #[arg(long, default_value_t = 64, value_parser = value_parser!(u32).range(1..))]
    connections: u32,
}

/// What a client was told of a record that nobody else changes.
struct Told {
    caller: Caller,
    number: i64,
    answered: u64,
}

pub async fn kill(killed: &Killed) -> anyhow::Result<()> {
    let database = Database::fill(killed.amount)?;
    let cast = Arc::new(set_up(&database.path(), killed.connections.into())?);
    let server = Server::panel(&database).await?;
    let mut clients = Vec::new();
    for user in &cast.users {
        let caller = Caller::at(&server.origin, user, &database.password, &cast)?;
        clients.push(spawn(change_until_killed(caller)));
    }
    sleep(Duration::from_secs(killed.seconds.into())).await;
    drop(server);
    let mut told = Vec::new();
    for client in clients {
        told.push(client.await??);
    }
    let changes: u64 = told.iter().map(|told| told.answered).sum();
    println!("Killed after {changes} answered changes of {} records", told.len());
    let server = Server::panel(&database).await?;
    for told in told {
        let found = told.caller.elsewhere(&server.origin).call(&Request::get(told.number)).await?;
        ensure!(found.status == StatusCode::OK, "record {} is lost: {}", told.number, found.status);
        let title = found.data["record"]["idc_title"].as_str().map_or(Ok(0), str::parse)?;
        // The last one may have been done though its answer did not come.
        let is_kept = (told.answered..=told.answered + 1).contains(&title);
        ensure!(is_kept, "record {}: change {} was answered, {title} is there", told.number, told.answered);
    }
    println!("Every answered change is there.");
    Ok(())
}

async fn change_until_killed(caller: Caller) -> anyhow::Result<Told> {
    let inserted = caller.call(&Request::insert()).await?;
    let number = inserted.data["idc_id_number"].as_str().context("a record can't be inserted")?.parse()?;
    let mut told = Told { caller, number, answered: 0 };
    loop {
        let request = Request::update(number, &(told.answered + 1).to_string());
        match told.caller.call(&request).await {
            Ok(answer) => ensure!(answer.status == StatusCode::OK, "an update is answered {}", answer.status),
            Err(_) => return Ok(told),
        }
        told.answered += 1;
    }
}
