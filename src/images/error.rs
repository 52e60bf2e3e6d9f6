//! Why an image can't be taken.

use thiserror::Error;

/// Why an image can't be taken.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ImageError {
    /// The text is no Base64.
    #[error("it is no Base64")]
    NotBase64,
    /// It has more than [`super::MAX_BYTES`].
    #[error("it has too many bytes")]
    TooLarge,
    /// Its bytes begin as those of no format that is taken.
    #[error("it is in no format that is taken")]
    UnknownFormat,
    /// It has more than one picture.
    #[error("it is animated")]
    Animated,
    /// It has more than [`super::MAX_PIXELS`], or a side longer than [`super::MAX_SIDE`].
    #[error("it has too many pixels")]
    TooManyPixels,
    /// It ends too early, or is otherwise no image of its format.
    #[error("it is damaged or incomplete")]
    Broken,
}
