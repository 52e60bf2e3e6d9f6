//! What the cards of a project look like: the form, and the picture of what stands in it.

mod edit;
mod form;
mod logo;
mod occasion;
mod page;
mod preview;
mod typed;
mod view;
pub(in crate::panel) mod words;

pub(in crate::panel) use edit::{save, show};
pub(in crate::panel) use logo::logo;
pub(in crate::panel) use preview::preview;
