//! Forgetting what was erased: the write-ahead log and the unused space of pages still hold it for a while.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use crate::db::{Db, DbResult, unused_space};

/// How many pages are looked at in one transaction: a few milliseconds.
const PAGES: i64 = 1_024;

/// How often something was erased, and how much of that is nowhere any more.
#[derive(Debug)]
pub(super) struct Erased {
    noted: AtomicU64,
    /// How much of it the log no longer holds.
    out_of_log: AtomicU64,
    sweep: Mutex<Sweep>,
}

/// One way through all pages of the file.
#[derive(Clone, Copy, Debug, Default)]
struct Sweep {
    /// How much of what was erased no page holds.
    out_of_pages: u64,
    /// How much had been noted when this way began, and which page is next.
    under_way: Option<(u64, i64)>,
}

impl Default for Erased {
    fn default() -> Self {
        // What an earlier process may have left.
        Self { noted: AtomicU64::new(1), out_of_log: AtomicU64::new(0), sweep: Mutex::default() }
    }
}

impl Erased {
    fn sweep(&self) -> MutexGuard<'_, Sweep> {
        self.sweep.lock().unwrap_or_else(PoisonError::into_inner)
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
        if noted == self.erased().out_of_log.load(Ordering::Relaxed) {
            return;
        }
        // Writes queue, so all that were noted are committed before it.
        match self.truncate_log().await {
            Ok(true) => _ = self.erased().out_of_log.fetch_max(noted, Ordering::Relaxed),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the database's log can't be emptied yet"),
        }
    }

    /// Goes on overwriting what was erased where it may still lie in the unused space of pages; whether nothing is left to
    /// do. To be called again and again, since a file may be large.
    pub async fn overwrite_erased(&self) -> DbResult<bool> {
        let Some((noted, first)) = self.next_of_sweep() else { return Ok(true) };
        let next = self.write(move |connection| unused_space::overwrite(connection, first, PAGES)).await?;
        // The log has the pages as they were.
        if next.is_none() && !self.truncate_log().await? {
            return Ok(false);
        }
        let mut sweep = self.erased().sweep();
        sweep.under_way = next.map(|next| (noted, next));
        if next.is_none() {
            sweep.out_of_pages = noted;
        }
        Ok(false)
    }

    fn next_of_sweep(&self) -> Option<(u64, i64)> {
        let mut sweep = self.erased().sweep();
        if sweep.under_way.is_none() {
            let noted = self.erased().noted.load(Ordering::Relaxed);
            sweep.under_way = (noted != sweep.out_of_pages).then_some((noted, 1));
        }
        sweep.under_way
    }
}
