//! How many calls an API user may make in a month.

use std::fmt;

use super::FieldError;

/// A number of calls, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota(i64);

impl Quota {
    /// The most that can be set.
    pub const MAX: i64 = 1_000_000_000_000;

    /// The quota that was typed in digits, with or without spaces between them; none where nothing was typed.
    ///
    /// # Errors
    /// [`FieldError::NotAQuota`].
    pub fn parse(typed: &str) -> Result<Option<Self>, FieldError> {
        let digits: String = typed.chars().filter(|character| !character.is_whitespace()).collect();
        if digits.is_empty() {
            return Ok(None);
        }
        let refused = FieldError::NotAQuota { max: Self::MAX };
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(refused);
        }
        digits.parse().ok().and_then(Self::new).map(Some).ok_or(refused)
    }

    /// The quota of so many calls; none where that can be no quota.
    #[must_use]
    pub fn new(calls: i64) -> Option<Self> {
        (1..=Self::MAX).contains(&calls).then_some(Self(calls))
    }

    /// How many calls.
    #[must_use]
    pub const fn calls(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_from_one_are_quotas() {
        for (typed, calls) in [("", None), ("  ", None), ("1", Some(1)), (" 10\u{202f}000 ", Some(10_000))] {
            assert_eq!(Quota::parse(typed).unwrap().map(Quota::calls), calls, "{typed:?}");
        }
        for typed in ["0", "-1", "1.5", "1,000", "1e3", "ten", "1000000000001", "99999999999999999999999", "٣"] {
            assert!(Quota::parse(typed).is_err(), "{typed:?}");
        }
    }
}
