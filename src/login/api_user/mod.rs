//! Logging API users in: username, password and secret key of each call.
//!
//! A call whose password was verified lately costs one read: [`ApiLogins::recognize`]. Any other is hashed, once, whatever
//! is wrong with it: [`ApiLogins::log_in`].

mod credentials;
mod log_in;
mod lookup;
mod recognize;
mod seen;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use quick_cache::sync::Cache;

pub(crate) use credentials::{ApiCaller, ApiCredentials, ApiLogin, LoginRefused, WrongLogin};
pub(crate) use lookup::username_key;
pub(crate) use recognize::Recognized;

use self::seen::SeenLogins;
use crate::{
    authentication::{FailedLogins, VerifiedLogins, prune_failures},
    clock::Timestamp,
    db::{Db, DbResult},
    security::RandomnessUnavailable,
};

/// What the process remembers of logins of API users; cheap to clone.
#[derive(Clone)]
pub(crate) struct ApiLogins(Arc<Remembered>);

struct Remembered {
    verified: VerifiedLogins,
    seen: SeenLogins,
    failed: FailedLogins,
    /// Those that somebody logged in from, the latest of them.
    networks: Cache<String, ()>,
}

/// How many networks are remembered; some 100 bytes each.
const NETWORKS: usize = 16_384;

impl ApiLogins {
    /// Nothing yet.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub(crate) fn new() -> Result<Self, RandomnessUnavailable> {
        let (seen, failed) = (SeenLogins::default(), FailedLogins::default());
        let networks = Cache::new(NETWORKS);
        Ok(Self(Arc::new(Remembered { verified: VerifiedLogins::new()?, seen, failed, networks })))
    }

    /// Whether anybody logged in from this network lately, so that recognizing who calls is worth a try. It says nothing of
    /// the credentials.
    pub(crate) fn knows_network(&self, credentials: &ApiCredentials) -> bool {
        self.0.networks.get(credentials.network()).is_some()
    }

    /// Writes, in one transaction, which logins were seen and which failed since the last time; does nothing where there
    /// are none. To be called once a second, and when the server has stopped.
    ///
    /// # Errors
    /// When the database can't be written; then all of it is written the next time.
    pub(crate) async fn flush(&self, db: &Db) -> DbResult<()> {
        let (seen, failed) = (self.0.seen.take(), self.0.failed.take());
        if seen.is_empty() && failed.is_empty() {
            return Ok(());
        }
        let (to_write, to_sum) = (seen.clone(), failed.clone());
        let written = db.write(move |connection| {
            to_write.write(connection)?;
            to_sum.write(connection)
        });
        let written = written.await;
        if written.is_err() {
            self.0.seen.put_back(&seen);
            self.0.failed.put_back(failed);
        }
        written
    }

    /// Deletes some of the sums of failures from before an instant. True where there may be more.
    ///
    /// # Errors
    /// When the database can't be written.
    pub(crate) async fn prune(&self, db: &Db, before: Timestamp) -> DbResult<bool> {
        const MOST: i64 = 500;
        let deleted = db.write(move |connection| prune_failures(connection, before, MOST)).await?;
        Ok(i64::try_from(deleted).is_ok_and(|deleted| deleted == MOST))
    }
}
