//! How much of a lane one person may take at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Counts what each asker has under way.
#[derive(Debug)]
pub(super) struct Shares {
    /// How many of each asker run at once.
    each: usize,
    /// How many of each asker run or wait.
    most: usize,
    askers: Mutex<HashMap<String, Asker>>,
}

#[derive(Debug)]
struct Asker {
    turns: Arc<Semaphore>,
    /// Running or waiting.
    here: usize,
}

/// A turn that its asker has until this is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _turn: OwnedSemaphorePermit,
    _presence: Presence,
}

/// That somebody runs or waits, until this is dropped.
#[derive(Debug)]
struct Presence {
    shares: Arc<Shares>,
    asker: String,
}

impl Shares {
    /// At most `each` turns at once for each asker, and `most` that run or wait.
    pub(super) fn new(each: usize, most: usize) -> Arc<Self> {
        Arc::new(Self { each, most, askers: Mutex::default() })
    }

    /// A turn, after those that this asker asked for before; none where too many wait already.
    pub(super) async fn turn(self: &Arc<Self>, asker: &str) -> Option<Turn> {
        let (presence, turns) = self.enter(asker)?;
        let turn = turns.acquire_owned().await.ok()?;
        Some(Turn { _turn: turn, _presence: presence })
    }

    fn enter(self: &Arc<Self>, asker: &str) -> Option<(Presence, Arc<Semaphore>)> {
        let mut askers = self.askers();
        let new = || Asker { turns: Arc::new(Semaphore::new(self.each)), here: 0 };
        let theirs = askers.entry(asker.to_owned()).or_insert_with(new);
        if theirs.here == self.most {
            return None;
        }
        theirs.here += 1;
        let presence = Presence { shares: Arc::clone(self), asker: asker.to_owned() };
        Some((presence, Arc::clone(&theirs.turns)))
    }

    fn askers(&self) -> MutexGuard<'_, HashMap<String, Asker>> {
        self.askers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut askers = self.shares.askers();
        if let Some(theirs) = askers.get_mut(&self.asker) {
            theirs.here -= 1;
            if theirs.here == 0 {
                askers.remove(&self.asker);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_has_turns_of_their_own_then_waits_and_then_is_put_off() {
        let shares = Shares::new(1, 2);
        let first = shares.turn("ana").await.unwrap();
        let waiting = tokio::spawn({
            let shares = Arc::clone(&shares);
            async move { shares.turn("ana").await.is_some() }
        });
        while shares.askers()["ana"].here < 2 {
            tokio::task::yield_now().await;
        }
        assert!(shares.turn("ana").await.is_none(), "two run or wait already");
        assert!(shares.turn("max").await.is_some(), "another is not held up");
        drop(first);
        assert!(waiting.await.unwrap());
        assert!(shares.askers().is_empty());
    }
}
