//! `idc-admin project status`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use super::find::NameArgs;
use crate::{
    audit::{Actor, operate_blocking},
    authorization::Status,
    cli::{output::Format, words},
    clock::Timestamp,
    db::Db,
    projects,
};

#[derive(Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    name: NameArgs,
    /// The status; only an active project can be reached
    #[arg(value_parser = words::status())]
    status: Status,
}

#[derive(Serialize)]
struct Moved {
    id: String,
    name: String,
    status: &'static str,
    changed: bool,
}

impl Display for Moved {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let already = if self.changed { "" } else { " already" };
        writeln!(formatter, "{} has the status {}{already}.", self.name, self.status)
    }
}

pub(super) fn move_status(db: &Db, args: &StatusArgs, format: Format) -> anyhow::Result<()> {
    let moved = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| -> anyhow::Result<Moved> {
        let project = args.name.find(tx.connection)?;
        let changed = projects::move_status(tx, &project.id, project.version, args.status)?;
        let (id, name) = (project.id.to_string(), project.name.to_string());
        Ok(Moved { id, name, status: args.status.as_str(), changed })
    })?;
    format.print(&moved)
}
