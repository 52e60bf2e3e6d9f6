//! Images are worked on off the async workers, within bounds: few at once, few that wait, and not too much memory.

use std::sync::Arc;

use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{BrokenOff, ImageError, ImageFormat, ImageThreads, Picture, Purpose, Upload};

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
pub struct ImageProcessor {
    threads: ImageThreads,
    places: Arc<Semaphore>,
    memory: Arc<Semaphore>,
}

impl ImageProcessor {
    /// On these threads.
    #[must_use]
    pub fn new(threads: ImageThreads) -> Self {
        let places = Arc::new(Semaphore::new(PLACES));
        let memory = Arc::new(Semaphore::new(usize::try_from(MEMORY).unwrap_or_default()));
        Self { threads, places, memory }
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
        let (purpose, place) = (purpose.into(), self.place()?);
        // The permits go along: they are held until the work is done, even where nobody waits for it any more.
        let opened = self.threads.run(move || (place, read().and_then(|bytes| Upload::open(purpose, bytes)))).await;
        let (place, upload) = match opened {
            Ok((place, Ok(upload))) => (place, upload),
            Ok((_, Err(error))) => return Ok(Err(error)),
            Err(broken_off) => return broken(broken_off),
        };
        let mebibytes = u32::try_from(upload.memory().div_ceil(1024 * 1024)).unwrap_or(MEMORY).min(MEMORY);
        let memory = Arc::clone(&self.memory).acquire_many_owned(mebibytes).await;
        let memory = memory.map_err(|_| ImagingError::Failed)?;
        match self.threads.run(move || (place, memory, upload.develop()).2).await {
            Ok(picture) => Ok(picture),
            Err(broken_off) => broken(broken_off),
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
        let place = self.place()?;
        self.threads.run(move || (place, work()).1).await.map_err(|error| {
            tracing::error!(%error, "work on an image broke off");
            ImagingError::Failed
        })
    }

    fn place(&self) -> Result<OwnedSemaphorePermit, ImagingError> {
        Arc::clone(&self.places).try_acquire_owned().map_err(|_| ImagingError::Busy)
    }
}

/// An image at which a decoder panicked is a broken one.
fn broken(broken_off: BrokenOff) -> Result<Result<Picture, ImageError>, ImagingError> {
    match broken_off {
        BrokenOff::Panicked => {
            tracing::error!("a decoder panicked at an image that came in; it was refused as broken");
            Ok(Err(ImageError::Broken))
        }
        BrokenOff::Stopping => Err(ImagingError::Failed),
    }
}
