//! Landscape: a colored column with the photo, beside it what is to be known on white ground.

use super::{
    canvas::{Canvas, Style},
    parts,
};
use crate::cards::{
    color::Color,
    svg::{Align, Area},
};

const MARGIN: f64 = 4.2;
/// How wide the column is.
const COLUMN: f64 = 32.0;

pub(super) fn draw(canvas: &mut Canvas<'_>) {
    column(canvas);
    let left = COLUMN + 5.4;
    let mut body = Area::new(left, 4.6, canvas.width - left - MARGIN, canvas.height - 9.0);
    let issuer = canvas.design.issuer.as_str();
    let style = Style::bold(2.7, canvas.design.accent.legible_on_white()).lines(2);
    let used = canvas.text(Area { height: 6.0, ..body }, Align::Left, style, issuer);
    let rule = body.y + used + 1.1;
    canvas.rect(Area::new(left, rule, 8.0, 0.5), 0.25, canvas.design.accent);
    body.height -= rule + 2.6 - body.y;
    body.y = rule + 2.6;
    let below = parts::holder(canvas, Area { height: body.height.min(15.0), ..body }, Align::Left, 6.0) + 2.0;
    parts::rest(canvas, Area { y: below, height: body.y + body.height - below, ..body }, Align::Right);
}

fn column(canvas: &mut Canvas<'_>) {
    let accent = canvas.design.accent;
    let height = canvas.height;
    canvas.rect(Area::new(-1.0, -1.0, COLUMN + 1.0, height + 2.0), 0.0, accent);
    let lit = accent.mix(Color::WHITE, 0.09);
    canvas
        .polygon(&[(-1.0, height - 30.0), (COLUMN, height - 12.0), (COLUMN, height + 1.0), (-1.0, height + 1.0)], lit);
    let inner = Area::new(MARGIN, MARGIN, COLUMN - 2.0 * MARGIN, height - 2.0 * MARGIN);
    let has_logo = parts::logo(canvas, Area { height: 7.4, ..inner }, Align::Center) > 0.0;
    let caption = canvas.design.caption.as_str();
    let mark = canvas.content.color_code.as_ref().filter(|_| canvas.design.has_color_code);
    let top = if has_logo { inner.y + 9.2 } else { inner.y + 2.4 };
    // What stands under the photo has its room first.
    let below = 1.7 + if mark.is_some() { 5.8 } else { 0.0 } + if caption.is_empty() { 0.0 } else { 4.2 };
    let photo_height = (inner.width * 1.25).min(inner.y + inner.height - top - below);
    let photo = Area { y: top, height: photo_height, ..inner };
    canvas.rect(photo.inset(-0.7), 2.0, Color::WHITE);
    parts::photo(canvas, photo, 1.4);
    let mut foot = Area { y: top + photo_height + 1.7, ..inner };
    foot.height = inner.y + inner.height - foot.y;
    if let Some(mark) = mark {
        let stripe = Area::new(COLUMN, -1.0, 2.2, height + 2.0);
        canvas.rect(stripe, 0.0, mark.color);
        let pill = Area { y: inner.y + inner.height - 5.0, height: 5.0, ..inner };
        canvas.rect(pill, 1.2, Color::WHITE);
        canvas.rect(pill.inset(0.35), 0.9, mark.color);
        canvas.text_amid(pill.inset(0.9), Align::Center, Style::bold(2.4, mark.color.ink()), &mark.name);
        foot.height -= 5.8;
    }
    canvas.text_amid(foot, Align::Center, Style::bold(2.8, accent.ink()).lines(2), caption);
}
