//! A picture in the making: an SVG whose texts are escaped and whose images are only those that were given to it.

use std::{fmt::Write, sync::Arc};

use quick_xml::escape::escape;
use resvg::usvg::{self, ImageHrefResolver, ImageKind, Options, Tree};

use super::{color::Color, fonts, text::Fitted};
use crate::images::{ImageFormat, Picture};

pub(super) const MM_PER_INCH: f64 = 25.4;
/// Of pictures, per inch.
pub(super) const DPI: u16 = 300;

/// A rectangle in mm, from the upper left corner of the card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Where lines stand in their area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// A side of a card. Lengths are in mm.
pub(super) struct Svg {
    pub width: f64,
    pub height: f64,
    body: String,
    images: Vec<Placed>,
}

/// An image on it.
struct Placed {
    picture: Picture,
    /// Its pixels at [`DPI`], from side to side and from top to bottom.
    pixels: (u32, u32),
}

/// How fine images are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// As they are stored.
    Whole,
    /// No finer than [`DPI`]: renderers of pixels skip some where there are many more than they need.
    Pixels,
}

impl Area {
    pub(super) const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// This area less a margin on every side.
    pub(super) const fn inset(self, margin: f64) -> Self {
        Self::new(self.x + margin, self.y + margin, self.width - 2.0 * margin, self.height - 2.0 * margin)
    }
}

impl Svg {
    pub(super) const fn new(width: f64, height: f64) -> Self {
        Self { width, height, body: String::new(), images: Vec::new() }
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a String never fails.
        let _ = self.body.write_fmt(element);
    }

    /// A filled rectangle with rounded corners.
    pub(super) fn rect(&mut self, area: Area, radius: f64, fill: Color) {
        let Area { x, y, width, height } = area;
        self.push(format_args!(
            r#"<rect x="{x:.3}" y="{y:.3}" width="{width:.3}" height="{height:.3}" rx="{radius:.3}" fill="{fill}"/>"#
        ));
    }

    /// The outline of a rectangle, within it.
    pub(super) fn frame(&mut self, area: Area, radius: f64, stroke: Color, thickness: f64) {
        let Area { x, y, width, height } = area.inset(thickness / 2.0);
        self.push(format_args!(
            r#"<rect x="{x:.3}" y="{y:.3}" width="{width:.3}" height="{height:.3}" rx="{radius:.3}" fill="none" stroke="{stroke}" stroke-width="{thickness:.3}"/>"#
        ));
    }

    /// A shape by the commands of an SVG path.
    pub(super) fn path(&mut self, commands: &str, fill: Color) {
        self.push(format_args!(r#"<path d="{}" fill="{fill}"/>"#, escape(commands)));
    }

    /// What `draw` draws, as far as it stands within the area.
    pub(super) fn clipped(&mut self, area: Area, radius: f64, draw: impl FnOnce(&mut Self)) {
        let Area { x, y, width, height } = area;
        let id = self.body.len();
        self.push(format_args!(
            r#"<clipPath id="c{id}"><rect x="{x:.3}" y="{y:.3}" width="{width:.3}" height="{height:.3}" rx="{radius:.3}"/></clipPath><g clip-path="url(#c{id})">"#
        ));
        draw(self);
        self.push(format_args!("</g>"));
    }

    /// A picture as large as the area lets it be, whole.
    pub(super) fn picture(&mut self, area: Area, picture: &Picture, align: Align) {
        let (width, height) = lengths(picture);
        let scale = (area.width / width).min(area.height / height);
        let (width, height) = (width * scale, height * scale);
        let x = area.x + over(area.width - width, align);
        let y = area.y + over(area.height - height, Align::Center);
        self.image(Area::new(x, y, width, height), picture);
    }

    /// A picture that covers the area; what stands over is cut off, of a tall one more at its foot than at its head.
    pub(super) fn cover(&mut self, area: Area, radius: f64, picture: &Picture) {
        let (width, height) = lengths(picture);
        let scale = (area.width / width).max(area.height / height);
        let (width, height) = (width * scale, height * scale);
        let whole =
            Area::new(area.x - (width - area.width) / 2.0, area.y - (height - area.height) / 4.0, width, height);
        self.clipped(area, radius, |svg| svg.image(whole, picture));
    }

    /// It stands on whole pixels, so that one that was made for them is drawn as it is.
    fn image(&mut self, area: Area, picture: &Picture) {
        let pixel = MM_PER_INCH / f64::from(DPI);
        let (left, top) = ((area.x / pixel).floor(), (area.y / pixel).floor());
        let right = ((area.x + area.width) / pixel).ceil();
        let bottom = ((area.y + area.height) / pixel).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no more than a card has")]
        let pixels = ((right - left) as u32, (bottom - top) as u32);
        let rendering = if picture.is_finer_than(pixels) { "pixelated" } else { "smooth" };
        let [x, y, width, height] = [left, top, right - left, bottom - top].map(|length| length * pixel);
        let href = self.images.len();
        self.images.push(Placed { picture: picture.clone(), pixels });
        self.push(format_args!(
            r#"<image x="{x:.6}" y="{y:.6}" width="{width:.6}" height="{height:.6}" preserveAspectRatio="none" style="image-rendering:{rendering}" href="{href}"/>"#
        ));
    }

    /// Lines of text that were fitted into the width of the area, from its top down.
    pub(super) fn text(&mut self, area: Area, align: Align, fitted: &Fitted, fill: Color) {
        let size = fitted.size;
        let mut baseline = area.y + fitted.ascent();
        for line in &fitted.lines {
            let left = over(area.width - line.width * size, align) + area.x;
            for run in &line.runs {
                let (x, family, text) = (run.x.mul_add(size, left), run.font.family(), escape(run.text.as_str()));
                self.push(format_args!(
                    r#"<text xml:space="preserve" x="{x:.4}" y="{baseline:.4}" font-family="{family}" font-size="{size:.4}" fill="{fill}">{text}</text>"#
                ));
            }
            baseline += fitted.leading();
        }
    }

    /// This side as the renderers take it. It fails only where it is no SVG, which a test rules out.
    pub(super) fn tree(&self, detail: Detail) -> Result<Tree, usvg::Error> {
        let Self { width, height, body, images } = self;
        let images: Vec<ImageKind> = images.iter().map(|image| image.kind(detail)).collect();
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{body}</svg>"#
        );
        let options = Options {
            fontdb: fonts::database(),
            font_resolver: fonts::resolver(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(move |href, _| images.get(href.parse::<usize>().ok()?).cloned()),
            },
            ..Options::default()
        };
        Tree::from_str(&svg, &options)
    }
}

impl Placed {
    fn kind(&self, detail: Detail) -> ImageKind {
        let picture = match detail {
            Detail::Whole => self.picture.clone(),
            Detail::Pixels => self.picture.for_place(self.pixels),
        };
        let bytes = Arc::new(picture.bytes.to_vec());
        match picture.format {
            ImageFormat::Jpeg => ImageKind::JPEG(bytes),
            ImageFormat::Png => ImageKind::PNG(bytes),
            ImageFormat::Webp => ImageKind::WEBP(bytes),
        }
    }
}

fn lengths(picture: &Picture) -> (f64, f64) {
    (f64::from(picture.width), f64::from(picture.height))
}

/// How much of what is left over stands before it.
const fn over(left_over: f64, align: Align) -> f64 {
    match align {
        Align::Left => 0.0,
        Align::Center => left_over / 2.0,
        Align::Right => left_over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{
        fonts::Weight,
        text::{Clean, Fit},
    };

    #[test]
    fn whatever_a_text_says_the_picture_can_be_read() {
        let fit = Fit { weight: Weight::Regular, width: 50.0, height: 10.0, most: 3.0, least: 1.0, lines: 3 };
        for text in ["<image href=\"/etc/passwd\"/>", "a & b", "\"'\u{0}]]>", "&#0;", "\u{fffe}\u{ffff}x"] {
            let mut svg = Svg::new(85.6, 53.98);
            svg.text(Area::new(3.0, 3.0, 50.0, 10.0), Align::Left, &fit.place(&Clean::new(text).text), Color::INK);
            svg.tree(Detail::Whole).unwrap();
        }
    }
}
