//! The only reader of the time.
//!
//! Everything else is handed a [`Timestamp`], so that what a request does at one instant is stamped with one instant.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// An instant in UTC, in whole microseconds since 1970-01-01T00:00:00Z, as the database stores it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::BigInt)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Stands for "never" in columns that sort by an instant.
    pub const NEVER: Self = Self(0);

    /// The present instant.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the time")]
    pub fn now() -> Self {
        Self(Utc::now().timestamp_micros())
    }

    /// The instant `micros` microseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// [`Timestamp::micros`] by reference, as a query's parameter is bound.
    pub(crate) const fn as_micros(&self) -> &i64 {
        &self.0
    }

    /// Whether this stands for "never".
    #[must_use]
    pub const fn is_never(self) -> bool {
        self.0 == 0
    }

    /// This instant as chrono has it; what chrono can't hold becomes 1970.
    #[must_use]
    pub fn to_chrono(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }

    /// The instant `duration` later.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(whole_micros(duration)))
    }

    /// The instant `duration` earlier.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(whole_micros(duration)))
    }

    /// How long `earlier` lies back; zero where it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn whole_micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adding_and_measuring_agree() {
        let start = Timestamp::from_micros(1_000_000);
        let later = start.plus(Duration::from_secs(5));
        assert_eq!(later.since(start), Duration::from_secs(5));
        assert_eq!(start.since(later), Duration::ZERO);
        assert_eq!(later.minus(Duration::from_secs(5)), start);
    }

    #[test]
    fn the_far_future_saturates() {
        assert_eq!(Timestamp::from_micros(i64::MAX).plus(Duration::MAX).micros(), i64::MAX);
    }
}
