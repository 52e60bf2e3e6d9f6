//! What Producer works with, besides what every front end does.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{ProducerError, RateLimit, openapi::Published};
use crate::{
    calls::Calls,
    cards,
    clock::Timestamp,
    config::Config,
    db::{Db, DbError},
    login::ApiLogins,
    records,
    security::RandomnessUnavailable,
};

/// Bodies up to this size are free.
const SMALL_BODY: usize = 16 * 1024;
/// What all larger bodies may take together, in KiB.
const LARGE_BODIES: usize = 64 * 1024;

/// How often what waits is written.
const TICK: Duration = Duration::from_secs(1);

/// What Producer works with; cheap to clone.
#[derive(Clone)]
pub(crate) struct Producer {
    /// Does the calls.
    pub(crate) calls: Calls,
    /// Logs API users in.
    pub(crate) logins: ApiLogins,
    /// How many calls may come in a second.
    pub(super) rate: RateLimit,
    /// What the API is, for programs.
    pub(super) openapi: Published,
    large_bodies: Arc<Semaphore>,
    db: Db,
    log_kept: Duration,
}

/// A place for a body, until it is dropped.
#[derive(Default)]
pub(super) struct Place {
    kib: usize,
    permit: Option<OwnedSemaphorePermit>,
}

impl Producer {
    /// Over a database.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub(crate) fn new(config: &Config, db: &Db, calls: Calls) -> Result<Self, RandomnessUnavailable> {
        Ok(Self {
            calls,
            logins: ApiLogins::new()?,
            rate: RateLimit::new(config.rate_limit),
            openapi: Published::default(),
            large_bodies: Arc::new(Semaphore::new(LARGE_BODIES)),
            db: db.clone(),
            log_kept: Duration::from_hours(24).saturating_mul(config.call_log_days.get()),
        })
    }

    /// Makes a place as wide as a body that turned out to have so many bytes.
    ///
    /// # Errors
    /// [`ProducerError::Busy`] where there is not so much left.
    pub(super) fn widen(&self, place: &mut Place, bytes: usize) -> Result<(), ProducerError> {
        let kib = bytes.div_ceil(1024);
        if bytes <= SMALL_BODY || kib <= place.kib {
            return Ok(());
        }
        let more = u32::try_from(kib - place.kib).unwrap_or(u32::MAX);
        let more = Arc::clone(&self.large_bodies).try_acquire_many_owned(more).map_err(|_| ProducerError::Busy)?;
        place.kib = kib;
        match &mut place.permit {
            Some(permit) => permit.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }

    /// Writes what waits, once a second, and deletes what is kept too long, for as long as the server runs.
    pub(crate) async fn keep_up(self) {
        loop {
            tokio::time::sleep(TICK).await;
            self.rate.forget_the_idle();
            self.db.forget_erased().await;
            if let Err(error) = self.db.overwrite_erased().await {
                tracing::warn!(%error, "what was erased can't be overwritten in the unused space of pages yet");
            }
            if let Err(error) = self.write_what_waits().await {
                tracing::warn!(%error, "what waits to be written has to wait on");
            }
        }
    }

    async fn write_what_waits(&self) -> Result<(), DbError> {
        let now = Timestamp::now();
        // What one of them fails at keeps no other from its work.
        let done = [
            self.flush().await,
            self.prune(now).await,
            cards::prune_logos(&self.db, now).await,
            records::index_waiting(&self.db).await,
        ];
        done.into_iter().collect()
    }

    async fn prune(&self, now: Timestamp) -> Result<(), DbError> {
        while self.logins.prune(&self.db, now.minus(self.log_kept)).await? {}
        while self.calls.prune(now, self.log_kept).await? {}
        Ok(())
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// When the database can't be written; then it goes on waiting.
    pub(crate) async fn flush(&self) -> Result<(), DbError> {
        self.logins.flush(&self.db).await?;
        self.calls.flush().await
    }
}
