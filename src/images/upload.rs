//! An image as it came in, of which only the header was read.

use std::io::Cursor;

use image::{
    ImageDecoder, ImageError as DecoderError, ImageResult, Limits,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
};

use super::{ImageError, ImageFormat, Purpose, jpeg_structure, webp_structure};

/// The most bytes of an image that comes in.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The longest side in pixels.
pub const MAX_SIDE: u32 = 16_000;
/// The most pixels: more than cameras whose files have [`MAX_BYTES`].
pub const MAX_PIXELS: u64 = 40_000_000;

/// The most bytes of all pixels, which have up to eight each.
const MAX_DECODED: u64 = MAX_PIXELS * 4;

/// An image whose format is known and whose size is within bounds; none of its pixels is decoded yet.
pub struct Upload {
    pub(super) purpose: Purpose,
    pub(super) decoder: Box<dyn ImageDecoder + Send>,
}

impl Upload {
    /// Reads the header.
    ///
    /// # Errors
    /// [`ImageError`], but for that of texts.
    pub fn open(purpose: impl Into<Purpose>, mut bytes: Vec<u8>) -> Result<Self, ImageError> {
        let purpose = purpose.into();
        if bytes.len() > MAX_BYTES {
            return Err(ImageError::TooLarge);
        }
        let format = ImageFormat::of(&bytes).filter(|format| purpose.formats().contains(format));
        let format = format.ok_or(ImageError::UnknownFormat)?;
        match format {
            ImageFormat::Jpeg => jpeg_structure::check(&bytes)?,
            ImageFormat::Png => {}
            ImageFormat::Webp => bytes.truncate(webp_structure::check(&bytes)?),
        }
        let mut decoder = open(format, bytes)?;
        let mut limits = limits();
        limits.max_alloc = None;
        decoder.set_limits(limits).map_err(|error| told(&error))?;
        let (width, height) = decoder.dimensions();
        if width == 0 || height == 0 {
            return Err(ImageError::Broken);
        }
        if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED {
            return Err(ImageError::TooManyPixels);
        }
        Ok(Self { purpose, decoder })
    }

    /// How many bytes developing it may take: decoders hold coefficients, two bytes each, beside the pixels; then there are
    /// two copies in four bytes a pixel, whatever they were decoded to.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let (width, height) = self.decoder.dimensions();
        let copies = 2 * 4 * u64::from(width) * u64::from(height);
        (3 * self.decoder.total_bytes()).max(self.decoder.total_bytes() + copies)
    }
}

fn open(format: ImageFormat, bytes: Vec<u8>) -> Result<Box<dyn ImageDecoder + Send>, ImageError> {
    fn still<D: ImageDecoder + Send + 'static>(
        decoder: ImageResult<D>,
        is_animated: impl Fn(&D) -> bool,
    ) -> Result<Box<dyn ImageDecoder + Send>, ImageError> {
        let decoder = decoder.map_err(|error| told(&error))?;
        if is_animated(&decoder) { Err(ImageError::Animated) } else { Ok(Box::new(decoder)) }
    }
    let reader = Cursor::new(bytes);
    match format {
        ImageFormat::Jpeg => still(JpegDecoder::new(reader), |_| false),
        ImageFormat::Png => still(PngDecoder::with_limits(reader, limits()), |png| png.is_apng().unwrap_or(true)),
        ImageFormat::Webp => still(WebPDecoder::new(reader), WebPDecoder::has_animation),
    }
}

/// What decoders may take beside the pixels.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(64 * 1024 * 1024);
    limits
}

/// What an error of a decoder means to who sent the image.
pub(super) const fn told(error: &DecoderError) -> ImageError {
    match error {
        DecoderError::Limits(_) => ImageError::TooManyPixels,
        _ => ImageError::Broken,
    }
}
