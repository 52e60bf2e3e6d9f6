//! The built-in layouts: where everything stands on each side.
//!
//! Nothing that matters stands within 2 mm of the edge, where cards are cut; what is colored to the edge reaches beyond it.

mod back;
mod badge;
mod canvas;
mod column;
mod header;
mod parts;
mod portrait;

use self::canvas::Canvas;
use super::{
    content::CardContent,
    design::{Back, CardDesign, Layout},
    drawing::{Finding, Side},
    svg::Svg,
};

/// The front of a card, and what was found odd of it.
pub(super) fn front(design: &CardDesign, content: &CardContent) -> (Svg, Vec<Finding>) {
    let mut canvas = Canvas::new(Side::Front, design, content);
    match design.layout {
        Layout::Header => header::draw(&mut canvas),
        Layout::Column => column::draw(&mut canvas),
        Layout::Badge => badge::draw(&mut canvas),
        Layout::Portrait => portrait::draw(&mut canvas),
    }
    canvas.finish()
}

/// The back of a card, and what was found odd of it.
pub(super) fn back(design: &CardDesign, back: &Back, content: &CardContent) -> (Svg, Vec<Finding>) {
    let mut canvas = Canvas::new(Side::Back, design, content);
    back::draw(&mut canvas, back);
    canvas.finish()
}
