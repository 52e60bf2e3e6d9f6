//! Photos, signatures and logos, made of whatever somebody sends.
//!
//! What comes in is hostile: [`Upload::open`] tells by the bytes what it is, and refuses what is too large before anything
//! is decoded; [`Upload::develop`] decodes it and writes a new file, so that nothing of the old one is kept but what can be
//! seen. [`ImageProcessor`] does that off the async workers, within a bound on how much is done at once.

mod base64_text;
mod color;
mod develop;
mod encode;
mod error;
mod format;
mod jpeg;
mod jpeg_structure;
mod picture;
mod processor;
mod purpose;
mod resize;
#[cfg(test)]
mod tests;
mod threads;
mod upload;
mod webp_structure;

pub use base64_text::decode_base64;
pub use error::ImageError;
pub use format::ImageFormat;
pub(crate) use jpeg::jpeg;
pub use picture::{Picture, PictureKind};
pub use processor::{ImageProcessor, ImagingError};
pub use purpose::Purpose;
pub use threads::{BrokenOff, ImageThreads};
pub use upload::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, Upload};
