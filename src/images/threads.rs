//! The threads that work on pictures.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use thiserror::Error;
use tokio::sync::oneshot;

/// A thread per core for what takes long and much memory, beside those that answer requests; cheap to clone. They stay the
/// same ones, since each keeps what memory its work took at most.
#[derive(Clone, Debug)]
pub struct ImageThreads(Arc<ThreadPool>);

/// Why work came to nothing.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum BrokenOff {
    /// It panicked.
    #[error("work on a picture panicked")]
    Panicked,
    /// The threads are stopping.
    #[error("the threads for pictures are stopping")]
    Stopping,
}

impl ImageThreads {
    /// Starts them.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start() -> Result<Self, ThreadPoolBuildError> {
        Self::with_count(0)
    }

    /// So many; none for one per core.
    pub(crate) fn with_count(count: usize) -> Result<Self, ThreadPoolBuildError> {
        let pool = ThreadPoolBuilder::new().num_threads(count).thread_name(|at| format!("image-{at}")).build()?;
        Ok(Self(Arc::new(pool)))
    }

    /// Runs work when its turn comes, in the order of asking; to its end, even where nobody waits for it any more.
    ///
    /// # Errors
    /// [`BrokenOff`].
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, BrokenOff> {
        let (answer, answered) = oneshot::channel();
        self.0.spawn_fifo(move || {
            let done = catch_unwind(AssertUnwindSafe(work)).map_err(|_| BrokenOff::Panicked);
            let _ = catch_unwind(AssertUnwindSafe(|| drop(answer.send(done))));
        });
        answered.await.unwrap_or(Err(BrokenOff::Stopping))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_takes_no_thread_along() {
        let threads = ImageThreads::with_count(1).unwrap();
        let broken: Result<(), _> = threads.run(|| panic!("a decoder")).await;
        assert_eq!(broken, Err(BrokenOff::Panicked));
        assert_eq!(threads.run(|| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn work_is_done_in_the_order_of_asking_even_where_nobody_waits_for_it() {
        let threads = ImageThreads::with_count(1).unwrap();
        let (done, order) = std::sync::mpsc::channel();
        for number in 0..4 {
            let done = done.clone();
            let mut asked = Box::pin(threads.run(move || done.send(number).unwrap()));
            let _ = tokio::time::timeout(std::time::Duration::ZERO, &mut asked).await;
        }
        threads.run(|| ()).await.unwrap();
        assert_eq!(order.try_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}
