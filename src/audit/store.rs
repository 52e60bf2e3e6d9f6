//! Writing and reading the trail.

use diesel::prelude::*;

use super::Changes;
use crate::{
    clock::Timestamp,
    db::{
        DbConnection, DbResult,
        schema::{audit, audit_head},
    },
    text_enum,
};

text_enum! {
    /// What was done.
    pub enum Action {
        /// Made.
        Created = "created",
        /// Fields or privileges changed.
        Changed = "changed",
        /// Moved to another status.
        Moved = "moved",
        /// Given a new password by somebody who knew the old one.
        PasswordChanged = "password_changed",
        /// Given a new password without the old one.
        PasswordReset = "password_reset",
        /// Deleted for good.
        Deleted = "deleted",
    }
}

/// Who did it.
#[derive(Clone, Debug)]
pub enum Author {
    /// A person in the panel.
    PanelUser {
        /// Their id.
        id: String,
        /// Their username at the time.
        name: String,
        /// From where.
        address: String,
    },
    /// Whoever opened the one-time link of the first start.
    FirstRun {
        /// From where.
        address: String,
    },
    /// Whoever has the machine's command line.
    CommandLine,
}

/// To what it was done; the name stays in the trail when the thing is gone.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// An API user.
    ApiUser(&'a str, &'a str),
    /// A project.
    Project(&'a str, &'a str),
    /// A panel user.
    PanelUser(&'a str, &'a str),
}

impl<'a> Subject<'a> {
    const fn columns(self) -> (&'static str, &'a str, &'a str) {
        match self {
            Self::ApiUser(id, name) => ("api_user", id, name),
            Self::Project(id, name) => ("project", id, name),
            Self::PanelUser(id, name) => ("panel_user", id, name),
        }
    }
}

/// Who changed something last, and when.
#[derive(Clone, Debug, Queryable)]
pub struct LastChange {
    /// The username of the author at the time.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Writes a row of the trail; call it last in the write, since it holds the lock that numbers all rows.
///
/// # Errors
/// When the database can't be changed.
pub fn record(
    connection: &mut DbConnection,
    author: &Author,
    action: Action,
    subject: Subject<'_>,
    changes: &Changes,
    now: Timestamp,
) -> DbResult<()> {
    diesel::update(audit_head::table.find(1)).set(audit_head::seq.eq(audit_head::seq + 1)).execute(connection)?;
    let seq: i64 = audit_head::table.find(1).select(audit_head::seq).first(connection)?;
    let (actor_kind, actor_id, actor_name, address) = match author {
        Author::PanelUser { id, name, address } => ("panel_user", id.as_str(), name.as_str(), address.as_str()),
        Author::FirstRun { address } => ("first_run", "", "", address.as_str()),
        Author::CommandLine => ("command_line", "", "", ""),
    };
    let (subject_kind, subject_id, subject_name) = subject.columns();
    diesel::insert_into(audit::table)
        .values((
            audit::seq.eq(seq),
            audit::at.eq(now),
            audit::actor_kind.eq(actor_kind),
            audit::actor_id.eq(actor_id),
            audit::actor_name.eq(actor_name),
            audit::address.eq(address),
            audit::subject_kind.eq(subject_kind),
            audit::subject_id.eq(subject_id),
            audit::subject_name.eq(subject_name),
            audit::action.eq(action),
            audit::changes.eq(serde_json::to_string(changes).unwrap_or_default()),
        ))
        .execute(connection)?;
    Ok(())
}

/// Who changed it last.
///
/// # Errors
/// When the database can't say.
pub fn last_change(connection: &mut DbConnection, subject: Subject<'_>) -> DbResult<Option<LastChange>> {
    let (kind, id, _) = subject.columns();
    Ok(audit::table
        .filter(audit::subject_kind.eq(kind).and(audit::subject_id.eq(id)))
        .order(audit::seq.desc())
        .select((audit::actor_name, audit::at))
        .first(connection)
        .optional()?)
}
