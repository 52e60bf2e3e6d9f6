//! Where cards are drawn: on the threads for pictures, within a bound on how many wait.

use std::sync::Arc;

use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::RenderError;
use crate::images::{BrokenOff, ImageThreads};

/// Draws cards within a bound of time and memory; cheap to clone.
#[derive(Clone)]
pub struct CardPress {
    threads: ImageThreads,
    /// Cards that are drawn or wait for it.
    places: Arc<Semaphore>,
}

/// Places for cards that are to be drawn, until it is dropped.
pub struct Admitted {
    _places: OwnedSemaphorePermit,
}

/// Why a card is not drawn.
#[derive(Debug, Error)]
pub enum PressError {
    /// Too many wait already.
    #[error("too many cards wait to be drawn")]
    Busy,
    /// The server is stopping, or drawing ended in a panic.
    #[error("the server is stopping")]
    Stopping,
    /// It can't be drawn, which is ours.
    #[error(transparent)]
    Render(#[from] Box<RenderError>),
}

impl CardPress {
    /// How many may be drawn or wait for it at once. What waits holds the photo of a card, not its picture; the last one
    /// waits for a second or two.
    const PLACES: usize = 128;

    /// On these threads.
    #[must_use]
    pub fn new(threads: ImageThreads) -> Self {
        Self { threads, places: Arc::new(Semaphore::new(Self::PLACES)) }
    }

    /// Places for at most so many cards, to be taken before these are read where they are many.
    ///
    /// # Errors
    /// [`PressError::Busy`] where too many wait.
    pub fn admit(&self, cards: u32) -> Result<Admitted, PressError> {
        let places = Arc::clone(&self.places).try_acquire_many_owned(cards);
        Ok(Admitted { _places: places.map_err(|_| PressError::Busy)? })
    }

    /// Does what draws a card, in its turn.
    ///
    /// # Errors
    /// [`PressError::Busy`] where too many wait; what `work` fails with.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RenderError> + Send + 'static,
    ) -> Result<T, PressError> {
        self.run_in(self.admit(1)?, work).await
    }

    /// Does what draws the cards that were admitted, in its turn.
    ///
    /// # Errors
    /// What `work` fails with.
    pub async fn run_in<T: Send + 'static>(
        &self,
        places: Admitted,
        work: impl FnOnce() -> Result<T, RenderError> + Send + 'static,
    ) -> Result<T, PressError> {
        // The places go along: they are held until the work is done, even where nobody waits for it any more.
        let done = self.threads.run(move || (places, work()).1).await;
        Ok(done.map_err(|_: BrokenOff| PressError::Stopping)?.map_err(Box::new)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn whoever_finds_no_place_is_told_so_and_the_others_get_their_turn() {
        let threads = ImageThreads::with_count(1).unwrap();
        let press = CardPress { threads, places: Arc::new(Semaphore::new(2)) };
        let (start, is_started) = oneshot::channel();
        let (release, released) = channel::<()>();
        let first = tokio::spawn({
            let press = press.clone();
            let work = move || {
                start.send(()).unwrap();
                Ok(released.recv().is_ok())
            };
            async move { press.run(work).await }
        });
        is_started.await.unwrap();
        let second = tokio::spawn({
            let press = press.clone();
            async move { press.run(|| Ok(2)).await }
        });
        while press.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(press.run(|| Ok(3)).await, Err(PressError::Busy)));
        assert!(matches!(press.admit(1), Err(PressError::Busy)));
        release.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(second.await.unwrap().unwrap(), 2);
        assert_eq!(press.run(|| Ok(3)).await.unwrap(), 3);
        let many = press.admit(2).unwrap();
        assert!(matches!(press.admit(1), Err(PressError::Busy)));
        assert_eq!(press.run_in(many, || Ok(4)).await.unwrap(), 4);
        assert!(press.admit(2).is_ok());
    }
}
