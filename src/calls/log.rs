//! The log of calls: one row for each that got past the credentials.

use std::{
    collections::BTreeSet,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use diesel::prelude::*;
use rand::random;

use super::{Origin, counts};
use crate::{
    authorization::{Deed, Parts, RecordState, Rule},
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::calls},
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

fn insert_row(connection: &mut DbConnection, call: &LoggedCall) -> DbResult<()> {
    diesel::insert_into(calls::table)
        .values((
            calls::at.eq(call.at),
            calls::nonce.eq(random::<i32>()),
            calls::api_user_id.eq(&call.api_user),
            calls::project_id.eq(call.project.as_ref().map_or("", ProjectId::as_str)),
            calls::origin.eq(call.origin),
            calls::run_by.eq(&call.run_by),
            calls::key_last_four.eq(&call.key_last_four),
            calls::deed.eq(call.deed.map_or("", Deed::as_str)),
            calls::parts.eq(call.parts.bits()),
            calls::record_id.eq(call.record.as_ref().map_or("", RecordId::as_str)),
            calls::record_state.eq(call.record_state),
            calls::broken_rule.eq(call.broken_rule.map_or("", Rule::as_str)),
            calls::error.eq(&call.error),
            calls::is_repeat.eq(call.is_repeat),
            calls::address.eq(&call.address),
            calls::duration.eq(i64::try_from(call.duration.as_micros()).unwrap_or(i64::MAX)),
        ))
        .execute(connection)?;
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
