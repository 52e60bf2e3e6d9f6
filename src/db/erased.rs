//! Forgetting what was erased: the write-ahead log still holds it for a while.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::db::Db;

/// Whether the log still holds what was erased.
#[derive(Debug, Default)]
pub(super) struct HoldsErased(AtomicBool);

impl Db {
    /// Empties the log after something was erased. Where somebody still reads from it, [`Db::forget_what_waits`] goes on.
    pub async fn forget_erased(&self) {
        self.holds_erased().0.store(true, Ordering::Relaxed);
        match self.truncate_log().await {
            Ok(true) => self.holds_erased().0.store(false, Ordering::Relaxed),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the database's log can't be emptied yet"),
        }
    }

    /// Empties the log where that could not be done at once.
    pub async fn forget_what_waits(&self) {
        if self.holds_erased().0.load(Ordering::Relaxed) {
            self.forget_erased().await;
        }
    }
}
