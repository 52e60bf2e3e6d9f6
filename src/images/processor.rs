//! Images are worked on off the async workers, within bounds: few at once, few that wait, and not too much memory.

use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism};

use thiserror::Error;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::{ImageError, ImageFormat, Picture, Purpose, Upload};

/// How many images may be worked on or wait for it; the last one waits for a few seconds.
const PLACES: usize = 64;

/// How much all images that are worked on may take together, in MiB: the largest that there is, and a little more.
const MEMORY: u32 = 512;

/// Why an image could not be worked on.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ImagingError {
    /// Too many wait already.
    #[error("too many images wait")]
    Busy,
    /// The server is stopping, or what was written here can't be read.
    #[error("an image could not be worked on")]
    Failed,
}

/// Works on images, at most one at a time per core; cheap to clone.
#[derive(Clone, Debug)]
pub struct ImageProcessor(Arc<Bounds>);

#[derive(Debug)]
struct Bounds {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    memory: Arc<Semaphore>,
}

/// Held until the work is done, even where nobody waits for it any more.
struct Turn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

impl Default for ImageProcessor {
    fn default() -> Self {
        Self::new(available_parallelism().map_or(1, NonZeroUsize::get), PLACES)
    }
}

impl ImageProcessor {
    fn new(at_once: usize, places: usize) -> Self {
        Self(Arc::new(Bounds {
            places: Arc::new(Semaphore::new(places)),
            turns: Arc::new(Semaphore::new(at_once)),
            memory: Arc::new(Semaphore::new(usize::try_from(MEMORY).unwrap_or_default())),
        }))
    }

    /// The picture of an image, or why that can't be taken. `read` gives its bytes.
    ///
    /// # Errors
    /// [`ImagingError`].
    pub async fn develop(
        &self,
        purpose: impl Into<Purpose>,
        read: impl FnOnce() -> Result<Vec<u8>, ImageError> + Send + 'static,
    ) -> Result<Result<Picture, ImageError>, ImagingError> {
        let (purpose, turn) = (purpose.into(), self.turn().await?);
        let opened = spawn_blocking(move || (turn, read().and_then(|bytes| Upload::open(purpose, bytes)))).await;
        let (turn, upload) = match opened {
            Ok((turn, Ok(upload))) => (turn, upload),
            Ok((_, Err(error))) => return Ok(Err(error)),
            Err(error) => return broken(&error),
        };
        let mebibytes = u32::try_from(upload.memory().div_ceil(1024 * 1024)).unwrap_or(MEMORY).min(MEMORY);
        let memory = Arc::clone(&self.0.memory).acquire_many_owned(mebibytes).await;
        let memory = memory.map_err(|_| ImagingError::Failed)?;
        match spawn_blocking(move || (turn, memory, upload.develop()).2).await {
            Ok(picture) => Ok(picture),
            Err(error) => broken(&error),
        }
    }

    /// A picture in another format.
    ///
    /// # Errors
    /// [`ImagingError`].
    pub async fn convert(&self, picture: Picture, format: ImageFormat) -> Result<Picture, ImagingError> {
        self.run(move || picture.converted(format)).await?.map_err(|_| ImagingError::Failed)
    }

    /// Other work on images, in its turn.
    ///
    /// # Errors
    /// [`ImagingError`].
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ImagingError> {
        let turn = self.turn().await?;
        spawn_blocking(move || (turn, work()).1).await.map_err(|error| {
            tracing::error!(%error, "work on an image broke off");
            ImagingError::Failed
        })
    }

    async fn turn(&self) -> Result<Turn, ImagingError> {
        let place = Arc::clone(&self.0.places).try_acquire_owned().map_err(|_| ImagingError::Busy)?;
        let turn = Arc::clone(&self.0.turns).acquire_owned().await.map_err(|_| ImagingError::Failed)?;
        Ok(Turn { _place: place, _turn: turn })
    }
}

/// An image at which a decoder panicked is a broken one.
fn broken(error: &tokio::task::JoinError) -> Result<Result<Picture, ImageError>, ImagingError> {
    if error.is_panic() {
        tracing::error!(%error, "a decoder panicked at an image that came in; it was refused as broken");
        Ok(Err(ImageError::Broken))
    } else {
        Err(ImagingError::Failed)
    }
}
