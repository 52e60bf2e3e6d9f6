//! Writing and reading the trail.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};

use super::{Actor, Changes};
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::audit, statement},
    ids::{ApiUserId, PanelUserId, ProjectId, RecordId},
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
        /// All sessions ended.
        SessionsEnded = "sessions_ended",
        /// Deleted permanently.
        Deleted = "deleted",
    }
}

/// To what it was done; the name stays in the trail when the thing is gone.
#[derive(Clone, Debug)]
pub enum Subject {
    /// An API user, with its username.
    ApiUser(ApiUserId, String),
    /// A project, with its name.
    Project(ProjectId, String),
    /// A panel user, with their username.
    PanelUser(PanelUserId, String),
    /// A record, with the name of its project; nothing of what it holds.
    Record(RecordId, String),
}

impl Subject {
    fn columns(&self) -> (&'static str, &str, &str) {
        match self {
            Self::ApiUser(id, name) => ("api_user", id.as_str(), name),
            Self::Project(id, name) => ("project", id.as_str(), name),
            Self::PanelUser(id, name) => ("panel_user", id.as_str(), name),
            Self::Record(id, name) => ("record", id.as_str(), name),
        }
    }
}

/// A row of the trail to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When it was done.
    pub at: Timestamp,
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// Which version of the subject it made.
    pub version: i64,
    /// What it changed.
    pub changes: Changes,
}

/// A row of the trail, as it is told.
#[derive(Clone, Debug)]
pub struct PastChange {
    /// The id of the person who did it; empty where nobody was signed in.
    pub actor_id: String,
    /// Their username at the time; empty for the command line.
    pub actor_name: String,
    /// When.
    pub at: Timestamp,
    /// What it changed.
    pub changes: Changes,
}

/// Who did something to a thing, when and from where; what it changed is told elsewhere.
#[derive(Clone, Debug)]
pub struct PastAct {
    /// Whether it was a `panel_user`, an `api_user`, the `command_line`.
    pub actor_kind: String,
    /// The id of who did it; empty for the command line.
    pub actor_id: String,
    /// The username at the time; empty for the command line.
    pub actor_name: String,
    /// From where; empty for the command line.
    pub address: String,
    /// The username of the person who ran it as that API user; empty where nobody did.
    pub run_by: String,
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub action: Action,
    /// Which version that made.
    pub version: i64,
}

statement! {
    /// Takes so many numbers; the last of them.
    struct TakeNumbers { count: i64 } -> BigInt;
    "UPDATE audit_head SET seq = seq + " [count: BigInt]
    " WHERE id = 1 RETURNING seq"
}

statement! {
    struct InsertEntry<'a> {
        seq: i64, at: Timestamp, actor_kind: &'a str, actor_id: &'a str, actor_name: &'a str, address: &'a str,
        subject_kind: &'a str, subject_id: &'a str, subject_name: &'a str, action: Action, version: i64, changes: &'a str,
        run_by: &'a str
    } -> BigInt;
    "INSERT INTO audit (seq, at, actor_kind, actor_id, actor_name, address, subject_kind, subject_id, subject_name, action, \
     version, changes, run_by) VALUES (" [seq: BigInt]
    ", " [at: BigInt]
    ", " [actor_kind: Text]
    ", " [actor_id: Text]
    ", " [actor_name: Text]
    ", " [address: Text]
    ", " [subject_kind: Text]
    ", " [subject_id: Text]
    ", " [subject_name: Text]
    ", " [action: Text]
    ", " [version: BigInt]
    ", " [changes: Text]
    ", " [run_by: Text]
    ")"
}

/// The columns of a [`PastAct`].
const ACT: (ActorColumns, (audit::address, audit::run_by), audit::at, audit::action, audit::version) = (
    (audit::actor_kind, audit::actor_id, audit::actor_name),
    (audit::address, audit::run_by),
    audit::at,
    audit::action,
    audit::version,
);
type ActorColumns = (audit::actor_kind, audit::actor_id, audit::actor_name);
type ActRow = ((String, String, String), (String, String), Timestamp, Action, i64);

impl From<ActRow> for PastAct {
    fn from((actor, (address, run_by), at, action, version): ActRow) -> Self {
        let (actor_kind, actor_id, actor_name) = actor;
        Self { actor_kind, actor_id, actor_name, address, run_by, at, action, version }
    }
}

/// Writes rows of the trail. Call it last in a transaction, since it holds the lock that numbers all rows.
pub(super) fn write(connection: &mut DbConnection, actor: &Actor, entries: &[Entry]) -> DbResult<()> {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(());
    }
    let last: i64 = TakeNumbers { count }.get_result(connection)?;
    let (actor_kind, actor_id, actor_name, address) = match actor {
        Actor::PanelUser { id, name, address, .. } => ("panel_user", id.as_str(), name.as_str(), address.as_str()),
        Actor::ApiUser { id, name, address } | Actor::ApiClient { id, name, address, .. } => {
            ("api_user", id.as_str(), name.as_str(), address.as_str())
        }
        Actor::FirstRun { address } => ("first_run", "", "", address.as_str()),
        Actor::CommandLine => ("command_line", "", "", ""),
    };
    let run_by = if let Actor::ApiClient { run_by, .. } = actor { run_by.as_str() } else { "" };
    for (seq, entry) in (last - count + 1..).zip(entries) {
        let (subject_kind, subject_id, subject_name) = entry.subject.columns();
        let changes = serde_json::to_string(&entry.changes)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
        let row = InsertEntry {
            seq,
            at: entry.at,
            actor_kind,
            actor_id,
            actor_name,
            address,
            subject_kind,
            subject_id,
            subject_name,
            action: entry.action,
            version: entry.version,
            changes: &changes,
            run_by,
        };
        row.execute(connection)?;
    }
    Ok(())
}

/// What was done to it after it had one version, up to another, in order; the newest `limit` of it.
pub fn changes_between(
    connection: &mut DbConnection,
    subject: &Subject,
    (after, up_to): (i64, i64),
    limit: i64,
) -> DbResult<Vec<PastChange>> {
    let (kind, id, _) = subject.columns();
    let rows: Vec<(String, String, Timestamp, String)> = audit::table
        .filter(audit::subject_kind.eq(kind).and(audit::subject_id.eq(id)))
        .filter(audit::version.gt(after).and(audit::version.le(up_to)))
        .order(audit::seq.desc())
        .limit(limit)
        .select((audit::actor_id, audit::actor_name, audit::at, audit::changes))
        .load(connection)?;
    let changes = rows.into_iter().rev().map(|(actor_id, actor_name, at, changes)| {
        let changes = serde_json::from_str(&changes)
            .map_err(|error| diesel::result::Error::DeserializationError(error.into()))?;
        Ok(PastChange { actor_id, actor_name, at, changes })
    });
    changes.collect()
}

/// What was done to each of these records at the instant beside it, where the trail knows.
pub fn acts_at(
    connection: &mut DbConnection,
    records: &[(RecordId, Timestamp)],
) -> DbResult<HashMap<RecordId, PastAct>> {
    let rows: Vec<(RecordId, ActRow)> = audit::table
        .filter(audit::subject_kind.eq("record"))
        .filter(audit::subject_id.eq_any(records.iter().map(|(id, _)| id)))
        .filter(audit::at.eq_any(records.iter().map(|(_, at)| at)))
        .select((audit::subject_id, ACT))
        .load(connection)?;
    let is_wanted = |id: &RecordId, act: &PastAct| records.iter().any(|(other, at)| other == id && *at == act.at);
    let acts = rows.into_iter().map(|(id, row)| (id, PastAct::from(row)));
    Ok(acts.filter(|(id, act)| is_wanted(id, act)).collect())
}

/// Whether a record ever had this id, in whatever project, also one that was erased.
pub fn was_record(connection: &mut DbConnection, id: &RecordId) -> DbResult<bool> {
    let rows = audit::table.filter(audit::subject_kind.eq("record").and(audit::subject_id.eq(id)));
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(connection)?)
}

/// What was done to it after it had one version, up to another, the newest first; at most `limit`.
pub fn acts_between(
    connection: &mut DbConnection,
    subject: &Subject,
    (after, up_to): (i64, i64),
    limit: i64,
) -> DbResult<Vec<PastAct>> {
    let (kind, id, _) = subject.columns();
    let rows: Vec<ActRow> = audit::table
        .filter(audit::subject_kind.eq(kind).and(audit::subject_id.eq(id)))
        .filter(audit::version.gt(after).and(audit::version.le(up_to)))
        .order(audit::seq.desc())
        .limit(limit)
        .select(ACT)
        .load(connection)?;
    Ok(rows.into_iter().map(PastAct::from).collect())
}
