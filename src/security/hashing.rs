//! Argon2id under one bound, so that strangers with wrong passwords can't take the machine's memory or all its time.

use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism};

use actix_web::web;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{NewPassword, PasswordHash, PlainPassword, Strength, Verdict, argon2id::Argon2id};
use crate::forms::FieldError;

/// How many may be hashed or wait for it at once; the last one waits for about a second per core.
const PLACES: usize = 64;
const METER_PLACES: usize = 16;

/// Why no verdict or hash could be had.
#[derive(Debug, Error)]
pub enum HashingError {
    /// A stored hash is none, or asks for too much.
    #[error("a stored password hash can't be used: {0}")]
    Stored(String),
    /// The library refused.
    #[error("argon2: {0}")]
    Argon2(String),
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
    /// Too many wait already.
    #[error("too many passwords wait to be hashed")]
    Busy,
}

/// Hashes and verifies, at most one at a time per core, with memory that is used again; cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    permits: Arc<Semaphore>,
    /// Who may wait for a permit: without a bound, who guesses by the thousand would make everybody wait.
    places: Arc<Semaphore>,
    /// The meters share one, so that they can't hold up signing in.
    meter: Arc<Semaphore>,
    meter_places: Arc<Semaphore>,
    argon2id: Arc<Argon2id>,
}

impl Default for Hasher {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            permits: Arc::new(Semaphore::new(cores)),
            places: Arc::new(Semaphore::new(PLACES)),
            meter: Arc::new(Semaphore::new(1)),
            meter_places: Arc::new(Semaphore::new(METER_PLACES)),
            argon2id: Arc::default(),
        }
    }
}

impl Hasher {
    /// A place in the queue, to be taken before a try is counted and kept until it is answered.
    ///
    /// # Errors
    /// [`HashingError::Busy`] where there is none.
    pub fn place(&self) -> Result<OwnedSemaphorePermit, HashingError> {
        Arc::clone(&self.places).try_acquire_owned().map_err(|_| HashingError::Busy)
    }

    /// The hash of a new password.
    ///
    /// # Errors
    /// When the library refuses or the server is stopping.
    pub async fn hash(&self, password: NewPassword) -> Result<PasswordHash, HashingError> {
        self.run(move |argon2id| argon2id.hash(password.plain())).await?
    }

    /// [`Hasher::hash`] for the command line.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn hash_now(&self, password: &NewPassword) -> Result<PasswordHash, HashingError> {
        self.argon2id.hash(password.plain())
    }

    /// Whether `typed` is the stored password. Without a stored one, or where what was typed can't be a password,
    /// the same work is done and the verdict is [`Verdict::Wrong`].
    ///
    /// # Errors
    /// When the stored hash can't be used or the server is stopping.
    pub async fn verify(&self, typed: &str, stored: Option<PasswordHash>) -> Result<Verdict, HashingError> {
        let plain = PlainPassword::normalise(typed);
        self.run(move |argon2id| argon2id.verify(plain.as_ref(), stored.as_ref())).await?
    }

    /// [`NewPassword::parse`] under the bound.
    ///
    /// # Errors
    /// When the server is stopping.
    pub async fn accept(
        &self,
        typed: String,
        again: String,
        username: String,
    ) -> Result<Result<NewPassword, FieldError>, HashingError> {
        self.run(move |_| NewPassword::parse(&typed, &again, &username)).await
    }

    /// [`Strength::of`], one at a time.
    ///
    /// # Errors
    /// [`HashingError::Busy`] where too many wait, or when the server is stopping.
    pub async fn measure(&self, password: String, username: String) -> Result<Strength, HashingError> {
        let _place = Arc::clone(&self.meter_places).try_acquire_owned().map_err(|_| HashingError::Busy)?;
        let permit = Arc::clone(&self.meter).acquire_owned().await.map_err(|_| HashingError::Stopping)?;
        let measured = web::block(move || {
            let _permit = permit;
            Strength::of(&password, &username)
        });
        measured.await.map_err(|_| HashingError::Stopping)
    }

    /// The permit goes into the closure: it is held until the work is done, even where nobody waits for it any more.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2id) -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| HashingError::Stopping)?;
        let argon2id = Arc::clone(&self.argon2id);
        web::block(move || {
            let _permit = permit;
            work(&argon2id)
        })
        .await
        .map_err(|_| HashingError::Stopping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let hasher = Hasher::default();
        let password = NewPassword::generate().unwrap();
        let hash = hasher.hash(password.clone()).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.as_str());
        assert_eq!(hasher.verify(password.reveal(), Some(hash.clone())).await.unwrap(), Verdict::Right);
        assert_eq!(hasher.verify("another password", Some(hash.clone())).await.unwrap(), Verdict::Wrong);
        assert_eq!(hasher.verify("control\0", Some(hash)).await.unwrap(), Verdict::Wrong);
        assert_eq!(hasher.verify(password.reveal(), None).await.unwrap(), Verdict::Wrong);
    }

    #[test]
    fn who_comes_when_all_places_are_taken_is_sent_away() {
        let hasher = Hasher::default();
        let places: Vec<_> = (0..PLACES).map(|_| hasher.place().unwrap()).collect();
        assert!(matches!(hasher.place(), Err(HashingError::Busy)));
        drop(places);
        assert!(hasher.place().is_ok());
    }

    #[actix_web::test]
    async fn memory_is_bounded_by_the_cores_and_used_again() {
        let hasher = Hasher::default();
        let tries = (0..8).map(|_| {
            let hasher = hasher.clone();
            actix_web::rt::spawn(async move { hasher.verify("wrong", None).await })
        });
        for attempt in tries.collect::<Vec<_>>() {
            assert_eq!(attempt.await.unwrap().unwrap(), Verdict::Wrong);
        }
        let cores = available_parallelism().unwrap().get();
        assert!((1..=cores).contains(&hasher.argon2id.pool().len()));
    }
}
