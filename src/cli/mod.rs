//! The command line: a file per command, in a folder where there are several about one thing. What it changes it changes
//! by the same operations as the panel.

mod api_user;
mod demo;
mod failure;
mod key;
mod logging;
mod output;
mod password;
mod project;
mod serve;
mod user;
mod words;

use std::{env, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{Parser, Subcommand};

use self::failure::Problems;
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
    /// The machine accounts that reach the cards
    ApiUser(api_user::ApiUserArgs),
    /// The sets of cards in which API users hold privileges
    Project(project::ProjectArgs),
    /// Bring the database up to date and stop
    Migrate,
    /// Fill an empty database with believable projects and API users
    Demo(demo::DemoArgs),
    /// Read the settings and tell every problem
    CheckConfig,
}

/// What a process ends with whose arguments are wrong.
const USAGE: u8 = 2;

/// Runs the command of the process's arguments: 0 where it is done, 1 where it is refused or fails, 2 where the arguments
/// are wrong. What is wrong is told on standard error; with `--json` its last line is one JSON object.
#[must_use]
pub fn run() -> ExitCode {
    logging::open();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return tell_usage(&error),
    };
    let is_json = cli.is_json();
    match run_command(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if is_json {
                eprintln!("{}", failure::json(&error));
            } else {
                eprintln!("idc-admin: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Help and the version come this way too.
fn tell_usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() && env::args_os().any(|argument| argument == "--json") {
        eprintln!("{}", failure::usage_json(&error.to_string()));
        return ExitCode::from(USAGE);
    }
    error.exit()
}

impl Cli {
    const fn is_json(&self) -> bool {
        match &self.command {
            Some(Command::ApiUser(args)) => args.json,
            Some(Command::Project(args)) => args.json,
            _ => false,
        }
    }
}

fn run_command(cli: Cli) -> anyhow::Result<()> {
    let config = Config::load(cli.config.as_deref()).context("the settings are not right")?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(config),
        Command::User(command) => user::user(&config, command),
        Command::ApiUser(args) => api_user::api_user(&config, &args),
        Command::Project(args) => project::project(&config, &args),
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
        let there_is_none = format!("there is no database {}", config.database);
        let advice = "name another by DATABASE_URL, or make it with `idc-admin migrate`";
        return Err(Problems::one("no_database", format!("{there_is_none}; {advice}")).into());
    }
    open(config)
}
