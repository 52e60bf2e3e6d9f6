//! Hashing a right password anew, where the stored hash is outdated.

use crate::security::{Hasher, HashingError, HashingQueue, PasswordCheck, PasswordHash, PlainPassword};

/// The hash under today's parameters, where the stored one was made with others.
pub(super) async fn rehashed(
    hasher: &Hasher,
    queue: HashingQueue,
    check: PasswordCheck,
    password: &str,
) -> Result<Option<PasswordHash>, HashingError> {
    match PlainPassword::normalise(password).filter(|_| check == PasswordCheck::RightButOutdated) {
        Some(password) => Ok(Some(hasher.hash(queue, password).await?)),
        None => Ok(None),
    }
}
