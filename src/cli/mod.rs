//! The command line: a file per command. What it changes it changes by the same operations as the panel.

mod demo;
mod logging;
mod password;
mod serve;
mod user;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};

use crate::{
    config::Config,
    db::{DatabaseUrl, Db},
    upgrade,
};

/// A web admin panel for the API users of an ID-card cloud.
#[derive(Parser)]
#[command(name = "idc-admin", version)]
struct Cli {
    /// Settings in TOML [default: idc-admin.toml, where it is there]
    #[arg(long, global = true, env = "IDC_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the panel (the default)
    Serve,
    /// The people who sign in to the panel
    #[command(subcommand)]
    User(user::UserCommand),
    /// Bring the database up to date and stop
    Migrate,
    /// Fill an empty database with believable projects and API users
    Demo(demo::DemoArgs),
    /// Read the settings and tell every problem
    CheckConfig,
}

/// Runs the command of the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    logging::open();
    match run_command(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("idc-admin: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_command(cli: Cli) -> anyhow::Result<()> {
    let config = Config::load(cli.config.as_deref()).context("the settings are not right")?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(config),
        Command::User(command) => user::user(&config, command),
        Command::Migrate => {
            open(&config)?;
            println!("{} is up to date.", config.database);
            Ok(())
        }
        Command::Demo(args) => demo::fill(&open(&config)?, &config.organization, &args),
        Command::CheckConfig => {
            println!("{config}");
            for warning in config.warnings() {
                eprintln!("{warning}");
            }
            Ok(())
        }
    }
}

fn open(config: &Config) -> anyhow::Result<Db> {
    let open = || Db::open(&config.database).and_then(|db| upgrade::fill(&db).map(|()| db));
    open().with_context(|| format!("{} can't be opened", config.database))
}

/// A mistyped path must not become an empty database.
fn open_existing(config: &Config) -> anyhow::Result<Db> {
    let DatabaseUrl::Sqlite(path) = &config.database;
    if !path.exists() {
        bail!("there is no database {}", config.database);
    }
    open(config)
}
