//! Images to send.

use std::io::Cursor;

use base64::{Engine, prelude::BASE64_STANDARD};
use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};

/// An image of one color.
pub fn plain(width: u32, height: u32, color: [u8; 3], format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(width, height, Rgb(color))).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// As texts are sent.
pub fn base64(bytes: impl AsRef<[u8]>) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// What came back: its format, its size and the color in its middle.
#[track_caller]
pub fn seen(bytes: &[u8]) -> (ImageFormat, (u32, u32), [u8; 3]) {
    let format = image::guess_format(bytes).unwrap();
    let image = image::load_from_memory_with_format(bytes, format).unwrap();
    let (width, height) = image.dimensions();
    let [red, green, blue, _] = image.get_pixel(width / 2, height / 2).0;
    (format, (width, height), [red, green, blue])
}

/// Whether two colors look the same.
pub fn is_near(one: [u8; 3], other: [u8; 3]) -> bool {
    one.into_iter().zip(other).all(|(a, b)| a.abs_diff(b) < 12)
}
