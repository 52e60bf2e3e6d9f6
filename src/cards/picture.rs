//! Photos, signatures and logos as a card takes them.

use std::{io::Cursor, sync::Arc};

use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use thiserror::Error;

use crate::images;

/// An image in a format that both renderers read. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Of photos.
    Jpeg {
        /// The file.
        bytes: Arc<Vec<u8>>,
        /// Pixels from side to side and from top to bottom.
        size: (u32, u32),
    },
    /// Of drawings; it may be transparent.
    Png {
        /// The file.
        bytes: Arc<Vec<u8>>,
        /// Pixels from side to side and from top to bottom.
        size: (u32, u32),
    },
}

/// Why an image can't stand on a card.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PictureError {
    /// It is no JPEG, PNG or WebP, or broken.
    #[error("the image can't be read")]
    Unreadable,
    /// It has more pixels than anything on a card needs.
    #[error("the image is too large")]
    TooLarge,
}

impl Picture {
    /// The most pixels from side to side or from top to bottom.
    const MOST_PIXELS: u32 = 8_000;
    /// What decoding may allocate, in bytes: 40 million pixels.
    const MOST_MEMORY: u64 = 160_000_000;
    /// As good as a photo of an inch and a half can be printed.
    const QUALITY: u8 = 90;

    /// An image for a place of so many pixels at 300 dpi. It is made smaller where it has more than twice of them, since
    /// no printer of cards has more than 600 dpi.
    ///
    /// # Errors
    /// Where it is no image, or too large a one.
    pub fn new(bytes: &Arc<Vec<u8>>, place: (u32, u32)) -> Result<Self, PictureError> {
        let (format, size) = look(bytes)?;
        let most = (place.0.saturating_mul(2), place.1.saturating_mul(2));
        let is_small = size.0 <= most.0.saturating_mul(2) && size.1 <= most.1.saturating_mul(2);
        match format {
            ImageFormat::Jpeg if is_small => Ok(Self::Jpeg { bytes: Arc::clone(bytes), size }),
            ImageFormat::Png if is_small => Ok(Self::Png { bytes: Arc::clone(bytes), size }),
            _ => Self::encode(&shrink(decode(bytes, format)?, most)?),
        }
    }

    /// This picture for a place of so many pixels, made smaller where it has so many more that renderers would skip some.
    /// One that can't be is left as it is.
    pub(super) fn shrunk(&self, place: (u32, u32)) -> Self {
        let (width, height) = self.size();
        let (wide, tall) = (place.0.saturating_mul(3), place.1.saturating_mul(3));
        if width <= wide || height <= tall {
            return self.clone();
        }
        let (bytes, format) = match self {
            Self::Jpeg { bytes, .. } => (bytes, ImageFormat::Jpeg),
            Self::Png { bytes, .. } => (bytes, ImageFormat::Png),
        };
        let most = (place.0.saturating_mul(2), place.1.saturating_mul(2));
        decode(bytes, format).and_then(|image| Self::encode(&shrink(image, most)?)).unwrap_or_else(|_| self.clone())
    }

    fn encode(image: &DynamicImage) -> Result<Self, PictureError> {
        let size = (image.width(), image.height());
        if image.color().has_alpha() {
            let mut bytes = Vec::new();
            image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(|_| PictureError::Unreadable)?;
            Ok(Self::Png { bytes: Arc::new(bytes), size })
        } else {
            let bytes = images::jpeg(&image.to_rgb8(), Self::QUALITY, None);
            let bytes = bytes.map_err(|_| PictureError::Unreadable)?;
            Ok(Self::Jpeg { bytes: Arc::new(bytes), size })
        }
    }

    /// In pixels.
    pub(super) fn width(&self) -> f64 {
        f64::from(self.size().0)
    }

    /// In pixels.
    pub(super) fn height(&self) -> f64 {
        f64::from(self.size().1)
    }

    const fn size(&self) -> (u32, u32) {
        match self {
            Self::Jpeg { size, .. } | Self::Png { size, .. } => *size,
        }
    }
}

/// Format and size by the head of a file, before anything is decoded.
fn look(bytes: &[u8]) -> Result<(ImageFormat, (u32, u32)), PictureError> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Unreadable)?;
    let format = reader.format().ok_or(PictureError::Unreadable)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(PictureError::Unreadable);
    }
    match reader.into_dimensions() {
        Err(_) | Ok((0, _) | (_, 0)) => Err(PictureError::Unreadable),
        Ok((width, height)) if width.max(height) > Picture::MOST_PIXELS => Err(PictureError::TooLarge),
        Ok(size) => Ok((format, size)),
    }
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(Picture::MOST_PIXELS);
    limits.max_image_height = Some(Picture::MOST_PIXELS);
    limits.max_alloc = Some(Picture::MOST_MEMORY);
    reader.limits(limits);
    reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        _ => PictureError::Unreadable,
    })
}

/// So that it just covers `most`.
fn shrink(image: DynamicImage, most: (u32, u32)) -> Result<DynamicImage, PictureError> {
    let ratio = |pixels: u32, most: u32| f64::from(pixels) / f64::from(most.max(1));
    let factor = ratio(image.width(), most.0).min(ratio(image.height(), most.1));
    if factor <= 1.0 {
        return Ok(image);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than it was")]
    let longest = (f64::from(image.width().max(image.height())) / factor).round() as u32;
    images::shrink(image, longest.max(1)).map_err(|_| PictureError::Unreadable)
}
