//! The log of calls: one row for each that got past the credentials.

use std::{
    collections::BTreeSet,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Text},
};
use rand::random;

use super::{Origin, counts};
use crate::{
    authorization::{Deed, Parts, RecordState, Rule},
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::calls, statement},
    ids::{ApiUserId, ProjectId, RecordId},
};

/// A row of the log: exact enough that the call can be judged again, under other privileges.
#[derive(Clone, Debug)]
pub struct LoggedCall {
    /// When the call came.
    pub at: Timestamp,
    /// Whose it was.
    pub api_user: ApiUserId,
    /// The project that it named; none where there is no such project.
    pub project: Option<ProjectId>,
    /// How it came.
    pub origin: Origin,
    /// The username of the person who ran it in the API client; empty where nobody did.
    pub run_by: String,
    /// The last four characters of the API user's key; empty in a browser.
    pub key_last_four: String,
    /// What it was to do; none where it was not understood.
    pub deed: Option<Deed>,
    /// To which parts.
    pub parts: Parts,
    /// The record that it was about, where there was one.
    pub record: Option<RecordId>,
    /// The state of that record before it.
    pub record_state: RecordState,
    /// The rule that it broke; none where it was allowed, or not judged.
    pub broken_rule: Option<Rule>,
    /// The word of its error; empty for none.
    pub error: String,
    /// Whether the answer was that of an earlier call.
    pub is_repeat: bool,
    /// From where.
    pub address: String,
    /// How long it took.
    pub duration: Duration,
}

/// Rows that wait to be written together, off the path of the calls.
#[derive(Debug, Default)]
pub struct CallLog(Mutex<Vec<LoggedCall>>);

impl CallLog {
    /// From so many rows on, whoever calls has to write them.
    const MOST: usize = 20_000;

    /// Adds a row.
    pub(super) fn add(&self, call: LoggedCall) {
        self.lock().push(call);
    }

    /// Whether so many wait that they have to be written now.
    pub(super) fn is_full(&self) -> bool {
        self.lock().len() >= Self::MOST
    }

    /// Takes the rows that wait.
    pub(super) fn take(&self) -> Arc<[LoggedCall]> {
        mem::take(&mut *self.lock()).into()
    }

    /// Takes back what could not be written.
    pub(super) fn put_back(&self, calls: &[LoggedCall]) {
        self.lock().extend_from_slice(calls);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<LoggedCall>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes rows, and counts them.
pub fn insert<'a>(
    connection: &mut DbConnection,
    calls: impl IntoIterator<Item = &'a LoggedCall, IntoIter: Clone>,
) -> DbResult<()> {
    let calls = calls.into_iter();
    calls.clone().try_for_each(|call| insert_row(connection, call))?;
    counts::add(connection, calls)
}

statement! {
    struct InsertCall<'a> {
        at: Timestamp, nonce: i32, api_user: &'a ApiUserId, project: &'a str, origin: Origin, run_by: &'a str,
        key_last_four: &'a str, deed: &'a str, parts: i32, record: &'a str, record_state: RecordState, broken_rule: &'a str,
        error: &'a str, is_repeat: bool, address: &'a str, duration: i64
    } -> BigInt;
    "INSERT INTO calls (at, nonce, api_user_id, project_id, origin, run_by, key_last_four, deed, parts, record_id, record_state, \
     broken_rule, error, is_repeat, address, duration) VALUES (" [at: BigInt]
    ", " [nonce: Integer]
    ", " [api_user: Text]
    ", " [project: Text]
    ", " [origin: Text]
    ", " [run_by: Text]
    ", " [key_last_four: Text]
    ", " [deed: Text]
    ", " [parts: Integer]
    ", " [record: Text]
    ", " [record_state: Text]
    ", " [broken_rule: Text]
    ", " [error: Text]
    ", " [is_repeat: Bool]
    ", " [address: Text]
    ", " [duration: BigInt]
    ")"
}

fn insert_row(connection: &mut DbConnection, call: &LoggedCall) -> DbResult<()> {
    let row = InsertCall {
        at: call.at,
        nonce: random(),
        api_user: &call.api_user,
        project: call.project.as_ref().map_or("", ProjectId::as_str),
        origin: call.origin,
        run_by: &call.run_by,
        key_last_four: &call.key_last_four,
        deed: call.deed.map_or("", Deed::as_str),
        parts: call.parts.bits(),
        record: call.record.as_ref().map_or("", RecordId::as_str),
        record_state: call.record_state,
        broken_rule: call.broken_rule.map_or("", Rule::as_str),
        error: &call.error,
        is_repeat: call.is_repeat,
        address: &call.address,
        duration: i64::try_from(call.duration.as_micros()).unwrap_or(i64::MAX),
    };
    row.execute(connection)?;
    Ok(())
}

/// Deletes rows from before an instant, at most so many; how many it was.
pub(super) fn prune(connection: &mut DbConnection, before: Timestamp, most: i64) -> DbResult<usize> {
    let old: Vec<(Timestamp, i32, String, String)> = calls::table
        .filter(calls::at.lt(before))
        .order((calls::at, calls::nonce))
        .limit(most)
        .select((calls::at, calls::nonce, calls::api_user_id, calls::project_id))
        .load(connection)?;
    for (at, nonce, ..) in &old {
        diesel::delete(calls::table.find((at, nonce))).execute(connection)?;
    }
    let owners: BTreeSet<&str> = old.iter().flat_map(|(.., user, project)| [user.as_str(), project]).collect();
    for owner in owners {
        counts::prune(connection, owner, before)?;
    }
    Ok(old.len())
}
