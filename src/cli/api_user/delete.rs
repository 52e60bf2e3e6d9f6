//! `idc-admin api-user delete`

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::find::NameArgs;
use crate::{
    api_users::{self, Refused},
    audit::{Actor, operate_blocking},
    authorization::Status,
    cli::{failure::Problems, output::Format},
    clock::Timestamp,
    db::Db,
};

#[derive(Serialize)]
struct Deletion {
    id: String,
    username: String,
    deleted: bool,
}

impl Display for Deletion {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} is deleted for good.", self.username)
    }
}

pub(super) fn delete(db: &Db, args: &NameArgs, format: Format) -> anyhow::Result<()> {
    let deleted = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| {
        let user = args.find(tx.connection)?;
        let (id, username) = (user.id.to_string(), user.username.to_string());
        match api_users::delete(tx, &user.id, user.version) {
            Err(Refused::NotInTrash) => Err(not_in_trash(&username, user.status).into()),
            outcome => outcome.map(|()| Deletion { id, username, deleted: true }).map_err(anyhow::Error::from),
        }
    })?;
    format.print(&deleted)
}

fn not_in_trash(username: &str, status: Status) -> Problems {
    let command = format!("idc-admin api-user status {username} {}", Status::Trash.as_str());
    let message = format!("{username} is {}; only what is in Trash can be deleted: `{command}`", status.as_str());
    Problems::one("not_in_trash", message)
}
