//! Pictures and PDFs of cards that are drawn.

use image::{
    DynamicImage, ImageError, Rgb, RgbImage, RgbaImage,
    codecs::{
        png::{CompressionType, FilterType, PngEncoder},
        webp::WebPEncoder,
    },
};
use jpeg_encoder::EncodingError;
use krilla::{Document, geom::Size, metadata::Metadata, page::PageSettings};
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg,
};
use thiserror::Error;

use super::{
    drawing::{Drawing, Side},
    svg::{DPI, Detail, MM_PER_INCH, Svg},
};
use crate::{images, text_enum};

text_enum! {
    /// A format of pictures.
    pub enum RasterFormat {
        /// With small losses.
        Jpeg = "jpeg",
        /// Without.
        Png = "png",
        /// Without, and smaller.
        Webp = "webp",
    }
}

/// Which sides are wanted. A card without a back has only its front, whatever is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// All that it has.
    #[default]
    Both,
    /// What faces whoever looks at its holder.
    Front,
    /// The other one, or the front where there is no other.
    Back,
}

impl From<Side> for Sides {
    fn from(side: Side) -> Self {
        match side {
            Side::Front => Self::Front,
            Side::Back => Self::Back,
        }
    }
}

/// Why a card can't be rendered: all of these are ours.
#[derive(Debug, Error)]
pub enum RenderError {
    /// What was drawn is no SVG.
    #[error("the drawing of a card: {0}")]
    Drawing(#[from] usvg::Error),
    /// An encoder refused.
    #[error("the picture of a card: {0}")]
    Encode(#[from] ImageError),
    /// The encoder of JPEG refused.
    #[error("the JPEG of a card: {0}")]
    Jpeg(#[from] EncodingError),
    /// A side has no length or no width.
    #[error("a card without a size")]
    NoSize,
    /// The PDF could not be made.
    #[error("the PDF of a card: {0}")]
    Pdf(String),
}

/// Between the two sides where both are in one picture, in pixels.
const GAP: u32 = 36;
/// Per inch, which is what lengths in PDFs are.
const POINTS: f64 = 72.0;

impl Drawing {
    /// The sides that are wanted, in their order.
    fn sides(&self, sides: Sides) -> Vec<&Svg> {
        match (sides, &self.back) {
            (Sides::Both, Some(back)) => vec![&self.front, back],
            (Sides::Back, Some(back)) => vec![back],
            (Sides::Both | Sides::Front | Sides::Back, _) => vec![&self.front],
        }
    }

    /// A picture at 300 dpi: 1011 × 638 pixels of a card in landscape. Both sides stand one below the other.
    ///
    /// # Errors
    /// [`RenderError`].
    pub fn picture(&self, sides: Sides, format: RasterFormat) -> Result<Vec<u8>, RenderError> {
        let sides = self.sides(sides).into_iter().map(raster).collect::<Result<Vec<_>, _>>()?;
        let image = stack(&sides).ok_or(RenderError::NoSize)?;
        let mut file = Vec::new();
        match format {
            RasterFormat::Png => {
                let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Up);
                image.write_with_encoder(encoder)?;
            }
            RasterFormat::Jpeg => file = images::jpeg(&image, 92, Some(DPI))?,
            RasterFormat::Webp => image.write_with_encoder(WebPEncoder::new_lossless(&mut file))?,
        }
        Ok(file)
    }
}

/// Pictures of the same width one below the other.
fn stack(sides: &[RgbImage]) -> Option<RgbImage> {
    let width = sides.first()?.width();
    let row = RgbImage::from_pixel(width, 1, Rgb([0xff; 3]));
    let gap = row.repeat(usize::try_from(GAP).ok()?);
    let rows: Vec<&[u8]> = sides.iter().map(|side| side.as_raw().as_slice()).collect();
    let rows = rows.join(gap.as_slice());
    let height = u32::try_from(rows.len() / row.len()).ok()?;
    RgbImage::from_raw(width, height, rows)
}

/// A side at 300 dpi.
fn raster(side: &Svg) -> Result<RgbImage, RenderError> {
    let per_mm = f64::from(DPI) / MM_PER_INCH;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred pixels")]
    let count = |length: f64| (length * per_mm).round() as u32;
    let (width, height) = (count(side.width), count(side.height));
    let mut pixmap = Pixmap::new(width, height).ok_or(RenderError::NoSize)?;
    #[expect(clippy::cast_possible_truncation, reason = "a dozen")]
    let scale = per_mm as f32;
    resvg::render(&side.tree(Detail::Pixels)?, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    // Cards are opaque, so nothing is lost with the transparency.
    let image = RgbaImage::from_raw(width, height, pixmap.take()).ok_or(RenderError::NoSize)?;
    Ok(DynamicImage::from(image).into_rgb8())
}

/// A PDF of some cards at their exact size, a page per side, with text that can be selected.
///
/// # Errors
/// [`RenderError`].
pub fn pdf<'a>(
    cards: impl IntoIterator<Item = &'a Drawing>,
    sides: Sides,
    title: &str,
) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).creator("IDC Admin".to_owned()));
    for side in cards.into_iter().flat_map(|card| card.sides(sides)) {
        #[expect(clippy::cast_possible_truncation, reason = "some hundred points")]
        let points = |length: f64| (length * POINTS / MM_PER_INCH) as f32;
        let size = Size::from_wh(points(side.width), points(side.height)).ok_or(RenderError::NoSize)?;
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        surface.draw_svg(&side.tree(Detail::Whole)?, size, SvgSettings::default());
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| RenderError::Pdf(format!("{error:?}")))
}
