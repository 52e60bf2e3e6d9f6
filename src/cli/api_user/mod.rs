//! `idc-admin api-user`: the machine accounts.

mod add;
mod delete;
mod find;
mod list;
mod privileges;
mod profile;
mod quota;
mod reset_password;
mod show;
mod status;

use clap::{Args, Subcommand};

use super::{open, open_existing, output::Format};
use crate::config::Config;

#[derive(Args)]
pub(super) struct ApiUserArgs {
    /// Print JSON; errors too, on standard error
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    command: ApiUserCommand,
}

#[derive(Subcommand)]
enum ApiUserCommand {
    /// Add an API user and print its secret key, and the password that is made for it, this once
    Add(Box<add::AddArgs>),
    /// List API users by username
    List(list::ListArgs),
    /// Show an API user: its fields, the last four characters of its key, its privileges per project
    Show(find::NameArgs),
    /// Move an API user to another status
    Status(status::StatusArgs),
    /// Give an API user privileges in projects, besides those it has
    Grant(privileges::PrivilegesArgs),
    /// Take privileges in projects away from an API user
    Revoke(privileges::PrivilegesArgs),
    /// Set how many calls an API user may make in a month
    Quota(quota::QuotaArgs),
    /// Give an API user another password and print the one that is made this once
    ResetPassword(reset_password::ResetPasswordArgs),
    /// Delete an API user in Trash for good; its name is free at once
    Delete(find::NameArgs),
}

pub(super) fn api_user(config: &Config, args: &ApiUserArgs) -> anyhow::Result<()> {
    let is_first = matches!(args.command, ApiUserCommand::Add(_));
    let db = &if is_first { open(config)? } else { open_existing(config)? };
    let format = Format::of(args.json);
    match &args.command {
        ApiUserCommand::Add(args) => add::add(config, db, args, format),
        ApiUserCommand::List(args) => list::list(config, db, args, format),
        ApiUserCommand::Show(args) => show::show(config, db, args, format),
        ApiUserCommand::Status(args) => status::move_status(db, args, format),
        ApiUserCommand::Grant(args) => privileges::grant(db, args, format),
        ApiUserCommand::Revoke(args) => privileges::revoke(db, args, format),
        ApiUserCommand::Quota(args) => quota::set_quota(db, args, format),
        ApiUserCommand::ResetPassword(args) => reset_password::reset_password(db, args, format),
        ApiUserCommand::Delete(args) => delete::delete(db, args, format),
    }
}
