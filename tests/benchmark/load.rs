//! wrk, which asks for one page over and over, or makes the calls of a file.
//!
//! To an answer that took far longer than the mean wrk adds those that it held up, so a stall shows in the p99.

use std::{
    io::ErrorKind,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use actix_web::web;
use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use crate::figures::Figures;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/benchmark/wrk.lua");
/// The longest that an answer may take without counting as none.
const PATIENCE: &str = "30s";

/// What is asked for over connections that are kept.
#[derive(Clone)]
pub struct Load {
    pub url: String,
    /// As `Name: value`.
    pub headers: Vec<String>,
    pub connections: u32,
    pub seconds: u32,
    /// A file of calls that are made instead.
    pub calls: Option<PathBuf>,
}

/// The line that the script writes.
#[derive(Deserialize)]
struct Told {
    requests: u32,
    took_us: u64,
    p50_us: u64,
    p99_us: u64,
    failures: u32,
}

/// Better known before a million rows are made.
pub fn must_be_installed() -> anyhow::Result<()> {
    match Command::new("wrk").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("wrk, which makes the load, is missing. On Debian: apt-get install wrk")
        }
        ran => ran.map(|_| ()).context("wrk"),
    }
}

impl Load {
    pub async fn run(self) -> anyhow::Result<Figures> {
        web::block(move || self.run_blocking()).await?
    }

    fn run_blocking(&self) -> anyhow::Result<Figures> {
        // wrk shares the connections out evenly and drops the rest.
        let threads = if self.connections.is_multiple_of(2) { 2 } else { 1 };
        let mut command = Command::new("wrk");
        command.args(["--latency", "--timeout", PATIENCE, "--script", SCRIPT]);
        command.arg(format!("-t{threads}")).arg(format!("-c{}", self.connections)).arg(format!("-d{}s", self.seconds));
        for header in &self.headers {
            command.args(["--header", header]);
        }
        command.envs(self.calls.iter().map(|file| ("CALLS", file)));
        let output = command.arg(&self.url).output().context("wrk")?;
        let told = String::from_utf8(output.stdout)?;
        ensure!(output.status.success(), "wrk: {told}{}", String::from_utf8_lossy(&output.stderr));
        let line = told.lines().last().filter(|line| line.starts_with('{'));
        let told: Told = serde_json::from_str(line.with_context(|| format!("wrk told no figures: {told}"))?)?;
        Ok(Figures {
            requests: told.requests,
            took: Duration::from_micros(told.took_us),
            p50: Duration::from_micros(told.p50_us),
            p99: Duration::from_micros(told.p99_us),
            failures: told.failures,
        })
    }
}
