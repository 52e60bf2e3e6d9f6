//! Texts of a card: what can be drawn of them, how wide they are, and how they fit into their place.

mod clean;
mod fit;
mod paragraph;
mod shape;

pub(super) use clean::Clean;
pub(super) use fit::{Fit, Fitted};
pub(super) use shape::Line;
