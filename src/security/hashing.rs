//! Argon2id under one bound, so that strangers with wrong passwords can't take the machine's memory or all its time.

use std::{
    num::NonZeroUsize,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    thread::available_parallelism,
};

use actix_web::web;
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt},
};
use rand::{TryRng, rngs::SysRng};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{NewPassword, PlainPassword, Strength};
use crate::{forms::FieldError, text_column};

/// OWASP's parameters for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const OUTPUT_LENGTH: usize = 32;

/// What a stored hash may ask for at most, so that a tampered one can't take the machine down.
const MOST_MEMORY_KIB: u32 = 65_536;
const MOST_PASSES: u32 = 10;
const MOST_LANES: u32 = 4;

/// How many may be hashed or wait for it at once; the last one waits for about a second per core.
const PLACES: usize = 64;
const METER_PLACES: usize = 16;

/// A stored password: a PHC string of argon2id.
#[derive(Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The hash as stored.
    #[must_use]
    pub fn parse(phc: &str) -> Option<Self> {
        Some(Self(phc.to_owned()))
    }

    /// The PHC string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

text_column!(PasswordHash);

/// Whether a password was the stored one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was not.
    Wrong,
    /// It was.
    Right,
    /// It was, and the stored hash was made with other parameters than today's: hash it anew.
    RightButOutdated,
}

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
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Default for Hasher {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            permits: Arc::new(Semaphore::new(cores)),
            places: Arc::new(Semaphore::new(PLACES)),
            meter: Arc::new(Semaphore::new(1)),
            meter_places: Arc::new(Semaphore::new(METER_PLACES)),
            memory: Arc::default(),
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
        self.run(move |hasher| hasher.hash_blocking(password.plain())).await?
    }

    /// [`Hasher::hash`] for the command line.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn hash_now(&self, password: &NewPassword) -> Result<PasswordHash, HashingError> {
        self.hash_blocking(password.plain())
    }

    /// Whether `typed` is the stored password. Without a stored one, or where what was typed can't be a password,
    /// the same work is done and the verdict is [`Verdict::Wrong`].
    ///
    /// # Errors
    /// When the stored hash can't be used or the server is stopping.
    pub async fn verify(&self, typed: &str, stored: Option<PasswordHash>) -> Result<Verdict, HashingError> {
        let plain = PlainPassword::normalise(typed);
        self.run(move |hasher| hasher.verify_blocking(plain.as_ref(), stored.as_ref())).await?
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
    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T, HashingError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| HashingError::Stopping)?;
        let this = self.clone();
        web::block(move || {
            let _permit = permit;
            work(&this)
        })
        .await
        .map_err(|_| HashingError::Stopping)
    }

    fn hash_blocking(&self, password: &PlainPassword) -> Result<PasswordHash, HashingError> {
        let params = current_params()?;
        let salt = random_salt()?;
        let output = self.compute(password, &salt, &params)?;
        let phc = Phc {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(argon2_error)?,
            salt: Some(salt),
            hash: Some(output),
        };
        Ok(PasswordHash(phc.to_string()))
    }

    fn verify_blocking(
        &self,
        plain: Option<&PlainPassword>,
        stored: Option<&PasswordHash>,
    ) -> Result<Verdict, HashingError> {
        let known = plain.is_some() && stored.is_some();
        let nothing = PlainPassword::normalise("").ok_or(HashingError::Stopping)?;
        let phc = stored.map_or(DUMMY.as_str(), |hash| hash.0.as_str());
        let phc = Phc::new(phc).map_err(|error| HashingError::Stored(error.to_string()))?;
        let params = Params::try_from(&phc).map_err(|error| HashingError::Stored(error.to_string()))?;
        if params.m_cost() > MOST_MEMORY_KIB || params.t_cost() > MOST_PASSES || params.p_cost() > MOST_LANES {
            return Err(HashingError::Stored("its parameters are too large".to_owned()));
        }
        let (Some(salt), Some(expected)) = (phc.salt, phc.hash) else {
            return Err(HashingError::Stored("it has no salt or no hash".to_owned()));
        };
        let output = self.compute(plain.unwrap_or(&nothing), &salt, &params)?;
        // Output compares in constant time.
        Ok(match (known && output == expected, is_current(&params)) {
            (false, _) => Verdict::Wrong,
            (true, true) => Verdict::Right,
            (true, false) => Verdict::RightButOutdated,
        })
    }

    fn compute(&self, password: &PlainPassword, salt: &Salt, params: &Params) -> Result<Output, HashingError> {
        let mut memory = self.pool().pop().unwrap_or_default();
        memory.resize(params.block_count(), Block::default());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let mut output = vec![0_u8; params.output_len().unwrap_or(OUTPUT_LENGTH)];
        let result = argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, &mut memory);
        self.pool().push(memory);
        result.map_err(argon2_error)?;
        Output::new(&output).map_err(argon2_error)
    }

    fn pool(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What passwords for unknown usernames are verified against: today's parameters over a fixed salt and no known password.
static DUMMY: LazyLock<String> = LazyLock::new(|| {
    format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$AAAAAAAAAAAAAAAAAAAAAA${}", "A".repeat(43))
});

fn current_params() -> Result<Params, HashingError> {
    Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT_LENGTH)).map_err(argon2_error)
}

fn random_salt() -> Result<Salt, HashingError> {
    let mut bytes = [0_u8; Salt::RECOMMENDED_LENGTH];
    SysRng.try_fill_bytes(&mut bytes).map_err(argon2_error)?;
    Salt::new(&bytes).map_err(argon2_error)
}

fn is_current(params: &Params) -> bool {
    (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY_KIB, PASSES, LANES)
}

fn argon2_error(error: impl std::fmt::Display) -> HashingError {
    HashingError::Argon2(error.to_string())
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

    #[actix_web::test]
    async fn a_hash_of_other_parameters_is_right_but_outdated() {
        let hasher = Hasher::default();
        let password = NewPassword::generate().unwrap();
        let params = Params::new(8192, 1, 1, Some(32)).unwrap();
        let salt = random_salt().unwrap();
        let output = hasher.compute(password.plain(), &salt, &params).unwrap();
        let phc = Phc {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(19),
            params: ParamsString::try_from(&params).unwrap(),
            salt: Some(salt),
            hash: Some(output),
        };
        let stored = PasswordHash(phc.to_string());
        assert_eq!(hasher.verify(password.reveal(), Some(stored)).await.unwrap(), Verdict::RightButOutdated);
    }

    #[actix_web::test]
    async fn a_tampered_hash_can_not_ask_for_too_much() {
        let greedy = DUMMY.replace("m=19456", "m=4194304");
        for stored in [greedy.as_str(), "", "$argon2id$", "plain"] {
            let verdict = Hasher::default().verify("x", PasswordHash::parse(stored)).await;
            assert!(matches!(verdict, Err(HashingError::Stored(_))), "{stored:?}");
        }
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
        assert!((1..=cores).contains(&hasher.pool().len()));
    }
}
