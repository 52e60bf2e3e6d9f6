//! Slowing down who guesses: failures are counted in the database, so that every node and every restart knows of them.
//!
//! A try is counted before it is checked and forgiven when it was right, so that many at once gain nothing.

use std::time::Duration;

use diesel::prelude::*;

use super::keys::sha256_hex;
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::failed_attempts},
};

/// Who tries what; each is counted by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// A sign-in with this folded username from this network, by a stranger.
    SignIn {
        /// The username as it is looked up.
        username_key: String,
        /// Where the stranger is.
        network: String,
    },
    /// Any sign-in by a stranger from this network.
    Network(String),
    /// A sign-in by a browser that once succeeded (OWASP's device cookies), which strangers can't lock out.
    Device(String),
    /// A current password of an API user, typed by a panel user.
    CurrentPassword {
        /// Whose password.
        api_user: String,
        /// Who types.
        panel_user: String,
    },
    /// A panel user's own password, typed again to prove it is them.
    OwnPassword(String),
}

/// Too soon: the next try has to wait this long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting(pub Duration);

impl Waiting {
    /// The wait in whole seconds, rounded up, at least 1.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.0.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX).max(1)
    }
}

const LONGEST: Duration = Duration::from_mins(15);
const FORGOTTEN_AFTER: Duration = Duration::from_hours(24);
/// Many people share a network, so its tries only have to keep a pace, after a burst of this many.
const BURST_OF_A_NETWORK: u32 = 20;
const PACE_OF_A_NETWORK: Duration = Duration::from_secs(3);

impl Attempt {
    /// Counts all of these tries, or says how long to wait where one of them comes too soon.
    ///
    /// # Errors
    /// When the database can't say.
    pub fn begin(attempts: &[Self], connection: &mut DbConnection, now: Timestamp) -> DbResult<Result<(), Waiting>> {
        let mut longest = Duration::ZERO;
        for attempt in attempts {
            longest = longest.max(attempt.wait(connection, now)?);
        }
        if longest > Duration::ZERO {
            return Ok(Err(Waiting(longest)));
        }
        let old = failed_attempts::last_failed_at.lt(now.minus(FORGOTTEN_AFTER));
        diesel::delete(failed_attempts::table.filter(old)).execute(connection)?;
        for attempt in attempts {
            attempt.count(connection, now)?;
        }
        Ok(Ok(()))
    }

    /// Forgives all of these tries: they were right.
    ///
    /// # Errors
    /// When the database can't be changed.
    pub fn forgive(attempts: &[Self], connection: &mut DbConnection) -> DbResult<()> {
        for attempt in attempts {
            let row = failed_attempts::table.find(attempt.subject());
            if let Self::Network(_) = attempt {
                // Only this try: one who knows a password must not wash a network clean for everybody on it.
                let pace = i64::try_from(PACE_OF_A_NETWORK.as_micros()).unwrap_or(0);
                diesel::update(row)
                    .set(failed_attempts::last_failed_at.eq(failed_attempts::last_failed_at - pace))
                    .execute(connection)?;
            } else {
                diesel::delete(row).execute(connection)?;
            }
        }
        Ok(())
    }

    fn wait(&self, connection: &mut DbConnection, now: Timestamp) -> DbResult<Duration> {
        let row: Option<(i64, Timestamp)> = failed_attempts::table
            .find(self.subject())
            .select((failed_attempts::failures, failed_attempts::last_failed_at))
            .first(connection)
            .optional()?;
        let Some((failures, last)) = row.filter(|(_, last)| now.since(*last) < FORGOTTEN_AFTER) else {
            return Ok(Duration::ZERO);
        };
        Ok(match self {
            Self::Network(_) => last.minus(PACE_OF_A_NETWORK * (BURST_OF_A_NETWORK - 1)).since(now),
            _ => last.plus(delay(u32::try_from(failures).unwrap_or(0))).since(now),
        })
    }

    /// Of a network the instant runs ahead of the clock by the pace of its tries (a leaky bucket, as in GCRA).
    fn count(&self, connection: &mut DbConnection, now: Timestamp) -> DbResult<()> {
        let now = match self {
            Self::Network(_) => self.last(connection)?.map_or(now, |last| last.max(now)).plus(PACE_OF_A_NETWORK),
            _ => now,
        };
        let counted = diesel::update(failed_attempts::table.find(self.subject()))
            .set((failed_attempts::failures.eq(failed_attempts::failures + 1), failed_attempts::last_failed_at.eq(now)))
            .execute(connection)?;
        if counted == 0 {
            diesel::insert_into(failed_attempts::table)
                .values((
                    failed_attempts::subject.eq(self.subject()),
                    failed_attempts::failures.eq(1_i64),
                    failed_attempts::last_failed_at.eq(now),
                ))
                .execute(connection)?;
        }
        Ok(())
    }

    fn last(&self, connection: &mut DbConnection) -> DbResult<Option<Timestamp>> {
        let row = failed_attempts::table.find(self.subject()).select(failed_attempts::last_failed_at);
        Ok(row.first(connection).optional()?)
    }

    /// The digest of the try: of one length whatever was typed, and telling nobody who tried what.
    fn subject(&self) -> String {
        let parts = match self {
            Self::SignIn { username_key, network } => ["sign-in", username_key, network],
            Self::Network(network) => ["network", network, ""],
            Self::Device(device) => ["device", device, ""],
            Self::CurrentPassword { api_user, panel_user } => ["current-password", api_user, panel_user],
            Self::OwnPassword(panel_user) => ["own-password", panel_user, ""],
        };
        sha256_hex(&parts.join("\0"))
    }
}

/// 1 s after the first failure, doubling to 15 minutes.
fn delay(failures: u32) -> Duration {
    match failures {
        0 => Duration::ZERO,
        slowed => Duration::from_secs(1 << (slowed - 1).min(10)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits = [0, 1, 2, 3, 10, 11, 12, 4_000_000_000].map(|failures| delay(failures).as_secs());
        assert_eq!(waits, [0, 1, 2, 4, 512, 900, 900, 900]);
    }

    #[test]
    fn a_network_has_a_burst_and_then_a_pace_and_who_is_right_costs_it_nothing() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap();
        let network = [Attempt::Network("::/64".to_owned())];
        let at = |second: u64| Timestamp::from_micros(1_000_000_000_000_000).plus(Duration::from_secs(second));
        let begin = |connection: &mut DbConnection, second| {
            Attempt::begin(&network, connection, at(second)).unwrap().map_err(Waiting::seconds)
        };
        let db = crate::db::Db::open(&url).unwrap();
        let played: DbResult<()> = db.write_blocking(|connection| {
            for _ in 0..50 {
                assert_eq!(begin(connection, 0), Ok(()));
                Attempt::forgive(&network, connection)?;
            }
            let burst = (0..30).filter(|_| begin(connection, 0).is_ok()).count();
            assert_eq!(burst, 20);
            assert_eq!(begin(connection, 0), Err(3));
            assert_eq!(begin(connection, 3), Ok(()));
            assert_eq!(begin(connection, 3), Err(3));
            assert_eq!(begin(connection, 60), Ok(()));
            Ok(())
        });
        played.unwrap();
    }

    #[test]
    fn subjects_do_not_run_into_each_other() {
        let one = Attempt::CurrentPassword { api_user: "a".to_owned(), panel_user: "bc".to_owned() };
        let other = Attempt::CurrentPassword { api_user: "ab".to_owned(), panel_user: "c".to_owned() };
        assert_ne!(one.subject(), other.subject());
    }
}
