//! Passwords of API users that were verified lately, so that a call need not hash.

use hmac::{Hmac, KeyInit, Mac};
use quick_cache::{
    DefaultHashBuilder, UnitWeighter,
    sync::{Cache, DefaultLifecycle, PlaceholderGuard},
};
use sha2::Sha256;

use crate::security::{PasswordHash, PlainPassword, RandomnessUnavailable, random_bytes};

/// Some 100 bytes each.
const MOST: usize = 65_536;

/// A stored hash and a password, as an HMAC-SHA-256 (RFC 2104) of both under a key that dies with the process.
///
/// Without that key it says nothing of the password, and it can't be replayed; with another stored hash it is another
/// pair, so a changed password counts at once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Pair([u8; 32]);

/// The pairs that were verified, at most [`MOST`]; those used least make room. Nothing is kept of one that was wrong.
pub(crate) struct VerifiedLogins {
    key: Hmac<Sha256>,
    pairs: Cache<Pair, ()>,
}

/// Who verifies a pair; until this is dropped the others wait.
pub(crate) struct Verifying<'a>(
    PlaceholderGuard<'a, Pair, (), UnitWeighter, DefaultHashBuilder, DefaultLifecycle<Pair, ()>>,
);

impl VerifiedLogins {
    /// None yet.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub(crate) fn new() -> Result<Self, RandomnessUnavailable> {
        let key = random_bytes::<32>()?;
        let key = Hmac::new_from_slice(&key).map_err(|_| RandomnessUnavailable)?;
        Ok(Self { key, pairs: Cache::new(MOST) })
    }

    /// The pair of a stored hash and what was typed; none where that can't be a password.
    pub(crate) fn pair(&self, stored: &PasswordHash, typed: &str) -> Option<Pair> {
        let password = PlainPassword::normalise(typed)?;
        let mut mac = self.key.clone();
        mac.update(stored.as_str().as_bytes());
        // Neither of them holds a control character.
        mac.update(b"\0");
        mac.update(password.as_str().as_bytes());
        Some(Pair(mac.finalize().into_bytes().into()))
    }

    /// Whether it was verified.
    pub(crate) fn contains(&self, pair: &Pair) -> bool {
        self.pairs.get(pair).is_some()
    }

    /// The right to verify it, one at a time; none once somebody has verified it.
    pub(crate) async fn begin(&self, pair: &Pair) -> Option<Verifying<'_>> {
        self.pairs.get_value_or_guard_async(pair).await.err().map(Verifying)
    }

    /// Keeps a pair that was verified.
    pub(crate) fn insert(&self, pair: Pair) {
        self.pairs.insert(pair, ());
    }
}

impl Verifying<'_> {
    /// It was right: keeps it, and wakes all who wait.
    pub(crate) fn succeed(self) {
        // It fails where there is no room for what was put in meanwhile.
        let _ = self.0.insert(());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> PasswordHash {
        PasswordHash::parse(text).unwrap()
    }

    #[tokio::test]
    async fn only_what_was_verified_is_kept() {
        let verified = VerifiedLogins::new().unwrap();
        let pair = verified.pair(&hash("stored"), "e\u{301}").unwrap();
        drop(verified.begin(&pair).await.unwrap());
        assert!(!verified.contains(&pair));
        verified.begin(&pair).await.unwrap().succeed();
        assert!(verified.contains(&pair) && verified.begin(&pair).await.is_none());
        assert!(verified.contains(&verified.pair(&hash("stored"), "\u{e9}").unwrap()), "the same password");
        assert!(verified.pair(&hash("stored"), "tab\t").is_none());
        for (stored, typed) in [("stored", "f"), ("other", "\u{e9}"), ("store", "d\u{e9}")] {
            assert!(!verified.contains(&verified.pair(&hash(stored), typed).unwrap()));
        }
        let restarted = VerifiedLogins::new().unwrap();
        assert!(restarted.pair(&hash("stored"), "\u{e9}") != Some(pair), "the key is another");
    }

    #[tokio::test]
    async fn there_is_a_bound() {
        let verified = VerifiedLogins::new().unwrap();
        for number in 0..MOST + 1_000 {
            verified.insert(verified.pair(&hash("stored"), &number.to_string()).unwrap());
        }
        assert!(verified.pairs.len() <= MOST);
    }
}
