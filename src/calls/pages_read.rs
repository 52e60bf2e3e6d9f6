//! Which pages of records API users read lately: their pictures are part of them, and no calls of their own.

use std::time::Duration;

use quick_cache::sync::Cache;

use super::Visit;
use crate::{
    clock::Timestamp,
    ids::{ApiUserId, RecordId},
};

/// How long after its page a picture is asked for at most.
const LATELY: Duration = Duration::from_mins(1);
/// How many pages are remembered; the pictures of one that is forgotten are calls.
const PAGES: usize = 10_000;

/// When each API user read the page of a record.
#[derive(Debug)]
pub(super) struct PagesRead(Cache<(ApiUserId, RecordId), Timestamp>);

impl Default for PagesRead {
    fn default() -> Self {
        Self(Cache::new(PAGES))
    }
}

impl PagesRead {
    pub(super) fn note(&self, visit: &Visit) {
        if let Some(record) = &visit.record {
            self.0.insert((visit.caller.api_user.clone(), record.clone()), visit.caller.now);
        }
    }

    pub(super) fn has_lately(&self, visit: &Visit) -> bool {
        let Some(record) = &visit.record else { return false };
        let read = self.0.get(&(visit.caller.api_user.clone(), record.clone()));
        read.is_some_and(|read| visit.caller.now.since(read) < LATELY)
    }
}
