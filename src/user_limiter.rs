//! How much of what all share one user may take at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Counts what each user has running and waiting.
#[derive(Debug)]
pub(crate) struct UserLimiter {
    /// How many of each user run at once.
    max_running: usize,
    /// How many of each user run or wait.
    max_pending: usize,
    users: Mutex<HashMap<String, UserState>>,
}

#[derive(Debug)]
struct UserState {
    semaphore: Arc<Semaphore>,
    /// Running or waiting.
    pending: usize,
}

/// A permit to run, which is given back when this is dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    _permit: OwnedSemaphorePermit,
    _pending: PendingGuard,
}

/// Counts one as running or waiting, until this is dropped.
#[derive(Debug)]
struct PendingGuard {
    limiter: Arc<UserLimiter>,
    user: String,
}

impl UserLimiter {
    /// At most so many of each user that run at once, and so many that run or wait.
    pub(crate) fn new(max_running: usize, max_pending: usize) -> Arc<Self> {
        Arc::new(Self { max_running, max_pending, users: Mutex::default() })
    }

    /// A permit, after those that this user asked for before; none where too many wait already.
    pub(crate) async fn acquire(self: &Arc<Self>, user: &str) -> Option<Permit> {
        let (pending, semaphore) = self.enqueue(user)?;
        let permit = semaphore.acquire_owned().await.ok()?;
        Some(Permit { _permit: permit, _pending: pending })
    }

    fn enqueue(self: &Arc<Self>, user: &str) -> Option<(PendingGuard, Arc<Semaphore>)> {
        let mut users = self.users();
        let new = || UserState { semaphore: Arc::new(Semaphore::new(self.max_running)), pending: 0 };
        let state = users.entry(user.to_owned()).or_insert_with(new);
        if state.pending == self.max_pending {
            return None;
        }
        state.pending += 1;
        let guard = PendingGuard { limiter: Arc::clone(self), user: user.to_owned() };
        Some((guard, Arc::clone(&state.semaphore)))
    }

    fn users(&self) -> MutexGuard<'_, HashMap<String, UserState>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for PendingGuard {
    fn drop(&mut self) {
        let mut users = self.limiter.users();
        if let Some(state) = users.get_mut(&self.user) {
            state.pending -= 1;
            if state.pending == 0 {
                users.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_user_runs_some_then_waits_and_then_is_put_off() {
        let limiter = UserLimiter::new(1, 2);
        let first = limiter.acquire("ana").await.unwrap();
        let waiting = tokio::spawn({
            let limiter = Arc::clone(&limiter);
            async move { limiter.acquire("ana").await.is_some() }
        });
        while limiter.users()["ana"].pending < 2 {
            tokio::task::yield_now().await;
        }
        assert!(limiter.acquire("ana").await.is_none(), "two run or wait already");
        assert!(limiter.acquire("max").await.is_some(), "another is not held up");
        drop(first);
        assert!(waiting.await.unwrap());
        assert!(limiter.users().is_empty());
    }
}
