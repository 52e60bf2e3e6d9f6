//! How many calls API users made this month.

use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use diesel::prelude::*;

use crate::{
    clock::Timestamp,
    db::{
        DbConnection, DbResult,
        schema::{quota_use, quotas},
    },
    ids::ApiUserId,
    input::Quota,
};

/// Counts calls in memory, and in the database by and by; exact in one process.
#[derive(Debug, Default)]
pub struct QuotaUse(Mutex<Counts>);

/// By API user and month, as in 2026-11: around midnight calls of two months come at once.
type Counts = HashMap<(ApiUserId, String), Count>;

#[derive(Debug)]
struct Count {
    /// In the database.
    stored: i64,
    /// Not yet in the database.
    pending: i64,
}

/// What is left of a quota after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Left {
    /// How many calls are left this month; none for no bound.
    pub(super) calls: Option<i64>,
    /// Whether the call was one too many; then it was not counted.
    pub(super) is_exhausted: bool,
}

impl QuotaUse {
    /// Counts one call, unless it is one too many.
    pub(super) fn spend(
        &self,
        connection: &mut DbConnection,
        user: &ApiUserId,
        quota: Option<i64>,
        now: Timestamp,
    ) -> DbResult<Left> {
        let key = (user.clone(), month(now));
        if !self.lock().contains_key(&key) {
            let stored = stored(connection, user, &key.1)?;
            self.lock().entry(key.clone()).or_insert(Count { stored, pending: 0 });
        }
        let mut counts = self.lock();
        let Some(count) = counts.get_mut(&key) else { return Ok(Left { calls: quota, is_exhausted: false }) };
        let made = count.stored + count.pending;
        if quota.is_some_and(|quota| made >= quota) {
            return Ok(Left { calls: Some(0), is_exhausted: true });
        }
        count.pending += 1;
        Ok(Left { calls: quota.map(|quota| quota - made - 1), is_exhausted: false })
    }

    /// Takes back calls that were counted and undone.
    pub(super) fn refund(&self, user: &ApiUserId, calls: i64, now: Timestamp) {
        if let Some(count) = self.lock().get_mut(&(user.clone(), month(now))) {
            count.pending -= calls;
        }
    }

    /// Takes what is not yet in the database, as if it were, and forgets the months that are over.
    pub(super) fn take(&self) -> Vec<(ApiUserId, String, i64)> {
        let mut counts = self.lock();
        let newest = counts.keys().map(|(_, month)| month).max().cloned();
        counts.retain(|(_, month), count| count.pending != 0 || newest.as_ref() == Some(month));
        let pending = counts.iter_mut().filter(|(_, count)| count.pending != 0).map(|((user, month), count)| {
            let calls = mem::take(&mut count.pending);
            count.stored += calls;
            (user.clone(), month.clone(), calls)
        });
        pending.collect()
    }

    /// Takes back what could not be written.
    pub(super) fn put_back(&self, pending: &[(ApiUserId, String, i64)]) {
        let mut counts = self.lock();
        for (user, month, calls) in pending {
            if let Some(count) = counts.get_mut(&(user.clone(), month.clone())) {
                count.stored -= calls;
                count.pending += calls;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds calls to what is in the database.
pub(super) fn store(connection: &mut DbConnection, pending: &[(ApiUserId, String, i64)]) -> DbResult<()> {
    for (user, month, calls) in pending {
        let row = quota_use::table.find((user, month));
        let counted = diesel::update(row).set(quota_use::calls.eq(quota_use::calls + calls)).execute(connection)?;
        if counted == 0 {
            let new = (quota_use::api_user_id.eq(user), quota_use::month.eq(month), quota_use::calls.eq(calls));
            diesel::insert_into(quota_use::table).values(new).execute(connection)?;
        }
    }
    Ok(())
}

/// How many calls an API user made in a month, as far as they are in the database.
pub(crate) fn stored(connection: &mut DbConnection, user: &ApiUserId, month: &str) -> DbResult<i64> {
    let row = quota_use::table.find((user, month)).select(quota_use::calls);
    Ok(row.first(connection).optional()?.unwrap_or(0))
}

/// The quota of an API user; none for no bound.
pub fn quota_of(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<Option<Quota>> {
    let calls: Option<i64> = quotas::table.find(user).select(quotas::calls).first(connection).optional()?;
    Ok(calls.and_then(Quota::new))
}

/// How many calls an API user made this month of UTC that count against a quota, as far as they are in the database: all
/// but those of the last second.
pub fn used_this_month(connection: &mut DbConnection, user: &ApiUserId, now: Timestamp) -> DbResult<i64> {
    stored(connection, user, &month(now))
}

/// The month of an instant in UTC, as in 2026-11.
pub(crate) fn month(at: Timestamp) -> String {
    at.to_chrono().format("%Y-%m").to_string()
}
