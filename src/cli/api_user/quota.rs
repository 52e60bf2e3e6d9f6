//! `idc-admin api-user quota`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use super::find::NameArgs;
use crate::{
    audit::{Actor, operate_blocking},
    calls::{self, SetQuota},
    cli::output::Format,
    clock::Timestamp,
    db::Db,
    input::Quota,
    locale::Locale,
};

#[derive(Args)]
pub(super) struct QuotaArgs {
    #[command(flatten)]
    name: NameArgs,
    /// How many calls it may make in a month of UTC; `none` for no quota
    #[arg(value_name = "N|none", value_parser = parse)]
    calls: Asked,
}

/// The quota that is asked for.
#[derive(Clone, Copy)]
struct Asked(Option<Quota>);

fn parse(text: &str) -> Result<Asked, String> {
    if text == "none" {
        return Ok(Asked(None));
    }
    match Quota::parse(text) {
        Ok(Some(quota)) => Ok(Asked(Some(quota))),
        Ok(None) => Err("say `none` for no quota".to_owned()),
        Err(error) => Err(error.text(Locale::En, "quota").to_string()),
    }
}

#[derive(Serialize)]
struct Outcome {
    id: String,
    username: String,
    quota: Option<i64>,
    used_this_month: i64,
    changed: bool,
}

impl Display for Outcome {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { username, quota, used_this_month, changed, .. } = self;
        let already = if *changed { "" } else { " already" };
        match quota {
            Some(quota) => writeln!(
                formatter,
                "{username} has a quota of {quota} calls a month{already}; {used_this_month} are used."
            ),
            None => {
                writeln!(formatter, "{username} has no quota{already}; it made {used_this_month} calls this month.")
            }
        }
    }
}

pub(super) fn set_quota(db: &Db, args: &QuotaArgs, format: Format) -> anyhow::Result<()> {
    let Asked(quota) = args.calls;
    let outcome = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| -> anyhow::Result<Outcome> {
        let user = args.name.find(tx.connection)?;
        let served = calls::quota_of(tx.connection, &user.id)?.map(|quota| quota.to_string()).unwrap_or_default();
        let edited = calls::set_quota(tx, &SetQuota { id: user.id.clone(), served, quota })?;
        Ok(Outcome {
            used_this_month: calls::used_this_month(tx.connection, &user.id, tx.now)?,
            id: user.id.to_string(),
            username: user.username.to_string(),
            quota: quota.map(Quota::calls),
            changed: edited.is_changed,
        })
    })?;
    format.print(&outcome)
}
