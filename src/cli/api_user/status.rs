//! `idc-admin api-user status`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use super::find::NameArgs;
use crate::{
    api_users,
    audit::{Actor, operate_blocking},
    authorization::Status,
    cli::{output::Format, words},
    clock::Timestamp,
    db::Db,
};

#[derive(Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    name: NameArgs,
    /// The status; only an active API user can log in
    #[arg(value_parser = words::status())]
    status: Status,
}

#[derive(Serialize)]
struct Moved {
    id: String,
    username: String,
    status: &'static str,
    changed: bool,
}

impl Display for Moved {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let already = if self.changed { "" } else { " already" };
        writeln!(formatter, "{} has the status {}{already}.", self.username, self.status)
    }
}

pub(super) fn move_status(db: &Db, args: &StatusArgs, format: Format) -> anyhow::Result<()> {
    let moved = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| -> anyhow::Result<Moved> {
        let user = args.name.find(tx.connection)?;
        let changed = api_users::move_status(tx, &user.id, user.version, args.status)?;
        let (id, username) = (user.id.to_string(), user.username.to_string());
        Ok(Moved { id, username, status: args.status.as_str(), changed })
    })?;
    format.print(&moved)
}
