//! The Help Center: a page per screen and language, public, at addresses that stay.

mod library;
mod reference;
mod show;

pub(super) use reference::pretty;
pub(super) use show::{index, show};
