//! Argon2id under one bound, so that strangers with wrong passwords can't take the machine's memory or all its time.

use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism};

use thiserror::Error;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::{
    PasswordCheck, PasswordHash, PlainPassword, Strength, argon2id,
    memory::{Cores, Memory},
};

/// Why a password could not be checked or hashed.
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
    /// Too many wait in this queue already.
    #[error("too many passwords wait to be hashed")]
    Busy,
}

/// Where a password waits to be hashed. Each kind of client has a queue of its own, so that one can't hold up another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashingQueue {
    /// Whoever comes from the network: gets half of the cores, so that a flood leaves the others their turn.
    Stranger,
    /// A browser in which that person signed in before.
    KnownBrowser,
    /// A person who is signed in.
    SignedIn,
    /// An API user that logs in from a network it did not log in from lately, or whoever claims to be one: half of the
    /// cores.
    ApiStranger,
    /// An API user that logs in from a network that it logged in from lately.
    ApiKnownNetwork,
}

impl HashingQueue {
    const ALL: [Self; 5] =
        [Self::Stranger, Self::KnownBrowser, Self::SignedIn, Self::ApiStranger, Self::ApiKnownNetwork];

    /// How many may be hashed or wait for it at once; the last one waits for about a second, or two at the API, where no
    /// person waits and many begin at once after a restart.
    const fn places(self) -> usize {
        match self {
            Self::Stranger | Self::KnownBrowser | Self::SignedIn => 32,
            Self::ApiStranger => 64,
            Self::ApiKnownNetwork => 128,
        }
    }

    fn at_once(self, cores: usize) -> usize {
        match self {
            Self::Stranger | Self::ApiStranger => (cores / 2).max(1),
            Self::KnownBrowser | Self::SignedIn | Self::ApiKnownNetwork => cores,
        }
    }
}

struct Queue {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Queue {
    fn new(places: usize, at_once: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), turns: Arc::new(Semaphore::new(at_once)) }
    }

    async fn turn(&self) -> Result<Turn, HashingError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| HashingError::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| HashingError::Stopping)?;
        Ok(Turn { _place: place, _turn: turn })
    }
}

/// A turn to hash once, which its queue has one less of until it is used or dropped.
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

/// Hashes and verifies, at most one at a time per core; cheap to clone.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    cores: Cores,
    queues: [Queue; HashingQueue::ALL.len()],
    /// The meters share one, so that they can't hold up signing in.
    meter: Queue,
    #[cfg(test)]
    runs: std::sync::atomic::AtomicUsize,
}

impl Default for Hasher {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        Self(Arc::new(Inner {
            cores: Cores::new(cores),
            queues: HashingQueue::ALL.map(|queue| Queue::new(queue.places(), queue.at_once(cores))),
            meter: Queue::new(16, 1),
            #[cfg(test)]
            runs: std::sync::atomic::AtomicUsize::default(),
        }))
    }
}

impl Hasher {
    /// The hash of a password.
    ///
    /// # Errors
    /// [`HashingError::Busy`] where too many of the queue wait; when the library refuses.
    pub async fn hash(&self, queue: HashingQueue, password: PlainPassword) -> Result<PasswordHash, HashingError> {
        self.run_in(self.turn(queue).await?, move |memory| argon2id::hash(&password, memory)).await?
    }

    /// [`Hasher::hash`] for the command line, where nobody else waits.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn hash_now(&self, password: &PlainPassword) -> Result<PasswordHash, HashingError> {
        argon2id::hash(password, &mut Memory::default())
    }

    /// Whether `typed` is the stored password. Without a stored one, or where what was typed can't be a password,
    /// the same work is done and the answer is [`PasswordCheck::Wrong`].
    ///
    /// # Errors
    /// [`HashingError::Busy`] where too many wait in the queue; when the stored hash can't be used.
    pub async fn verify(
        &self,
        queue: HashingQueue,
        typed: &str,
        stored: Option<PasswordHash>,
    ) -> Result<PasswordCheck, HashingError> {
        self.verify_in(self.turn(queue).await?, typed, stored).await
    }

    /// A turn after those who came before, for whoever has something to do first that none should do who
    /// then finds no place.
    ///
    /// # Errors
    /// [`HashingError::Busy`] where too many wait in the queue.
    pub(crate) async fn turn(&self, queue: HashingQueue) -> Result<Turn, HashingError> {
        self.0.queues[queue as usize].turn().await
    }

    /// [`Hasher::verify`] in a turn that was taken before.
    ///
    /// # Errors
    /// When the stored hash can't be used.
    pub(crate) async fn verify_in(
        &self,
        turn: Turn,
        typed: &str,
        stored: Option<PasswordHash>,
    ) -> Result<PasswordCheck, HashingError> {
        let plain = PlainPassword::normalise(typed);
        self.run_in(turn, move |memory| argon2id::verify(plain.as_ref(), stored.as_ref(), memory)).await?
    }

    /// [`Strength::of`], one at a time.
    ///
    /// # Errors
    /// [`HashingError::Busy`] where too many wait.
    pub async fn measure(&self, password: String, username: String) -> Result<Strength, HashingError> {
        let turn = self.0.meter.turn().await?;
        blocking(move || (turn, Strength::of(&password, &username)).1).await
    }

    /// Work that costs about as much as a hash, in its turn.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        queue: HashingQueue,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        self.run_in(self.turn(queue).await?, |_| work()).await
    }

    /// The permits go into the closure: they are held until the work is done, even where nobody waits for it any more.
    async fn run_in<T: Send + 'static>(
        &self,
        turn: Turn,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let core = self.0.cores.acquire().await.ok_or(HashingError::Stopping)?;
        #[cfg(test)]
        self.0.runs.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let inner = Arc::clone(&self.0);
        blocking(move || (turn, inner.cores.run(core, work)).1).await
    }

    /// How often something was hashed.
    #[cfg(test)]
    pub(crate) fn runs(&self) -> usize {
        self.0.runs.load(std::sync::atomic::Ordering::Relaxed)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashingError> {
    spawn_blocking(work).await.map_err(|_| HashingError::Stopping)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn password() -> PlainPassword {
        PlainPassword::normalise("plum otter violin 47").unwrap()
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let hasher = Hasher::default();
        let hash = hasher.hash(HashingQueue::SignedIn, password()).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.as_str());
        let table = [
            (password().as_str().to_owned(), Some(hash.clone()), PasswordCheck::Right),
            ("another password".to_owned(), Some(hash.clone()), PasswordCheck::Wrong),
            ("control\0".to_owned(), Some(hash), PasswordCheck::Wrong),
            (password().as_str().to_owned(), None, PasswordCheck::Wrong),
        ];
        for (typed, stored, expected) in table {
            assert_eq!(hasher.verify(HashingQueue::Stranger, &typed, stored).await.unwrap(), expected, "{typed:?}");
        }
    }

    #[tokio::test]
    async fn strangers_who_fill_their_queue_leave_the_others_theirs() {
        let hasher = Hasher::default();
        for queue in [HashingQueue::Stranger, HashingQueue::ApiStranger] {
            let places: Vec<_> = (0..queue.places())
                .map(|_| Arc::clone(&hasher.0.queues[queue as usize].places).try_acquire_owned().unwrap())
                .collect();
            let verify = |queue| hasher.verify(queue, "wrong", None);
            assert!(matches!(verify(queue).await, Err(HashingError::Busy)));
            for other in HashingQueue::ALL.into_iter().filter(|other| *other != queue) {
                assert_eq!(verify(other).await.unwrap(), PasswordCheck::Wrong, "{queue:?} {other:?}");
            }
            drop(places);
            assert_eq!(verify(queue).await.unwrap(), PasswordCheck::Wrong);
        }
    }

    #[tokio::test]
    async fn no_more_is_hashed_at_once_than_there_are_cores() {
        let hasher = Hasher::default();
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let tries = (0..16).map(|number| {
            let (hasher, running, most) = (hasher.clone(), Arc::clone(&running), Arc::clone(&most));
            tokio::spawn(async move {
                let work = move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_millis(5));
                    running.fetch_sub(1, Ordering::SeqCst);
                };
                hasher.run(HashingQueue::ALL[number % HashingQueue::ALL.len()], work).await
            })
        });
        for attempt in tries.collect::<Vec<_>>() {
            attempt.await.unwrap().unwrap();
        }
        let cores = available_parallelism().unwrap().get();
        assert!((1..=cores).contains(&most.load(Ordering::SeqCst)));
    }
}
