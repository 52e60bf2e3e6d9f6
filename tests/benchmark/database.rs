//! A database that the panel's own command filled.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::{Args, value_parser};
use tempfile::TempDir;

pub const PANEL: &str = env!("CARGO_BIN_EXE_idc-admin");
pub const PROJECTS: u32 = 1_000;

/// How much the database holds.
#[derive(Args, Clone, Copy)]
pub struct Amount {
    /// How many API users
    #[arg(long, default_value_t = 100_000, value_parser = value_parser!(u32).range(1_000..))]
    pub api_users: u32,
    /// How many projects
    #[arg(long, default_value_t = 200, value_parser = value_parser!(u32).range(1..))]
    pub projects: u32,
    /// How many records
    #[arg(long, default_value_t = 100_000, value_parser = value_parser!(u32).range(1..))]
    pub records: u32,
}

/// A fresh one in a folder of its own, which goes with this value.
pub struct Database {
    folder: TempDir,
    /// The password of everybody in it.
    pub password: String,
    /// How long filling it took.
    pub took: Duration,
}

impl Database {
    pub fn fill(amount: Amount) -> anyhow::Result<Self> {
        let Amount { api_users, projects, records } = amount;
        eprintln!("Filling a database with {api_users} API users, {projects} projects and {records} records");
        // Beside what is built, and not in /tmp, which may be memory and then knows no disk to wait for.
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))?;
        let mut command = Command::new(PANEL);
        command.arg("demo");
        for (option, count) in [("--api-users", api_users), ("--projects", projects), ("--records", records)] {
            command.arg(option).arg(count.to_string());
        }
        settle_in(&mut command, folder.path());
        let started = Instant::now();
        let output = command.stderr(Stdio::inherit()).output().context("idc-admin demo")?;
        let took = started.elapsed();
        anyhow::ensure!(output.status.success(), "idc-admin demo failed");
        let told = String::from_utf8(output.stdout)?;
        let password = told.lines().find_map(|line| line.strip_prefix("The password")?.split_once(": "));
        let password = password.with_context(|| format!("idc-admin demo told no password: {told}"))?.1.to_owned();
        Ok(Self { folder, password, took })
    }

    pub fn path(&self) -> PathBuf {
        path_in(self.folder.path())
    }

    /// The command that serves it on this port.
    pub fn serve(&self, port: u16) -> Command {
        let mut command = Command::new(PANEL);
        command.arg("serve");
        settle_in(&mut command, self.folder.path());
        command.env("IDC_LISTEN", format!("127.0.0.1:{port}")).env("RUST_LOG", "warn");
        command
    }
}

/// Whoever measures may have settings of their own in the environment or in the current folder.
fn settle_in(command: &mut Command, folder: &Path) {
    command.current_dir(folder).env_clear().env("DATABASE_URL", format!("sqlite:{}", path_in(folder).display()));
}

fn path_in(folder: &Path) -> PathBuf {
    folder.join("benchmark.sqlite3")
}
