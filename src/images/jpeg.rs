//! Writing JPEG files.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, EncodingError, PixelDensity};

/// The pixels as a JPEG of this quality, from 1 to 100; with so many dots per inch where that matters.
///
/// # Errors
/// Where it has no pixels, or more than 65,535 a side.
pub(crate) fn jpeg(image: &RgbImage, quality: u8, dpi: Option<u16>) -> Result<Vec<u8>, EncodingError> {
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(0);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    if let Some(dpi) = dpi {
        encoder.set_density(PixelDensity::dpi(dpi));
    }
    encoder.encode(image.as_raw(), side(image.width()), side(image.height()), ColorType::Rgb)?;
    Ok(bytes)
}
