//! Landscape: a colored head, under it the photo and what is to be known.

use super::{canvas::Canvas, parts};
use crate::cards::{
    color::Color,
    svg::{Align, Area},
};

/// What stays free beside what is read, in mm.
const MARGIN: f64 = 4.0;
/// How high the head is.
const HEAD: f64 = 13.2;

pub(super) fn draw(canvas: &mut Canvas<'_>) {
    head(canvas);
    let top = HEAD + 3.4;
    let height = canvas.height - parts::foot_height(canvas) - 1.88 - top;
    let photo = Area::new(MARGIN, top, height * 0.8, height);
    parts::photo(canvas, photo, 1.4);
    canvas.frame(photo, 1.4, Color::LINE, 0.18);
    let left = photo.x + photo.width + 4.0;
    let foot = parts::foot(canvas, left, Align::Left);
    let body = Area::new(left, photo.y - 0.4, canvas.width - left - MARGIN, foot - photo.y - 1.4);
    let holder = Area { height: body.height.min(12.8), ..body };
    let below = parts::holder(canvas, holder, Align::Left, 5.2) + 1.5;
    parts::rest(canvas, Area { y: below, height: body.y + body.height - below, ..body }, Align::Right);
}

fn head(canvas: &mut Canvas<'_>) {
    let accent = canvas.design.accent;
    let lit = |share| accent.mix(Color::WHITE, share);
    let width = canvas.width;
    canvas.band(-1.0, HEAD + 1.0, accent);
    canvas.polygon(&[(width - 31.0, -1.0), (width + 1.0, -1.0), (width + 1.0, HEAD), (width - 24.0, HEAD)], lit(0.07));
    canvas.polygon(&[(width - 17.0, -1.0), (width + 1.0, -1.0), (width + 1.0, HEAD), (width - 10.0, HEAD)], lit(0.15));
    let logo = parts::logo(canvas, Area::new(MARGIN, 2.6, 24.0, 8.2), Align::Left);
    let left = if logo > 0.0 { MARGIN + logo + 2.6 } else { MARGIN };
    parts::issuer(canvas, Area::new(left, 2.4, width - left - MARGIN, HEAD - 4.4), Align::Left, accent, 4.0);
}
