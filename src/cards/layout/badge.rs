//! Portrait: a round colored head, and the photo in the middle over its edge.

use super::{canvas::Canvas, parts};
use crate::cards::{
    color::Color,
    svg::{Align, Area},
};

const MARGIN: f64 = 4.0;
/// Where the head ends at the sides, and how far down it swings in the middle.
const HEAD: f64 = 25.0;
const SWING: f64 = 9.0;

pub(super) fn draw(canvas: &mut Canvas<'_>) {
    head(canvas);
    let width = canvas.width;
    let photo = Area::new((width - 24.0) / 2.0, 15.6, 24.0, 28.8);
    canvas.rect(photo.inset(-1.1), 3.1, Color::WHITE);
    parts::photo(canvas, photo, 2.2);
    let foot = parts::foot(canvas, MARGIN, Align::Center);
    let body = Area::new(MARGIN, photo.y + photo.height + 2.4, width - 2.0 * MARGIN, 0.0);
    let bottom = foot - 1.8;
    let holder = Area { height: 13.6, ..body };
    let below = parts::holder(canvas, holder, Align::Center, 5.2) + 1.6;
    parts::rest(canvas, Area { y: below, height: bottom - below, ..body }, Align::Center);
}

fn head(canvas: &mut Canvas<'_>) {
    let accent = canvas.design.accent;
    let (width, middle) = (canvas.width, canvas.width / 2.0);
    let swung = |by: f64| {
        format!(
            "M-1 -1H{:.3}V{:.3}Q{middle:.3} {:.3} -1 {:.3}z",
            width + 1.0,
            HEAD + by,
            HEAD + 2.0 * SWING + by,
            HEAD + by
        )
    };
    canvas.symmetric(&swung(1.6), Color::WHITE.mix(accent, 0.28));
    canvas.symmetric(&swung(0.0), accent);
    let inner = Area::new(MARGIN, 3.6, width - 2.0 * MARGIN, 10.0);
    let logo = parts::logo(canvas, Area { y: 3.8, height: 8.6, width: 16.0, ..inner }, Align::Left);
    if logo > 0.0 {
        let left = inner.x + logo + 2.0;
        let words = Area { x: left, width: inner.x + inner.width - left, ..inner };
        parts::issuer(canvas, words, Align::Left, accent, 3.2);
    } else {
        parts::issuer(canvas, inner, Align::Center, accent, 3.7);
    }
}
