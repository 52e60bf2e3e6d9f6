//! Writing pictures. Nothing but pixels goes into a file.

use image::{
    DynamicImage, GenericImageView,
    codecs::{
        png::{CompressionType, FilterType, PngEncoder},
        webp::WebPEncoder,
    },
};

use super::{ImageError, ImageFormat, Picture, jpeg};

/// Where artefacts can't be seen on a card.
const JPEG_QUALITY: u8 = 90;

/// The image as a PNG that is read again at once.
pub(super) fn passing(image: &DynamicImage) -> Result<Picture, ImageError> {
    let (width, height) = image.dimensions();
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Uncompressed, FilterType::NoFilter);
    image.write_with_encoder(encoder).map_err(|_| ImageError::Broken)?;
    Ok(Picture { format: ImageFormat::Png, width, height, bytes: bytes.into() })
}

/// The image as a file. WebP is lossless: nothing that is written in Rust alone writes the lossy kind well.
pub(super) fn picture(image: &DynamicImage, format: ImageFormat) -> Result<Picture, ImageError> {
    let (width, height) = image.dimensions();
    let mut bytes = Vec::new();
    let written = match format {
        ImageFormat::Jpeg => jpeg(&image.to_rgb8(), JPEG_QUALITY, None).map(|file| bytes = file).ok(),
        ImageFormat::Png => image
            .write_with_encoder(PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                FilterType::Adaptive,
            ))
            .ok(),
        ImageFormat::Webp => image.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).ok(),
    };
    written.ok_or(ImageError::Broken)?;
    Ok(Picture { format, width, height, bytes: bytes.into() })
}
