//! `idc-admin user`: the people who sign in to the panel.

use anyhow::bail;
use clap::{Subcommand, ValueEnum};

use super::{
    open, open_existing,
    password::{PasswordArgs, refused},
};
use crate::{
    audit::{Actor, Tx, operate_blocking},
    authentication::Reauthentication,
    authorization::PanelRole,
    clock::Timestamp,
    config::Config,
    db::Db,
    input::Username,
    locale::{Locale, Timezone},
    security::Hasher,
    texts::Reader,
    users::{self, NewPanelUser, PanelUser, PanelUserStatus, Refused},
};

#[derive(Subcommand)]
pub(super) enum UserCommand {
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
    /// Give a person another role and end their sessions
    SetRole {
        /// The username
        name: String,
        /// What the person may do from now on
        role: Role,
    },
    /// Let a person no longer sign in, and end their sessions
    Disable {
        /// The username
        name: String,
    },
    /// Let a person sign in again
    Enable {
        /// The username
        name: String,
    },
    /// End all sessions of a person, who can sign in again
    EndSessions {
        /// The username
        name: String,
    },
    /// Remove a person; their name is free at once
    Remove {
        /// The username
        name: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Role {
    Administrator,
    Manager,
    Auditor,
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

pub(super) fn user(config: &Config, command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::Add { name, role, password } => add(&open(config)?, &name, role.into(), &password),
        UserCommand::List => list(&open_existing(config)?),
        UserCommand::ResetPassword { name, password } => {
            let person = Person::find(config, &name)?;
            let hash = Hasher::default().hash_now(password.read(person.name())?.plain())?;
            person.operate(|tx, user| users::reset_password(tx, &user.id, &Reauthentication::CommandLine, &hash))?;
            println!("{} has a new password; all sessions are ended.", person.name());
            Ok(())
        }
        UserCommand::SetRole { name, role } => {
            let person = Person::find(config, &name)?;
            let role = PanelRole::from(role);
            if person.operate(|tx, user| users::set_role(tx, &user.id, role))? {
                println!("{} can do what the role {} allows; all sessions are ended.", person.name(), role.as_str());
            } else {
                println!("{} has the role {} already.", person.name(), role.as_str());
            }
            Ok(())
        }
        UserCommand::Disable { name } => {
            let person = Person::find(config, &name)?;
            if person.operate(|tx, user| users::set_status(tx, &user.id, PanelUserStatus::Disabled))? {
                println!("{} can't sign in anymore; all sessions are ended.", person.name());
            } else {
                println!("{} is disabled already.", person.name());
            }
            Ok(())
        }
        UserCommand::Enable { name } => {
            let person = Person::find(config, &name)?;
            person.operate(|tx, user| users::set_status(tx, &user.id, PanelUserStatus::Active))?;
            println!("{} can sign in again.", person.name());
            Ok(())
        }
        UserCommand::EndSessions { name } => {
            let person = Person::find(config, &name)?;
            person.operate(|tx, user| users::end_sessions(tx, &user.id))?;
            println!("All sessions of {} are ended.", person.name());
            Ok(())
        }
        UserCommand::Remove { name } => {
            let person = Person::find(config, &name)?;
            person.operate(|tx, user| users::remove(tx, &user.id))?;
            println!("{} is removed.", person.name());
            Ok(())
        }
    }
}

/// A person that a command is about.
struct Person {
    db: Db,
    user: PanelUser,
}

impl Person {
    fn find(config: &Config, name: &str) -> anyhow::Result<Self> {
        let username = Username::parse(name).map_err(|error| refused("the username", error))?;
        let db = open_existing(config)?;
        let key = username.key();
        let found = db.write_blocking(|connection| users::find_by_username_key(connection, &key))?;
        let Some(user) = found else { bail!("nobody has the username {name:?}") };
        Ok(Self { db, user })
    }

    fn name(&self) -> &str {
        self.user.username.as_str()
    }

    fn operate<T>(&self, operation: impl Fn(&mut Tx<'_>, &PanelUser) -> Result<T, Refused>) -> Result<T, Refused> {
        operate_blocking(&self.db, &Actor::CommandLine, Timestamp::now(), |tx| operation(tx, &self.user))
    }
}

fn add(db: &Db, name: &str, role: PanelRole, password: &PasswordArgs) -> anyhow::Result<()> {
    let username = Username::parse(name).map_err(|error| refused("the username", error))?;
    let password_hash = Hasher::default().hash_now(password.read(username.as_str())?.plain())?;
    let new = NewPanelUser { username, role, language: None, timezone: Timezone::UTC, password_hash };
    let added = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| users::create(tx, &new))?;
    println!("{} can sign in as {}.", added.username, added.role.as_str());
    Ok(())
}

fn list(db: &Db) -> anyhow::Result<()> {
    let now = Timestamp::now();
    let reader = Reader { locale: Locale::En, zone: Timezone::UTC, now };
    for user in db.write_blocking(users::all)? {
        let login = reader.words(user.last_login_at);
        let status = user.status.as_str();
        println!("{:<32} {:<14} {status:<9} last sign-in: {login}", user.username.as_str(), user.role.as_str());
    }
    Ok(())
}
