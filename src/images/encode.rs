//! Writing pictures. Nothing but pixels goes into a file.

use image::{
    DynamicImage, GenericImageView, ImageResult,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
        webp::WebPEncoder,
    },
};

use super::{ImageError, ImageFormat, Picture};

/// Where artefacts can't be seen on a card.
const JPEG_QUALITY: u8 = 90;

/// The image as a file. WebP is lossless: nothing that is written in Rust alone writes the lossy kind well.
pub(super) fn picture(image: &DynamicImage, format: ImageFormat) -> Result<Picture, ImageError> {
    let (width, height) = image.dimensions();
    let mut bytes = Vec::new();
    let written: ImageResult<()> = match format {
        ImageFormat::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)),
        ImageFormat::Png => image.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            FilterType::Adaptive,
        )),
        ImageFormat::Webp => image.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)),
    };
    written.map_err(|_| ImageError::Broken)?;
    Ok(Picture { format, width, height, bytes: bytes.into() })
}
