//! Making a picture of an image.

use image::{DynamicImage, ImageDecoder, Rgb, RgbImage, RgbaImage, imageops::crop_imm, metadata::Orientation};

use super::{ImageError, ImageFormat, Picture, PictureKind, Purpose, Upload, color, encode, resize, upload::told};

impl Upload {
    /// Decodes the image and writes the picture: upright, in sRGB, not larger than pictures are. A photo becomes a JPEG
    /// without transparency; a signature a PNG with it, and without the empty paper around it; a logo a PNG as it came.
    ///
    /// # Errors
    /// [`ImageError::Broken`].
    pub fn develop(mut self) -> Result<Picture, ImageError> {
        // A block of EXIF or ICC that can't be understood says nothing.
        let orientation = self.decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = self.decoder.icc_profile().ok().flatten();
        let image = DynamicImage::from_decoder(self.decoder).map_err(|error| told(&error))?;
        let image = match self.purpose {
            Purpose::Record(PictureKind::Photo) | Purpose::Logo => image,
            Purpose::Record(PictureKind::Signature) => without_margins(image.into_rgba8()).into(),
        };
        let mut image = resize::shrink(image, self.purpose.longest_side())?;
        if let Some(profile) = profile {
            color::to_srgb(&mut image, &profile);
        }
        image.apply_orientation(orientation);
        match self.purpose {
            Purpose::Record(PictureKind::Photo) => encode::picture(&on_white(image).into(), ImageFormat::Jpeg),
            Purpose::Record(PictureKind::Signature) | Purpose::Logo => encode::picture(&image, ImageFormat::Png),
        }
    }
}

impl Picture {
    /// The same in another format.
    ///
    /// # Errors
    /// [`ImageError::Broken`] where it was not written here.
    pub fn converted(&self, format: ImageFormat) -> Result<Self, ImageError> {
        if format == self.format {
            return Ok(self.clone());
        }
        encode::picture(&self.decode()?, format)
    }

    /// The same for a place of so many pixels, as a PNG; itself where it has no more than that, or can't be read.
    pub(crate) fn for_place(&self, place: (u32, u32)) -> Self {
        if !self.is_finer_than(place) {
            return self.clone();
        }
        let shrunk = self.decode().and_then(|image| resize::to_size(image, place));
        shrunk.and_then(|image| encode::passing(&image)).unwrap_or_else(|_| self.clone())
    }

    /// Whether it has more pixels than a place, both from side to side and from top to bottom.
    pub(crate) const fn is_finer_than(&self, (width, height): (u32, u32)) -> bool {
        self.width > width && self.height > height
    }

    /// Its pixels.
    ///
    /// # Errors
    /// [`ImageError::Broken`] where it was not written here.
    pub fn decode(&self) -> Result<DynamicImage, ImageError> {
        let format = match self.format {
            ImageFormat::Jpeg => image::ImageFormat::Jpeg,
            ImageFormat::Png => image::ImageFormat::Png,
            ImageFormat::Webp => image::ImageFormat::WebP,
        };
        image::load_from_memory_with_format(&self.bytes, format).map_err(|error| told(&error))
    }
}

/// The image as it is seen on white paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let blend = |channel: u8, alpha: u8| {
        let [channel, alpha] = [channel, alpha].map(u16::from);
        u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        Rgb([red, green, blue].map(|channel| blend(channel, alpha)))
    })
}

/// The part of a signature on which something is drawn, with a little paper around it; all of it where nothing is.
fn without_margins(image: RgbaImage) -> RgbaImage {
    const PAPER: u8 = 240;
    const FAINTEST: u8 = 8;
    let (width, height) = image.dimensions();
    let (mut left, mut top, mut right, mut bottom) = (width, height, 0, 0);
    for (x, y, pixel) in image.enumerate_pixels() {
        let [red, green, blue, alpha] = pixel.0;
        if alpha > FAINTEST && red.min(green).min(blue) < PAPER {
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
    }
    if left > right {
        return image;
    }
    let margin = (right - left).max(bottom - top) / 50 + 1;
    let (left, top) = (left.saturating_sub(margin), top.saturating_sub(margin));
    let (right, bottom) = ((right + margin).min(width - 1), (bottom + margin).min(height - 1));
    if (left, top, right, bottom) == (0, 0, width - 1, height - 1) {
        return image;
    }
    crop_imm(&image, left, top, right - left + 1, bottom - top + 1).to_image()
}
