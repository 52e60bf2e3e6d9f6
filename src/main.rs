//! The command line of IDC Admin.

use std::{io::IsTerminal, path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use idc_admin::{
    app::App,
    audit::{self, Action, Author, Changes, Subject},
    authorization::PanelRole,
    clock::Timestamp,
    config::Config,
    db::{DatabaseUrl, Db, DbResult},
    demo::{self, Demo},
    forms::{FieldError, Username},
    i18n::{Locale, Reader, Timezone},
    names::NameError,
    security::{Hasher, NewPassword, end_sessions_of},
    users::{self, NewPanelUser, PanelUser},
};
use tracing_subscriber::EnvFilter;

/// A web admin panel for the API users of an ID-card cloud.
#[derive(Parser)]
#[command(version)]
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
    User(UserCommand),
    /// Bring the database up to date and stop
    Migrate,
    /// Fill an empty database with believable projects and API users
    Demo(DemoArgs),
    /// Read the settings and tell every problem
    CheckConfig,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Add a person
    Add {
        /// The username
        name: String,
        /// What the person may do
        #[arg(long)]
        role: Role,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// List everybody
    List,
    /// Give a person another password and end their sessions
    ResetPassword {
        /// The username
        name: String,
        #[command(flatten)]
        password: PasswordArgs,
    },
}

#[derive(Args)]
struct PasswordArgs {
    /// Take the password from one line of standard input instead of asking
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
struct DemoArgs {
    /// How many API users to make
    #[arg(long, default_value_t = 1_000)]
    api_users: u32,
    /// How many projects to make
    #[arg(long, default_value_t = 24)]
    projects: u32,
    /// The same seed makes the same data
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Role {
    Administrator,
    Manager,
    Auditor,
}

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("idc-admin: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let config = Config::load(cli.config.as_deref()).context("the settings are not right")?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(config),
        Command::User(command) => user(&config, command),
        Command::Migrate => {
            open(&config)?;
            println!("{} is up to date.", config.database);
            Ok(())
        }
        Command::Demo(args) => fill(&open(&config)?, &args),
        Command::CheckConfig => {
            println!("{config}");
            Ok(())
        }
    }
}

fn open(config: &Config) -> anyhow::Result<Db> {
    Db::open(&config.database).with_context(|| format!("{} can't be opened", config.database))
}

fn serve(config: Config) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async {
        let app = App::build(config).await?;
        println!("IDC Admin is at {}", app.public_url());
        if let Some(link) = app.first_run_link() {
            println!("Nobody can sign in yet. Create the first Administrator at this one-time link:\n  {link}");
        }
        Ok(app.run().await?)
    })
}

/// A mistyped path must not become an empty database.
fn open_existing(config: &Config) -> anyhow::Result<Db> {
    let DatabaseUrl::Sqlite(path) = &config.database;
    if !path.exists() {
        bail!("there is no database {}", config.database);
    }
    open(config)
}

fn user(config: &Config, command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::Add { name, role, password } => add(&open(config)?, &name, role.into(), &password),
        UserCommand::List => list(&open_existing(config)?),
        UserCommand::ResetPassword { name, password } => reset_password(&open_existing(config)?, &name, &password),
    }
}

fn add(db: &Db, name: &str, role: PanelRole, password: &PasswordArgs) -> anyhow::Result<()> {
    let username = Username::parse(name).map_err(|error| refused("the username", error))?;
    let password_hash = Hasher::default().hash_now(&password.read(username.as_str())?)?;
    let now = Timestamp::now();
    let new = NewPanelUser { username, role, language: None, timezone: Timezone::UTC, password_hash };
    let added = db.write_blocking(|connection| -> Result<PanelUser, NameError> {
        let user = users::insert(connection, new, now)?;
        let mut changes = Changes::default();
        changes.start("role", role.as_str());
        let subject = Subject::PanelUser(user.id.as_str(), &user.username);
        audit::record(connection, &Author::CommandLine, Action::Created, subject, &changes, now)?;
        Ok(user)
    })?;
    println!("{} can sign in as {}.", added.username, added.role.as_str());
    Ok(())
}

fn list(db: &Db) -> anyhow::Result<()> {
    let now = Timestamp::now();
    let reader = Reader { locale: Locale::En, zone: Timezone::UTC, now };
    for user in db.write_blocking(|connection| -> DbResult<_> { users::all(connection) })? {
        let login = reader.words(user.last_login_at);
        println!("{:<32} {:<14} last sign-in: {login}", user.username, user.role.as_str());
    }
    Ok(())
}

fn reset_password(db: &Db, name: &str, password: &PasswordArgs) -> anyhow::Result<()> {
    let username = Username::parse(name).map_err(|error| refused("the username", error))?;
    let find = |key: String| db.write_blocking(move |connection| users::find_by_username_key(connection, &key));
    let Some(user) = find(username.key())? else { bail!("nobody has the username {name:?}") };
    let hash = Hasher::default().hash_now(&password.read(&user.username)?)?;
    let now = Timestamp::now();
    db.write_blocking(|connection| -> DbResult<()> {
        users::set_password(connection, &user.id, &hash, now)?;
        end_sessions_of(connection, user.id.as_str())?;
        let subject = Subject::PanelUser(user.id.as_str(), &user.username);
        audit::record(connection, &Author::CommandLine, Action::PasswordReset, subject, &Changes::default(), now)
    })?;
    println!("{} has a new password; all sessions are ended.", user.username);
    Ok(())
}

fn fill(db: &Db, args: &DemoArgs) -> anyhow::Result<()> {
    let wanted = Demo { api_users: args.api_users, projects: args.projects, seed: args.seed };
    let password = demo::fill(db, wanted)?;
    println!("Made {} projects and {} API users.", args.projects, args.api_users);
    println!("Panel users: {}. API users: see the list.", demo::PANEL_USERS.map(|user| user.0).join(", "));
    println!("The password of every one of them: {}", password.reveal());
    Ok(())
}

impl PasswordArgs {
    fn read(&self, username: &str) -> anyhow::Result<NewPassword> {
        let (typed, again) = if self.password_stdin {
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).context("standard input can't be read")?;
            let line = line.trim_end_matches(['\r', '\n']).to_owned();
            (line.clone(), line)
        } else {
            (rpassword::prompt_password("New password: ")?, rpassword::prompt_password("Again: ")?)
        };
        NewPassword::parse(&typed, &again, username).map_err(|error| refused("the password", error))
    }
}

fn refused(what: &str, error: FieldError) -> anyhow::Error {
    anyhow::anyhow!("{what} is refused: {}", error.text(Locale::En))
}

impl From<Role> for PanelRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Administrator => Self::Administrator,
            Role::Manager => Self::Manager,
            Role::Auditor => Self::Auditor,
        }
    }
}
