//! Logins of API users that failed, summed up by the minute: a flood is a few rows, and names that are no one's are not
//! kept.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use diesel::{dsl::exists, prelude::*, select};

use crate::{
    clock::Timestamp,
    db::{
        DbConnection, DbResult,
        schema::{api_users, failed_logins},
    },
    ids::ApiUserId,
    text_enum,
};

text_enum! {
    /// Why a login failed. Whoever tried is told the same of all but the last.
    pub enum LoginFailure {
        /// No username or no password was sent.
        MissingCredentials = "missing_credentials",
        /// No API user has that name.
        UnknownUsername = "unknown_username",
        /// The password is another.
        WrongPassword = "wrong_password",
        /// The password is right; the API user is Inactive.
        Inactive = "api_user_inactive",
        /// The password is right; the API user is in Trash.
        Trash = "api_user_trash",
        /// The password is right; no secret key was sent.
        MissingKey = "missing_key",
        /// The password is right; the secret key is none of that API user's.
        WrongKey = "wrong_key",
        /// All was right, and was changed while it was verified.
        Changed = "changed_meanwhile",
        /// Too many failed before, so that nothing was verified.
        TooSoon = "too_soon",
    }
}

/// How many sums of a minute tell the network; what fails beyond is summed up without.
const MOST_WITH_NETWORK: usize = 1_000;
const MINUTE: i64 = 60_000_000;

/// What is summed up together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Sum {
    /// The beginning of the minute.
    minute: Timestamp,
    /// None where the name is no one's.
    api_user: Option<ApiUserId>,
    /// Empty where it is not told.
    network: String,
    reason: LoginFailure,
}

/// Deletes sums from before an instant, at most so many; how many it was.
pub(crate) fn prune_failures(connection: &mut DbConnection, before: Timestamp, most: i64) -> DbResult<usize> {
    let old: Vec<(Timestamp, String, String, LoginFailure)> = failed_logins::table
        .filter(failed_logins::minute.lt(before))
        .order(failed_logins::minute)
        .limit(most)
        .select((failed_logins::minute, failed_logins::api_user_id, failed_logins::network, failed_logins::reason))
        .load(connection)?;
    for (minute, api_user, network, reason) in &old {
        diesel::delete(failed_logins::table.find((minute, api_user, network, reason))).execute(connection)?;
    }
    Ok(old.len())
}

/// The failures that are not written yet.
#[derive(Default)]
pub(crate) struct FailedLogins(Mutex<Sums>);

struct Sums {
    totals: HashMap<Sum, i64>,
    /// The beginning of the newest minute.
    minute: Timestamp,
    /// How many sums it has.
    in_minute: usize,
}

impl Default for Sums {
    fn default() -> Self {
        Self { totals: HashMap::new(), minute: Timestamp::NEVER, in_minute: 0 }
    }
}

/// Logins of an API user that failed in one minute, from one network, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub(crate) struct FailureSum {
    /// The beginning of the minute.
    pub(crate) minute: Timestamp,
    /// Empty where too many networks failed in that minute.
    pub(crate) network: String,
    /// Why.
    pub(crate) reason: LoginFailure,
    /// How many.
    pub(crate) total: i64,
}

impl FailedLogins {
    /// Counts one.
    pub(crate) fn add(&self, api_user: Option<&ApiUserId>, network: &str, reason: LoginFailure, now: Timestamp) {
        let minute = Timestamp::from_micros(now.micros() - now.micros().rem_euclid(MINUTE));
        let mut sum = Sum { minute, api_user: api_user.cloned(), network: network.to_owned(), reason };
        let mut sums = self.lock();
        if minute > sums.minute {
            (sums.minute, sums.in_minute) = (minute, 0);
        }
        if !sums.totals.contains_key(&sum) {
            sums.in_minute += 1;
            if sums.in_minute > MOST_WITH_NETWORK {
                sum.network.clear();
            }
        }
        *sums.totals.entry(sum).or_insert(0) += 1;
    }

    /// Takes what is to be written. The sums of the newest minute stay, at zero: they are its bound.
    pub(crate) fn take(&self) -> PendingFailures {
        let mut sums = self.lock();
        let Sums { totals, minute, .. } = &mut *sums;
        let pending =
            totals.iter().filter(|(_, total)| **total > 0).map(|(sum, total)| (sum.clone(), *total)).collect();
        totals.retain(|sum, total| {
            *total = 0;
            sum.minute == *minute
        });
        PendingFailures(pending)
    }

    /// Takes back what could not be written.
    pub(crate) fn put_back(&self, pending: PendingFailures) {
        let mut sums = self.lock();
        for (sum, total) in pending.0 {
            *sums.totals.entry(sum).or_insert(0) += total;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Sums> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sums that are to be written.
#[derive(Clone)]
pub(crate) struct PendingFailures(Vec<(Sum, i64)>);

impl PendingFailures {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds them to what is stored; of API users that were deleted meanwhile nothing is stored.
    pub(crate) fn write(&self, connection: &mut DbConnection) -> DbResult<()> {
        for (sum, total) in &self.0 {
            let id = sum.api_user.as_ref().map_or("", ApiUserId::as_str);
            let row = failed_logins::table.find((sum.minute, id, &sum.network, sum.reason));
            let added = failed_logins::total.eq(failed_logins::total + total);
            if diesel::update(row).set(added).execute(connection)? > 0 {
                continue;
            }
            if !id.is_empty() && !select(exists(api_users::table.find(id))).get_result::<bool>(connection)? {
                continue;
            }
            diesel::insert_into(failed_logins::table)
                .values((
                    failed_logins::minute.eq(sum.minute),
                    failed_logins::api_user_id.eq(id),
                    failed_logins::network.eq(&sum.network),
                    failed_logins::reason.eq(sum.reason),
                    failed_logins::total.eq(total),
                ))
                .execute(connection)?;
        }
        Ok(())
    }
}

/// The failures of an API user, the newest first, at most `limit`.
pub(crate) fn recent_failures(connection: &mut DbConnection, id: &ApiUserId, limit: i64) -> DbResult<Vec<FailureSum>> {
    Ok(failed_logins::table
        .filter(failed_logins::api_user_id.eq(id))
        .order((failed_logins::minute.desc(), failed_logins::network, failed_logins::reason))
        .limit(limit)
        .select((failed_logins::minute, failed_logins::network, failed_logins::reason, failed_logins::total))
        .load(connection)?)
}

/// Forgets the failures of an API user.
pub(crate) fn delete_failures(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<()> {
    diesel::delete(failed_logins::table.filter(failed_logins::api_user_id.eq(id))).execute(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Db, DbError};

    #[test]
    fn a_flood_is_a_bounded_number_of_rows_and_none_is_lost() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap()).unwrap();
        let failed = FailedLogins::default();
        let now = Timestamp::from_micros(90 * MINUTE + 7);
        let flood = || {
            for number in 0..2_000 {
                failed.add(None, &format!("network-{number}"), LoginFailure::UnknownUsername, now);
            }
        };
        flood();
        let lost = failed.take();
        assert!(failed.take().is_empty());
        failed.put_back(lost);
        flood();
        for at in [now, now.plus(std::time::Duration::from_mins(1))] {
            failed.add(None, "later", LoginFailure::UnknownUsername, at);
            let pending = failed.take();
            db.write_blocking(|connection| pending.write(connection)).unwrap();
        }
        let rows: Vec<(Timestamp, String, i64)> = db
            .write_blocking(|connection| {
                let columns = (failed_logins::minute, failed_logins::network, failed_logins::total);
                Ok::<_, DbError>(failed_logins::table.select(columns).load(connection)?)
            })
            .unwrap();
        assert_eq!(rows.len(), MOST_WITH_NETWORK + 2);
        assert_eq!(rows.iter().map(|row| row.2).sum::<i64>(), 4_002);
        assert_eq!(rows[0], (Timestamp::from_micros(90 * MINUTE), String::new(), 2_001));
        assert_eq!(failed.lock().totals.len(), 1, "only the newest minute stays");
    }
}
