//! A picture, as it is stored.

use std::{fmt, sync::Arc};

use super::ImageFormat;
use crate::text_enum;

text_enum! {
    /// What a picture of a record is of.
    pub enum PictureKind {
        /// The face of its holder.
        Photo = "photo",
        /// The signature of its holder.
        Signature = "signature",
    }
}

/// An image that was written here: whole, upright, in sRGB, and with nothing beside its pixels. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// JPEG for a photo, PNG for a signature and a logo.
    pub format: ImageFormat,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The file.
    pub bytes: Arc<[u8]>,
}

impl PictureKind {
    /// The formats in which it can be sent.
    #[must_use]
    pub const fn formats(self) -> &'static [ImageFormat] {
        match self {
            Self::Photo => &[ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Webp],
            Self::Signature => &[ImageFormat::Png, ImageFormat::Jpeg],
        }
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, width, height, bytes } = self;
        write!(formatter, "Picture({} {width}×{height}, {} bytes)", format.as_str(), bytes.len())
    }
}
