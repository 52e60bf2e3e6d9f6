//! Slowing down who guesses: failures are counted in the database, so that every node and every restart knows of them.
//!
//! A try is counted before it is checked and forgiven when it was right, so that many at once gain nothing.

use std::time::Duration;

use diesel::prelude::*;

use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::failed_attempts},
    security::sha256_hex,
};

/// Where somebody tries to come in. What fails at one door slows nobody down at the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// The sign-in page.
    Panel,
    /// The HTTP API.
    Api,
}

/// Who tries what; each is counted by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// A sign-in with this folded username from this network, by a stranger.
    SignIn {
        /// Where.
        door: Door,
        /// The username as it is looked up.
        username_key: String,
        /// Where the stranger is.
        network: String,
    },
    /// Any sign-in by a stranger from this network.
    Network(Door, String),
    /// Any sign-in by a stranger from this wider network, which one customer may hold: an IPv6 /56 or /48.
    WideNetwork(Door, String),
    /// Any sign-in by strangers with this folded username, wherever they are.
    Account(Door, String),
    /// A sign-in by a browser that once succeeded (OWASP's device cookies), which strangers can't lock out.
    KnownBrowser(String),
    /// A login of an API user from a network that it logged in from lately, which strangers elsewhere can't lock out.
    KnownNetwork {
        /// The username as it is looked up.
        username_key: String,
        /// Where it is.
        network: String,
    },
    /// A current password of an API user, typed by a panel user.
    CurrentPassword {
        /// Whose password.
        api_user: String,
        /// Who types.
        panel_user: String,
    },
    /// The own password of who is signed in, typed again to prove it is them.
    OwnPassword(String),
}

/// How an [`Attempt`] is slowed down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// 1 second after the first failure that is not free, doubling to 15 minutes.
    Doubling {
        /// So many cost no wait, so that two right sign-ins at the same instant both succeed.
        free: u32,
    },
    /// Many people queue it, so its tries only have to keep a pace, after a burst.
    Pace {
        /// How many tries may come at once.
        burst: u32,
        /// How long each later one takes.
        every: Duration,
    },
    /// Nothing up to so many failures in a row, then 15 minutes for each.
    Budget {
        /// How many failures it covers.
        failures: u32,
    },
}

/// Too soon: the next try has to wait this long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting(pub Duration);

impl Waiting {
    /// The wait in whole seconds, rounded up, at least 1.
    pub(crate) fn seconds(self) -> u64 {
        self.0.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX).max(1)
    }
}

/// What is stored of an attempt that failed: how often, and the instant that its rule counts from.
pub(crate) type Failures = (i64, Timestamp);

const LONGEST: Duration = Duration::from_mins(15);
const FORGOTTEN_AFTER: Duration = Duration::from_hours(24);

impl Door {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Panel => "",
            Self::Api => "api-",
        }
    }
}

impl Attempt {
    /// What a stranger's sign-in counts as; `networks` begins with the narrowest that the stranger is in.
    pub(crate) fn of_stranger(door: Door, username_key: &str, networks: &[String]) -> Vec<Self> {
        let mut attempts = Self::of_nobody(door, networks);
        attempts.push(Self::Account(door, username_key.to_owned()));
        if let Some(network) = networks.first().cloned() {
            attempts.push(Self::SignIn { door, username_key: username_key.to_owned(), network });
        }
        attempts
    }

    /// What a sign-in without a username counts as.
    pub(crate) fn of_nobody(door: Door, networks: &[String]) -> Vec<Self> {
        let Some((network, wider)) = networks.split_first() else { return Vec::new() };
        let wider = wider.iter().map(|network| Self::WideNetwork(door, network.clone()));
        [Self::Network(door, network.clone())].into_iter().chain(wider).collect()
    }

    const fn rule(&self) -> Rule {
        match self {
            Self::SignIn { .. } | Self::KnownBrowser(_) | Self::KnownNetwork { .. } => Rule::Doubling { free: 1 },
            Self::CurrentPassword { .. } | Self::OwnPassword(_) => Rule::Doubling { free: 0 },
            Self::Network(..) => Rule::Pace { burst: 20, every: Duration::from_secs(3) },
            Self::WideNetwork(..) => Rule::Pace { burst: 60, every: Duration::from_secs(1) },
            // NIST SP 800-63B-4, section 3.2.2: no more than 100 failures in a row on one account.
            Self::Account(..) => Rule::Budget { failures: 100 },
        }
    }

    /// Says how long to wait where one of these tries comes too soon; counts none.
    pub(crate) fn check(
        attempts: &[Self],
        connection: &mut DbConnection,
        now: Timestamp,
    ) -> DbResult<Result<(), Waiting>> {
        let mut longest = Duration::ZERO;
        for attempt in attempts {
            longest = longest.max(attempt.wait(attempt.failures(connection)?, now));
        }
        Ok(if longest > Duration::ZERO { Err(Waiting(longest)) } else { Ok(()) })
    }

    /// [`Attempt::check`] of one try whose failures were read along with something else.
    pub(crate) fn judge(&self, failures: Option<Failures>, now: Timestamp) -> Result<(), Waiting> {
        match self.wait(failures, now) {
            Duration::ZERO => Ok(()),
            wait => Err(Waiting(wait)),
        }
    }

    /// Counts all of these tries, or says how long to wait where one of them comes too soon.
    pub(crate) fn begin(
        attempts: &[Self],
        connection: &mut DbConnection,
        now: Timestamp,
    ) -> DbResult<Result<(), Waiting>> {
        if let Err(waiting) = Self::check(attempts, connection, now)? {
            return Ok(Err(waiting));
        }
        let old = failed_attempts::last_failed_at.lt(now.minus(FORGOTTEN_AFTER));
        diesel::delete(failed_attempts::table.filter(old)).execute(connection)?;
        for attempt in attempts {
            attempt.count(connection, now)?;
        }
        Ok(Ok(()))
    }

    /// Forgives all of these tries: they were right.
    pub(crate) fn forgive(attempts: &[Self], connection: &mut DbConnection) -> DbResult<()> {
        for attempt in attempts {
            let row = failed_attempts::table.find(attempt.subject());
            if let Rule::Pace { every, .. } = attempt.rule() {
                // Only this try: one who knows a password must not wash a network clean for everybody on it.
                let pace = i64::try_from(every.as_micros()).unwrap_or(0);
                diesel::update(row)
                    .set(failed_attempts::last_failed_at.eq(failed_attempts::last_failed_at - pace))
                    .execute(connection)?;
            } else {
                diesel::delete(row).execute(connection)?;
            }
        }
        Ok(())
    }

    /// Whether failures are so old that a right login that was not counted may forgive them. Were they forgiven at
    /// once, each call of an API user would wash away the guesses of whoever queues its network.
    pub(crate) fn is_forgivable(failures: Failures, now: Timestamp) -> bool {
        now.since(failures.1) >= LONGEST
    }

    /// Forgives this try where its failures [are old enough](Attempt::is_forgivable) still.
    pub(crate) fn forgive_old(&self, connection: &mut DbConnection, now: Timestamp) -> DbResult<()> {
        let row = failed_attempts::table.find(self.subject());
        let old = row.filter(failed_attempts::last_failed_at.le(now.minus(LONGEST)));
        diesel::delete(old).execute(connection)?;
        Ok(())
    }

    fn failures(&self, connection: &mut DbConnection) -> DbResult<Option<Failures>> {
        Ok(failed_attempts::table
            .find(self.subject())
            .select((failed_attempts::failures, failed_attempts::last_failed_at))
            .first(connection)
            .optional()?)
    }

    fn wait(&self, failures: Option<Failures>, now: Timestamp) -> Duration {
        let Some((failures, last)) = failures.filter(|(_, last)| now.since(*last) < FORGOTTEN_AFTER) else {
            return Duration::ZERO;
        };
        let failures = u32::try_from(failures).unwrap_or(u32::MAX);
        match self.rule() {
            Rule::Pace { burst, every } => last.minus(every * (burst - 1)).since(now),
            // Of two requests at once, the one that came first may be counted last.
            Rule::Doubling { free } if failures <= free => Duration::ZERO,
            Rule::Doubling { free } => last.plus(delay(failures.saturating_sub(free))).since(now),
            Rule::Budget { failures: covered } if failures < covered => Duration::ZERO,
            Rule::Budget { .. } => last.plus(LONGEST).since(now),
        }
    }

    /// Where a pace is to be kept, the instant runs ahead of the clock by that of its tries (a leaky bucket, as in GCRA).
    fn count(&self, connection: &mut DbConnection, now: Timestamp) -> DbResult<()> {
        let now = match self.rule() {
            Rule::Pace { every, .. } => self.failures(connection)?.map_or(now, |(_, last)| last.max(now)).plus(every),
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

    /// The digest of the try: of one length whatever was typed, and telling nobody who tried what.
    pub(crate) fn subject(&self) -> String {
        let panel = Door::Panel;
        let (door, parts) = match self {
            Self::SignIn { door, username_key, network } => (*door, ["sign-in", username_key, network]),
            Self::Network(door, network) => (*door, ["network", network, ""]),
            Self::WideNetwork(door, network) => (*door, ["wide-network", network, ""]),
            Self::Account(door, username_key) => (*door, ["account", username_key, ""]),
            Self::KnownBrowser(proof) => (panel, ["device", proof, ""]),
            Self::KnownNetwork { username_key, network } => (Door::Api, ["known-network", username_key, network]),
            Self::CurrentPassword { api_user, panel_user } => (panel, ["current-password", api_user, panel_user]),
            Self::OwnPassword(account) => (panel, ["own-password", account, ""]),
        };
        sha256_hex(format!("{}{}", door.prefix(), parts.join("\0")))
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
        let network = [Attempt::Network(Door::Panel, "::/64".to_owned())];
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

    /// Whoever holds many /64 is held up as one, and nobody outside.
    #[test]
    fn wider_networks_have_a_burst_and_a_pace_of_their_own() {
        for widest in [56, 48] {
            let folder = tempfile::TempDir::new().unwrap();
            let url = format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap();
            // Never the same username or the same /64 twice.
            let try_from = |connection: &mut DbConnection, number: u32, network: &str, second: u64| {
                let narrow = [format!("{number}::/64"), format!("{number}::/56")];
                let narrow = if widest == 56 { &narrow[..1] } else { &narrow[..] };
                let networks = [narrow, &[network.to_owned()]].concat();
                let now = Timestamp::from_micros(1_000_000_000_000_000).plus(Duration::from_secs(second));
                let attempts = Attempt::of_stranger(Door::Panel, &format!("name-{number}"), &networks);
                Attempt::begin(&attempts, connection, now).unwrap().map_err(Waiting::seconds)
            };
            let db = crate::db::Db::open(&url).unwrap();
            let played: DbResult<()> = db.write_blocking(|connection| {
                let burst = (0..90).filter(|&number| try_from(connection, number, "same", 0).is_ok()).count();
                assert_eq!(burst, 60, "/{widest}");
                assert_eq!(try_from(connection, 91, "same", 0), Err(1), "/{widest}");
                assert_eq!(try_from(connection, 92, "other", 0), Ok(()), "/{widest}");
                assert_eq!(try_from(connection, 93, "same", 1), Ok(()), "/{widest}");
                assert_eq!(try_from(connection, 94, "same", 1), Err(1), "/{widest}");
                Ok(())
            });
            played.unwrap();
        }
    }

    #[test]
    fn strangers_have_a_hundred_failures_on_an_account_wherever_they_are() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap();
        let now = Timestamp::from_micros(1_000_000_000_000_000);
        let from = |number: u32| {
            Attempt::of_stranger(Door::Panel, "ana", &[format!("10.0.{}.{}", number / 256, number % 256)])
        };
        let db = crate::db::Db::open(&url).unwrap();
        let played: DbResult<()> = db.write_blocking(|connection| {
            for number in 0..100 {
                assert_eq!(Attempt::begin(&from(number), connection, now)?, Ok(()));
            }
            let waiting = Attempt::begin(&from(100), connection, now)?;
            assert_eq!(waiting.map_err(Waiting::seconds), Err(900));
            let known = [Attempt::KnownBrowser("proof".to_owned())];
            assert_eq!(Attempt::begin(&known, connection, now)?, Ok(()));
            let before = now.minus(Duration::from_millis(1));
            assert_eq!(Attempt::begin(&known, connection, before)?, Ok(()), "two at the same instant");
            assert_eq!(Attempt::begin(&from(101), connection, now.plus(LONGEST))?, Ok(()));
            Ok(())
        });
        played.unwrap();
    }

    #[test]
    fn subjects_do_not_run_into_each_other() {
        let one = Attempt::CurrentPassword { api_user: "a".to_owned(), panel_user: "bc".to_owned() };
        let other = Attempt::CurrentPassword { api_user: "ab".to_owned(), panel_user: "c".to_owned() };
        assert_ne!(one.subject(), other.subject());
        let [panel, api] = [Door::Panel, Door::Api].map(|door| Attempt::Network(door, "::/64".to_owned()).subject());
        assert_ne!(panel, api);
    }
}
