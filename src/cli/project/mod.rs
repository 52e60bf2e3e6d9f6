//! `idc-admin project`: the sets of cards in which API users hold privileges.

mod add;
mod find;
mod list;
mod show;
mod status;

use clap::{Args, Subcommand};

pub(super) use self::find::{find, not_found};
use super::{open, open_existing, output::Format};
use crate::config::Config;

#[derive(Args)]
pub(super) struct ProjectArgs {
    /// Print JSON; errors too, on standard error
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    command: ProjectCommand,
}

#[derive(Subcommand)]
enum ProjectCommand {
    /// Add a project and print its secret key this once; nobody has access yet
    Add(add::AddArgs),
    /// List projects by name
    List(list::ListArgs),
    /// Show a project: its fields, the last four characters of its key, who has access
    Show(find::NameArgs),
    /// Move a project to another status
    Status(status::StatusArgs),
}

pub(super) fn project(config: &Config, args: &ProjectArgs) -> anyhow::Result<()> {
    let is_first = matches!(args.command, ProjectCommand::Add(_));
    let db = &if is_first { open(config)? } else { open_existing(config)? };
    let format = Format::of(args.json);
    match &args.command {
        ProjectCommand::Add(args) => add::add(db, args, format),
        ProjectCommand::List(args) => list::list(db, args, format),
        ProjectCommand::Show(args) => show::show(db, args, format),
        ProjectCommand::Status(args) => status::move_status(db, args, format),
    }
}
