//! `idc-admin api-user add`

use std::{
    fmt::{self, Display, Formatter},
    io::{Read, stdin},
};

use anyhow::Context;
use clap::Args;
use serde::Serialize;

use super::profile::Profile;
use crate::{
    account_names,
    api_users::{self, ApiUser, Fields, NewApiUser, PrivilegeChanges, Refused},
    audit::{Actor, operate_blocking},
    authorization::{ApiUserRole, Status},
    cli::{
        failure::Problems,
        output::{Format, field},
        password::{MachinePassword, MachinePasswordArgs},
        words,
    },
    clock::Timestamp,
    config::Config,
    db::Db,
    input::{Organization, PrivateNote, Username},
    locale::{Locale, Timezone},
    security::{Hasher, KeyKind, SecretKey},
};

#[derive(Args)]
pub(super) struct AddArgs {
    /// The username, unique among all accounts
    name: String,
    /// The role; an administrator may also delete trashed records for good
    #[arg(long, default_value = ApiUserRole::Operator.as_str(), value_parser = words::api_user_role())]
    role: ApiUserRole,
    /// The status; only an active one can log in
    #[arg(long, default_value = Status::Active.as_str(), value_parser = words::status())]
    status: Status,
    /// The organization [default: the main one]
    #[arg(long, default_value = "", hide_default_value = true)]
    organization: String,
    /// The language in which the API answers it
    #[arg(long, default_value = Locale::En.tag(), value_parser = words::language())]
    language: Locale,
    /// The timezone in which the API tells it the time: a name such as Europe/Paris, or a city
    #[arg(long, default_value = "UTC")]
    timezone: String,
    /// A private note, which only Administrators see
    #[arg(long, conflicts_with = "note_stdin")]
    note: Option<String>,
    /// Take the note from standard input to its end, behind the line of the password where that comes from there too
    #[arg(long)]
    note_stdin: bool,
    #[command(flatten)]
    password: MachinePasswordArgs,
}

/// Its secrets are told this once.
#[derive(Serialize)]
struct Added<'a> {
    #[serde(flatten)]
    profile: Profile,
    /// None where it was given on standard input.
    password: Option<&'a str>,
    user_secret_key: &'a str,
}

impl Display for Added<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} is added. Keep its secrets now: they are never shown again.", self.profile.username)?;
        self.profile.fmt(formatter)?;
        field(formatter, "password", self.password.unwrap_or("as given"))?;
        field(formatter, "user secret key", self.user_secret_key)
    }
}

pub(super) fn add(config: &Config, db: &Db, args: &AddArgs, format: Format) -> anyhow::Result<()> {
    let (fields, password) = args.check(config, db)?;
    let key = SecretKey::generate(KeyKind::ApiUser)?;
    let new = NewApiUser {
        fields,
        password_hash: Hasher::default().hash_now(password.new.plain())?,
        key: key.clone(),
        privileges: PrivilegeChanges::default(),
        last_login_at: Timestamp::NEVER,
    };
    let added = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| {
        let user = api_users::create(tx, &new)?;
        api_users::move_status(tx, &user.id, user.version, args.status)?;
        Ok(ApiUser { status: args.status, ..user })
    });
    let added = added.map_err(|refused| match refused {
        Refused::UsernameTaken => taken(&new.fields.username).into(),
        refused => anyhow::Error::from(refused),
    })?;
    let profile = Profile::of(&added, &config.organization);
    format.print(&Added { profile, password: password.made(), user_secret_key: key.reveal() })
}

impl AddArgs {
    /// What is to be added; everything that is wrong with it at once.
    fn check(&self, config: &Config, db: &Db) -> anyhow::Result<(Fields, MachinePassword)> {
        let mut problems = Problems::default();
        let username = problems.check(("invalid_username", "username"), Username::parse(&self.name));
        if let Some(username) = &username {
            let key = username.key();
            if db.read_blocking(move |connection| account_names::owner(connection, &key))?.is_some() {
                problems.append(taken(username));
            }
        }
        let organization = Organization::parse(&self.organization, &config.organization);
        let organization = problems.check(("invalid_organization", "organization"), organization);
        let timezone = Timezone::recognize(&self.timezone);
        if timezone.is_none() {
            problems.add("unknown_timezone", unknown_timezone(&self.timezone));
        }
        let password = self.password.read(&self.name, &mut problems)?;
        let note = problems.check(("invalid_note", "note"), PrivateNote::parse(&self.read_note()?));
        let checked = (|| {
            let fields = Fields {
                username: username?,
                role: self.role,
                organization: organization?,
                language: self.language,
                timezone: timezone?,
                private_note: Some(note?),
            };
            Some((fields, password?))
        })();
        Ok(problems.none_or(checked)?)
    }

    fn read_note(&self) -> anyhow::Result<String> {
        let mut note = self.note.clone().unwrap_or_default();
        if self.note_stdin {
            stdin().lock().read_to_string(&mut note).context("standard input can't be read")?;
        }
        Ok(note)
    }
}

fn taken(username: &Username) -> Problems {
    Problems::one("username_taken", format!("another account has the username {:?}; choose another", username.as_str()))
}

fn unknown_timezone(typed: &str) -> String {
    format!("no timezone is called {typed:?}; give a name of the IANA database, such as Europe/Paris, or its city")
}
