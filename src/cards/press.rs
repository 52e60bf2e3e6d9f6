//! Where cards are drawn: beside the workers that answer requests, and no more at once than there are cores.

use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism};

use thiserror::Error;
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::RenderError;

/// Draws cards within a bound of time and memory; cheap to clone.
#[derive(Clone)]
pub struct CardPress(Arc<Inner>);

struct Inner {
    /// Cards that are drawn or wait for it.
    places: Arc<Semaphore>,
    /// Cards that are drawn.
    turns: Arc<Semaphore>,
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

    fn new(places: usize, at_once: usize) -> Self {
        let (places, turns) = (Arc::new(Semaphore::new(places)), Arc::new(Semaphore::new(at_once)));
        Self(Arc::new(Inner { places, turns }))
    }

    /// Does what draws, in its turn.
    ///
    /// # Errors
    /// [`PressError::Busy`] where too many wait; what `work` fails with.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RenderError> + Send + 'static,
    ) -> Result<T, PressError> {
        let place = Arc::clone(&self.0.places).try_acquire_owned().map_err(|_| PressError::Busy)?;
        let turn = Arc::clone(&self.0.turns).acquire_owned().await.map_err(|_| PressError::Stopping)?;
        // The permits go along: they are held until the work is done, even where nobody waits for it any more.
        let done = spawn_blocking(move || (place, turn, work()).2).await;
        Ok(done.map_err(|_| PressError::Stopping)?.map_err(Box::new)?)
    }
}

impl Default for CardPress {
    fn default() -> Self {
        Self::new(Self::PLACES, available_parallelism().map_or(1, NonZeroUsize::get))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn whoever_finds_no_place_is_told_so_and_the_others_get_their_turn() {
        let press = CardPress::new(2, 1);
        let (release, released) = channel::<()>();
        let first = tokio::spawn({
            let press = press.clone();
            async move { press.run(move || Ok(released.recv().is_ok())).await }
        });
        while press.0.turns.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let second = tokio::spawn({
            let press = press.clone();
            async move { press.run(|| Ok(2)).await }
        });
        while press.0.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(press.run(|| Ok(3)).await, Err(PressError::Busy)));
        release.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(second.await.unwrap().unwrap(), 2);
        assert_eq!(press.run(|| Ok(3)).await.unwrap(), 3);
    }
}
