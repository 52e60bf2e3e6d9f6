//! What an image is worked on for.

use super::{ImageFormat, PictureKind};

/// What an image that comes in is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A picture of a record.
    Record(PictureKind),
    /// The logo of who hands out cards: a PNG, as transparent as it came.
    Logo,
}

impl Purpose {
    /// The formats in which it can be sent.
    #[must_use]
    pub const fn formats(self) -> &'static [ImageFormat] {
        match self {
            Self::Record(kind) => kind.formats(),
            Self::Logo => &ImageFormat::ALL,
        }
    }

    /// How many pixels its longer side has at most; a longer one is made smaller.
    #[must_use]
    pub const fn longest_side(self) -> u32 {
        match self {
            // 48 mm at 600 dots per inch; no layout shows more of one.
            Self::Record(PictureKind::Photo | PictureKind::Signature) => 1_200,
            // 34 mm at 600 dots per inch; no layout has that much room for one.
            Self::Logo => 800,
        }
    }
}

impl From<PictureKind> for Purpose {
    fn from(kind: PictureKind) -> Self {
        Self::Record(kind)
    }
}
