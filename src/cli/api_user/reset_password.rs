//! `idc-admin api-user reset-password`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use super::find::NameArgs;
use crate::{
    api_users,
    audit::{Actor, Tx, operate_blocking},
    authentication::Reauthentication,
    cli::{
        failure::Problems,
        output::{Format, field},
        password::MachinePasswordArgs,
    },
    clock::Timestamp,
    db::Db,
    security::Hasher,
};

#[derive(Args)]
pub(super) struct ResetPasswordArgs {
    #[command(flatten)]
    name: NameArgs,
    #[command(flatten)]
    password: MachinePasswordArgs,
}

/// The password is told this once.
#[derive(Serialize)]
struct Reset<'a> {
    id: String,
    username: String,
    /// None where it was given on standard input.
    password: Option<&'a str>,
}

impl Display for Reset<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.password {
            Some(password) => {
                writeln!(formatter, "{} has a new password. Keep it now: it is never shown again.", self.username)?;
                field(formatter, "password", password)
            }
            None => writeln!(formatter, "{} has the new password.", self.username),
        }
    }
}

pub(super) fn reset_password(db: &Db, args: &ResetPasswordArgs, format: Format) -> anyhow::Result<()> {
    let name = args.name.clone();
    let user = db.read_blocking(move |connection| name.find(connection))?;
    let mut problems = Problems::default();
    let password = args.password.read(user.username.as_str(), &mut problems)?;
    let password = problems.none_or(password)?;
    let hash = Hasher::default().hash_now(password.new.plain())?;
    let proof = Reauthentication::CommandLine;
    let reset = |tx: &mut Tx<'_>| api_users::reset_password(tx, &user.id, &proof, &hash);
    operate_blocking(db, &Actor::CommandLine, Timestamp::now(), reset)?;
    format.print(&Reset { id: user.id.to_string(), username: user.username.to_string(), password: password.made() })
}
