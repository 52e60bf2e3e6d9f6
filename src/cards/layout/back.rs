//! The back, which is the same for all layouts of a shape.

use super::{
    canvas::{Canvas, Style},
    parts,
};
use crate::cards::{
    color::Color,
    design::Back,
    svg::{Align, Area},
};

const MARGIN: f64 = 4.0;
const HEAD: f64 = 8.4;

pub(super) fn draw(canvas: &mut Canvas<'_>, back: &Back) {
    let accent = canvas.design.accent;
    canvas.band(-1.0, HEAD + 1.0, accent);
    canvas.band(canvas.height - 1.6, 2.6, accent);
    let width = canvas.width - 2.0 * MARGIN;
    let issuer = canvas.design.issuer.as_str();
    let words = Area::new(MARGIN, 1.9, width, HEAD - 3.6);
    canvas.text_amid(words, Align::Left, Style::bold(2.6, accent.ink()), issuer);
    let top = HEAD + 3.0;
    let mut area = Area::new(MARGIN, top, width, canvas.height - MARGIN - 0.6 - top);
    area = parts::below(canvas, area, back.code.as_ref(), back.has_signature);
    let columns = if area.width > 60.0 { 3 } else { 2 };
    let rows = parts::details(canvas, area, columns, back.details.iter());
    let note = Area { y: area.y + rows, height: area.height - rows, ..area };
    if note.height > 2.0 {
        canvas.text(note, Align::Left, Style::regular(2.4, Color::SOFT_INK).lines(12), back.note.as_str());
    }
}
