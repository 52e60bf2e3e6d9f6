//! `idc-admin project show`

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::find::NameArgs;
use crate::{
    api_users::{Holder, count_holders, first_holders},
    authorization::Privilege,
    cli::{
        key::Key,
        output::{Format, Instant, field},
    },
    db::Db,
};

/// How many of those who have access are named.
const NAMED: i64 = 20;

#[derive(Serialize)]
struct Shown {
    id: String,
    name: String,
    status: &'static str,
    #[serde(flatten)]
    key: Key,
    created_at: Instant,
    modified_at: Instant,
    /// How many API users have Access Producer here.
    api_users_with_access: i64,
    /// The first of them by username.
    first_api_users: Vec<WithAccess>,
}

#[derive(Serialize)]
struct WithAccess {
    id: String,
    username: String,
    status: &'static str,
    privileges: Vec<&'static str>,
}

impl WithAccess {
    fn of(holder: &Holder) -> Self {
        Self {
            id: holder.id.to_string(),
            username: holder.username.to_string(),
            status: holder.status.as_str(),
            privileges: holder.privileges.iter().map(Privilege::as_str).collect(),
        }
    }
}

impl Display for Shown {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.name)?;
        field(formatter, "id", &self.id)?;
        field(formatter, "status", self.status)?;
        field(formatter, "secret key", &self.key)?;
        field(formatter, "created", &self.created_at)?;
        field(formatter, "last modified", &self.modified_at)?;
        field(formatter, "API users with access", self.api_users_with_access)?;
        for WithAccess { username, status, privileges, .. } in &self.first_api_users {
            writeln!(formatter, "    {username} ({status}): {}", privileges.join(" "))?;
        }
        if usize::try_from(self.api_users_with_access).is_ok_and(|all| all > self.first_api_users.len()) {
            writeln!(formatter, "    …")?;
        }
        Ok(())
    }
}

pub(super) fn show(db: &Db, args: &NameArgs, format: Format) -> anyhow::Result<()> {
    let args = args.clone();
    let shown = db.read_blocking(move |connection| -> anyhow::Result<Shown> {
        let project = args.find(connection)?;
        let holders = first_holders(connection, &project.id, NAMED)?;
        Ok(Shown {
            id: project.id.to_string(),
            name: project.name.to_string(),
            status: project.status.as_str(),
            key: Key::newest_of(connection, project.id.as_str())?,
            created_at: Instant(project.created_at),
            modified_at: Instant(project.modified_at),
            api_users_with_access: count_holders(connection, &project.id)?,
            first_api_users: holders.iter().map(WithAccess::of).collect(),
        })
    })?;
    format.print(&shown)
}
