//! How many calls there were: kept beside the log by quarters of an hour, so that no page counts the log. The quarters
//! make up the days of every timezone.

use std::{collections::BTreeMap, iter, time::Duration};

use chrono::{Days, NaiveDate};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};

use super::{CallsOf, LoggedCall, Verdict};
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::call_counts, statement},
    ids::ProjectId,
    locale::Timezone,
};

/// How many days are counted, with today.
pub const DAYS: u64 = 30;

/// A quarter of an hour, in microseconds.
const QUARTER: i64 = 15 * 60 * 1_000_000;

/// How many calls there were of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([i64; Verdict::ALL.len()]);

/// The calls of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCounts {
    /// Which day, in the timezone that was asked for.
    pub day: NaiveDate,
    /// How many there were.
    pub counts: Counts,
}

impl Counts {
    /// How many of this verdict.
    #[must_use]
    pub const fn of(self, verdict: Verdict) -> i64 {
        self.0[verdict as usize]
    }

    /// How many in all.
    #[must_use]
    pub fn total(self) -> i64 {
        self.0.iter().sum()
    }

    const fn add(&mut self, verdict: Verdict, total: i64) {
        self.0[verdict as usize] += total;
    }
}

impl iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |mut sum, counts| {
            for verdict in Verdict::ALL {
                sum.add(verdict, counts.of(verdict));
            }
            sum
        })
    }
}

/// The calls of each of the last [`DAYS`] days, the oldest first.
pub fn days(connection: &mut DbConnection, of: &CallsOf, zone: Timezone, now: Timestamp) -> DbResult<Vec<DayCounts>> {
    let today = zone.day(now);
    let wanted = (0..DAYS).rev().filter_map(|back| today.checked_sub_days(Days::new(back)));
    let mut days: BTreeMap<NaiveDate, Counts> = wanted.map(|day| (day, Counts::default())).collect();
    let since = days.keys().next().map_or(now, |&first| zone.start_of(first));
    let rows: Vec<(Timestamp, Verdict, i64)> = call_counts::table
        .filter(call_counts::owner_id.eq(of.id()))
        .filter(call_counts::quarter.ge(since))
        .select((call_counts::quarter, call_counts::verdict, call_counts::total))
        .load(connection)?;
    for (quarter, verdict, total) in rows {
        if let Some(counts) = days.get_mut(&zone.day(quarter)) {
            counts.add(verdict, total);
        }
    }
    Ok(days.into_iter().map(|(day, counts)| DayCounts { day, counts }).collect())
}

statement! {
    struct Add<'a> { owner: &'a str, quarter: Timestamp, verdict: Verdict, total: i64 } -> BigInt;
    "INSERT INTO call_counts (owner_id, quarter, verdict, total) VALUES (" [owner: Text]
    ", " [quarter: BigInt]
    ", " [verdict: Text]
    ", " [total: BigInt]
    ") ON CONFLICT (owner_id, quarter, verdict) DO UPDATE SET total = total + excluded.total"
}

/// Counts calls; the database adds, so that writers at once lose nothing.
pub(super) fn add<'a>(connection: &mut DbConnection, calls: impl Iterator<Item = &'a LoggedCall>) -> DbResult<()> {
    let mut sums: BTreeMap<(&str, Timestamp, Verdict), i64> = BTreeMap::new();
    for call in calls {
        let owners = [Some(call.api_user.as_str()), call.project.as_ref().map(ProjectId::as_str)];
        for owner in owners.into_iter().flatten() {
            *sums.entry((owner, quarter(call.at), call.verdict())).or_default() += 1;
        }
    }
    for ((owner, quarter, verdict), total) in sums {
        Add { owner, quarter, verdict, total }.execute(connection)?;
    }
    Ok(())
}

/// Forgets the quarters of an owner that ended before an instant.
pub(super) fn prune(connection: &mut DbConnection, owner: &str, before: Timestamp) -> DbResult<()> {
    let ended = before.minus(Duration::from_micros(QUARTER.unsigned_abs()));
    let old = call_counts::table.filter(call_counts::owner_id.eq(owner)).filter(call_counts::quarter.le(ended));
    diesel::delete(old).execute(connection)?;
    Ok(())
}

fn quarter(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros() - at.micros().rem_euclid(QUARTER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        authorization::{Parts, RecordState, Rule},
        calls::{Origin, log},
        db::Db,
        ids::ApiUserId,
    };

    fn call(api_user: &ApiUserId, at: &str, is_denied: bool) -> LoggedCall {
        let at = chrono::DateTime::parse_from_rfc3339(at).unwrap().timestamp_micros();
        LoggedCall {
            at: Timestamp::from_micros(at),
            api_user: api_user.clone(),
            project: None,
            origin: Origin::Api,
            run_by: String::new(),
            key_last_four: String::new(),
            deed: None,
            parts: Parts::NONE,
            record: None,
            record_state: RecordState::Absent,
            broken_rule: is_denied.then_some(Rule::ActiveApiUser),
            error: String::new(),
            is_repeat: false,
            address: String::new(),
            duration: Duration::ZERO,
        }
    }

    #[test]
    fn calls_are_counted_by_the_days_of_the_reader_for_as_long_as_they_are_kept() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap()).unwrap();
        let user = ApiUserId::new();
        let of = CallsOf::ApiUser(user.clone());
        let calls = [
            call(&user, "2026-11-22T18:14:59Z", false),
            call(&user, "2026-11-22T18:15:00Z", false),
            call(&user, "2026-11-22T18:29:59Z", false),
            call(&user, "2026-11-23T00:00:00Z", true),
        ];
        let now = calls[3].at.plus(Duration::from_hours(1));
        // 18:15 in UTC is midnight there.
        let kathmandu = Timezone::parse("Asia/Kathmandu").unwrap();
        let played: DbResult<()> = db.write_blocking(|connection| {
            log::insert(connection, &calls[..2])?;
            log::insert(connection, &calls[2..])?;
            let counted = |connection: &mut DbConnection| -> DbResult<Vec<[i64; 3]>> {
                let days = days(connection, &of, kathmandu, now)?;
                assert_eq!(days.len(), 30);
                Ok(days[28..].iter().map(|day| Verdict::ALL.map(|verdict| day.counts.of(verdict))).collect())
            };
            assert_eq!(counted(connection)?, [[1, 0, 0], [2, 1, 0]]);
            log::prune(connection, calls[3].at, 10)?;
            assert_eq!(counted(connection)?, [[0, 0, 0], [0, 1, 0]]);
            Ok(())
        });
        played.unwrap();
    }
}
