//! Colors of other spaces than sRGB.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, ParsingOptions, TransformOptions};

/// Larger profiles are those of printers.
const LARGEST: usize = 64 * 1024;

/// Converts the colors of an RGB image to sRGB, such as those that telephones write in Display P3. A profile that can't
/// be understood, or is of other colors, changes nothing.
pub(super) fn to_srgb(image: &mut DynamicImage, profile: &[u8]) {
    let options = ParsingOptions { max_profile_size: LARGEST, ..ParsingOptions::default() };
    let Ok(profile) = ColorProfile::new_from_slice_with_options(profile, options) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return;
    };
    let pixels: Option<&mut [u8]> = match image {
        DynamicImage::ImageRgb8(image) => Some(image),
        DynamicImage::ImageRgba8(image) => Some(image),
        _ => None,
    };
    let Some(pixels) = pixels else { return };
    let source = pixels.to_vec();
    if transform.transform(&source, pixels).is_err() {
        pixels.copy_from_slice(&source);
    }
}
