//! How much of a lane one person may take at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Counts what each asker has under way.
#[derive(Debug)]
pub(super) struct Shares {
    each: usize,
    taken: Mutex<HashMap<String, usize>>,
}

/// A place that its asker has until this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    shares: Arc<Shares>,
    asker: String,
}

impl Shares {
    /// At most so many places for each.
    pub(super) fn new(each: usize) -> Arc<Self> {
        Arc::new(Self { each, taken: Mutex::default() })
    }

    /// A place, where this asker has one left.
    pub(super) fn take(self: &Arc<Self>, asker: &str) -> Option<Place> {
        let mut taken = self.taken();
        let mine = taken.entry(asker.to_owned()).or_default();
        if *mine == self.each {
            return None;
        }
        *mine += 1;
        Some(Place { shares: Arc::clone(self), asker: asker.to_owned() })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.shares.taken();
        if let Some(mine) = taken.get_mut(&self.asker) {
            *mine -= 1;
            if *mine == 0 {
                taken.remove(&self.asker);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_share_of_their_own_and_gives_it_back() {
        let shares = Shares::new(2);
        let places = [shares.take("ana"), shares.take("ana")];
        assert!(places.iter().all(Option::is_some));
        assert!(shares.take("ana").is_none());
        assert!(shares.take("max").is_some());
        drop(places);
        assert!(shares.take("ana").is_some());
        assert!(shares.taken().is_empty());
    }
}
