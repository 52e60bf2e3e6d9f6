//! The memory that Argon2id works in, 19 MiB a hash: reused while there is something to hash, then given back.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::Block;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The memory of one hash.
#[derive(Default)]
pub(super) struct Memory(Vec<Block>);

impl Memory {
    /// So many blocks, with anything in them: Argon2 fills all of them before it reads any (RFC 9106, section 3.2).
    pub(super) fn blocks(&mut self, count: usize) -> &mut [Block] {
        if self.0.len() != count {
            self.0 = vec![Block::default(); count];
        }
        &mut self.0
    }
}

/// The cores to hash on, and the memories that were used and are not in use.
pub(super) struct Cores {
    count: usize,
    free: Arc<Semaphore>,
    memories: Mutex<Vec<Memory>>,
}

impl Cores {
    /// So many at once.
    pub(super) fn new(count: usize) -> Self {
        Self { count, free: Arc::new(Semaphore::new(count)), memories: Mutex::default() }
    }

    /// One of them; none when the server is stopping.
    pub(super) async fn acquire(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.free).acquire_owned().await.ok()
    }

    /// Does work on a core that was acquired, with a memory that others had before, if there is one.
    pub(super) fn run<T>(&self, core: OwnedSemaphorePermit, work: impl FnOnce(&mut Memory) -> T) -> T {
        let lock = || self.memories.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = lock().pop().unwrap_or_default();
        let done = work(&mut memory);
        let mut memories = lock();
        // Where somebody waits for the core, it is theirs now and not free.
        drop(core);
        if self.free.available_permits() == self.count {
            memories.clear();
        } else if memories.len() < self.count {
            memories.push(memory);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn memory_is_reused_while_somebody_works_and_then_given_back() {
        let cores = Cores::new(2);
        let kept = || cores.memories.lock().unwrap().len();
        let other = cores.acquire().await.unwrap();
        for _ in 0..3 {
            let core = cores.acquire().await.unwrap();
            cores.run(core, |memory| memory.blocks(8).len());
            assert_eq!(kept(), 1);
        }
        let core = cores.acquire().await.unwrap();
        cores.run(core, |memory| assert_eq!(memory.0.len(), 8));
        cores.run(other, |_| ());
        assert_eq!(kept(), 0);
    }
}
