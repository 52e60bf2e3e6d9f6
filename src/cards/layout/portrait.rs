//! Portrait: a large photo under a narrow head, the name under it.

use super::{
    canvas::{Canvas, Style},
    parts,
};
use crate::cards::{
    color::Color,
    svg::{Align, Area},
};

const MARGIN: f64 = 4.0;
const HEAD: f64 = 12.0;
const PHOTO: f64 = 40.0;
/// As wide as a photo may be there without losing the crown or the chin.
const PHOTO_WIDTH: f64 = 36.0;

pub(super) fn draw(canvas: &mut Canvas<'_>) {
    let (accent, width) = (canvas.design.accent, canvas.width);
    canvas.band(-1.0, HEAD + 1.0, accent);
    let logo = parts::logo(canvas, Area::new(MARGIN, 2.6, 16.0, 7.2), Align::Left);
    let left = if logo > 0.0 { MARGIN + logo + 2.0 } else { MARGIN };
    parts::issuer(canvas, Area::new(left, 2.2, width - left - MARGIN, HEAD - 3.8), Align::Left, accent, 3.3);
    canvas.band(HEAD, PHOTO, Color::WHITE.mix(accent, 0.1));
    parts::photo(canvas, Area::new((width - PHOTO_WIDTH) / 2.0, HEAD, PHOTO_WIDTH, PHOTO), 0.0);
    let top = mark(canvas, HEAD + PHOTO);
    canvas.band(canvas.height - 1.6, 2.6, accent);
    let bottom = canvas.height - MARGIN;
    let body = Area::new(MARGIN, top, width - 2.0 * MARGIN, bottom - top);
    let below = parts::holder(canvas, Area { height: 12.6, ..body }, Align::Left, 5.2) + 1.4;
    parts::rest(canvas, Area { y: below, height: bottom - below, ..body }, Align::Right);
}

/// The color code across the foot of the photo; the answer is where there is room under it.
fn mark(canvas: &mut Canvas<'_>, top: f64) -> f64 {
    match parts::mark(canvas) {
        Some(mark) => {
            canvas.band(top - 4.6, 4.6, mark.color);
            let words = Area::new(MARGIN, top - 4.4, canvas.width - 2.0 * MARGIN, 4.2);
            canvas.text_amid(words, Align::Left, Style::bold(2.4, mark.color.ink()), &mark.name);
        }
        None => canvas.band(top - 0.9, 0.9, Color::WHITE.mix(canvas.design.accent, 0.55)),
    }
    top + 2.2
}
