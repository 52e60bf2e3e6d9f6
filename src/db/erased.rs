//! Forgetting what was erased: the write-ahead log still holds it for a while.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::db::Db;

/// How often something was erased, and how much of that the log no longer holds.
#[derive(Debug)]
pub(super) struct Erased {
    noted: AtomicU64,
    forgotten: AtomicU64,
}

impl Default for Erased {
    fn default() -> Self {
        // What an earlier process may have left.
        Self { noted: AtomicU64::new(1), forgotten: AtomicU64::new(0) }
    }
}

impl Db {
    /// Notes that something is being erased. To be called in the closure that erases it: whoever asked may be gone by the
    /// time it is committed.
    pub fn note_erased(&self) {
        self.erased().noted.fetch_add(1, Ordering::Relaxed);
    }

    /// Empties the log, where it still holds what was erased. Where somebody still reads from it, the next call does it.
    pub async fn forget_erased(&self) {
        let noted = self.erased().noted.load(Ordering::Relaxed);
        if noted == self.erased().forgotten.load(Ordering::Relaxed) {
            return;
        }
        // Writes queue, so all that were noted are committed before it.
        match self.truncate_log().await {
            Ok(true) => _ = self.erased().forgotten.fetch_max(noted, Ordering::Relaxed),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the database's log can't be emptied yet"),
        }
    }
}
