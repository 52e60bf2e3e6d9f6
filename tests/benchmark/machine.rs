//! On what it was measured, and what.

use std::{env, fs, process::Command, thread::available_parallelism};

use anyhow::Context;
use chrono::{DateTime, Utc};
use diesel::{Connection, RunQueryDsl, SqliteConnection, dsl::sql, select, sql_types::Text};
use serde::Deserialize;

const LOCK: &str = include_str!("../../Cargo.lock");

/// All that a report must say for its numbers to mean anything.
pub struct Machine {
    pub date: String,
    pub commit: String,
    pub rustc: String,
    pub actix_web: String,
    pub sqlite: String,
    pub processor: String,
    pub cores: usize,
    /// How many programs wanted to compute in the minute before.
    pub load: String,
    pub command: String,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

impl Machine {
    pub fn this() -> anyhow::Result<Self> {
        let arguments = env::args().skip(1).filter(|argument| argument != "--bench");
        let command = ["cargo".to_owned(), "bench".to_owned(), "--".to_owned()].into_iter().chain(arguments);
        Ok(Self {
            date: now().format("%Y-%m-%d %H:%M UTC").to_string(),
            // Without git, or without its history, the version has to do.
            commit: told_by("git", &["describe", "--always", "--dirty"]).unwrap_or_else(|_| "unknown".to_owned()),
            rustc: told_by("rustc", &["--version"])?,
            actix_web: locked("actix-web")?,
            sqlite: sqlite_version()?,
            processor: processor()?,
            cores: available_parallelism()?.get(),
            load: fs::read_to_string("/proc/loadavg")?.split(' ').next().unwrap_or_default().to_owned(),
            command: command.collect::<Vec<_>>().join(" "),
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "the panel's clock is the panel's, and a report needs a date")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

fn told_by(program: &str, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(program).args(arguments).output().with_context(|| program.to_owned())?;
    anyhow::ensure!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn locked(name: &str) -> anyhow::Result<String> {
    let lock: Lock = toml::from_str(LOCK)?;
    let found = lock.package.into_iter().find(|package| package.name == name);
    Ok(found.with_context(|| format!("{name} is not in Cargo.lock"))?.version)
}

/// The benchmark and the panel are built with the same one.
fn sqlite_version() -> anyhow::Result<String> {
    let mut connection = SqliteConnection::establish(":memory:")?;
    Ok(select(sql::<Text>("sqlite_version()")).get_result(&mut connection)?)
}

fn processor() -> anyhow::Result<String> {
    let told = fs::read_to_string("/proc/cpuinfo")?;
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    Ok(model.map_or("unknown", |(_, name)| name.trim()).to_owned())
}
