//! Making images smaller.

use fast_image_resize::{PixelType, Resizer, images::Image};
use image::{DynamicImage, RgbImage, RgbaImage};

use super::ImageError;

/// The image in 8 bits a channel, with and without transparency, its longer side at most so long.
///
/// # Errors
/// [`ImageError::Broken`] where it has no pixels.
pub(super) fn shrink(image: DynamicImage, longest: u32) -> Result<DynamicImage, ImageError> {
    let size = fitted(image.width(), image.height(), longest);
    to_size(image, size)
}

/// The image in 8 bits a channel, with so many pixels from side to side and from top to bottom.
///
/// # Errors
/// As of [`shrink`].
pub(super) fn to_size(image: DynamicImage, (width, height): (u32, u32)) -> Result<DynamicImage, ImageError> {
    if image.color().has_alpha() {
        let image = image.into_rgba8();
        if image.dimensions() == (width, height) {
            return Ok(image.into());
        }
        let (from, pixels) = (image.dimensions(), image.into_raw());
        let pixels = resize(from, pixels, (width, height), PixelType::U8x4)?;
        RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from).ok_or(ImageError::Broken)
    } else {
        let image = image.into_rgb8();
        if image.dimensions() == (width, height) {
            return Ok(image.into());
        }
        let (from, pixels) = (image.dimensions(), image.into_raw());
        let pixels = resize(from, pixels, (width, height), PixelType::U8x3)?;
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::from).ok_or(ImageError::Broken)
    }
}

/// Width and height in the same proportion, within a square of this side.
fn fitted(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= longest {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = (u64::from(side) * u64::from(longest) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(side).unwrap_or(longest).max(1)
    };
    (scaled(width), scaled(height))
}

fn resize(
    (width, height): (u32, u32),
    pixels: Vec<u8>,
    to: (u32, u32),
    kind: PixelType,
) -> Result<Vec<u8>, ImageError> {
    let source = Image::from_vec_u8(width, height, pixels, kind).map_err(|_| ImageError::Broken)?;
    let mut resized = Image::new(to.0, to.1, kind);
    Resizer::new().resize(&source, &mut resized, None).map_err(|_| ImageError::Broken)?;
    Ok(resized.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportions_are_kept() {
        for (width, height, expected) in [
            (1_600, 1_200, (1_600, 1_200)),
            (4_000, 3_000, (1_600, 1_200)),
            (3_000, 4_000, (1_200, 1_600)),
            (16_000, 1, (1_600, 1)),
            (1, 1, (1, 1)),
        ] {
            assert_eq!(fitted(width, height, 1_600), expected);
        }
    }
}
