//! What the cards of a project look like: the form, and the picture of what stands in it.

mod edit;
mod form;
mod page;
mod preview;

pub(in crate::panel) use edit::{save, show};
pub(in crate::panel) use preview::preview;
