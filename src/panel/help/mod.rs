//! The Help Center: a page per screen and language, public, at addresses that stay.

mod library;
mod show;

pub use show::{index, show};
