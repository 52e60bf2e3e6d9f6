//! Photos in other formats than the one that is stored.

use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::{Weighter, sync::Cache};

use crate::{
    clock::Timestamp,
    ids::RecordId,
    images::{ImageFormat, ImageProcessor, ImagingError, Picture, PictureKind},
    records::Record,
};

/// How many bytes are remembered: about twenty photos as PNG.
const MOST_BYTES: u64 = 48 * 1024 * 1024;
const USUAL_BYTES: u64 = 2 * 1024 * 1024;

/// A photo of a record, by the instant at which it was stored.
type Key = (RecordId, Timestamp, ImageFormat);

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<Key, Picture> for ByBytes {
    fn weight(&self, _: &Key, picture: &Picture) -> u64 {
        u64::try_from(picture.bytes.len()).unwrap_or(u64::MAX).saturating_add(256)
    }
}

/// Remembers photos in other formats, within a bound. A photo that is asked for by many at once is converted once.
pub(super) struct ConvertedPhotos {
    images: ImageProcessor,
    cache: Cache<Key, Picture, ByBytes>,
    /// How often something was forgotten.
    forgotten: AtomicU64,
}

impl ConvertedPhotos {
    pub(super) fn new(images: ImageProcessor) -> Self {
        let usual = usize::try_from(MOST_BYTES / USUAL_BYTES).unwrap_or(1);
        Self { images, cache: Cache::with_weighter(usual, MOST_BYTES, ByBytes), forgotten: AtomicU64::new(0) }
    }

    /// How often something was forgotten, to be asked before a photo is read.
    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::SeqCst)
    }

    /// The photo of a record in this format. What was forgotten since the photo was read is not remembered.
    pub(super) async fn convert(
        &self,
        record: &Record,
        photo: Picture,
        format: ImageFormat,
        forgotten: u64,
    ) -> Result<Picture, ImagingError> {
        let key = (record.id.clone(), record.pictured(PictureKind::Photo), format);
        let converted = self.cache.get_or_insert_async(&key, self.images.convert(photo, format)).await;
        if self.forgotten() != forgotten {
            self.cache.remove(&key);
        }
        converted
    }

    /// Forgets the photos that a record had. To be called once they are gone from the database.
    pub(super) fn forget(&self, record: &RecordId) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.cache.retain(|(of, ..), _| of != record);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.cache.len()
    }
}
