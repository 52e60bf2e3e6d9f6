//! Why images can't be taken, in words.

use super::Text;
use crate::{
    images::{ImageError, MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureKind, Purpose},
    locale::Locale,
};

impl ImageError {
    /// What is wrong with an image that was to become that, and what to do.
    #[must_use]
    pub(crate) fn text(self, purpose: impl Into<Purpose>, locale: Locale) -> Text {
        match (self, purpose.into()) {
            (Self::NotBase64, _) => locale.text("image-not-base64"),
            (Self::TooLarge, _) => locale.text("image-too-large").arg("max", MAX_BYTES / (1024 * 1024)),
            (Self::UnknownFormat, Purpose::Record(PictureKind::Photo) | Purpose::Logo) => {
                locale.text("image-no-photo-format")
            }
            (Self::UnknownFormat, Purpose::Record(PictureKind::Signature)) => locale.text("image-no-signature-format"),
            (Self::Animated, _) => locale.text("image-animated"),
            (Self::TooManyPixels, _) => {
                locale.text("image-too-many-pixels").arg("max", MAX_PIXELS / 1_000_000).arg("side", MAX_SIDE)
            }
            (Self::Broken, _) => locale.text("image-broken"),
        }
    }
}
