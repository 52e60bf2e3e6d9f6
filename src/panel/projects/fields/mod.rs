//! The fields and color codes of a project: their form, and how they are told.

mod color_code_row;
mod command;
mod edit;
mod errors;
mod form;
mod occasion;
mod page;
mod press;
mod row;
mod summary;
mod view;
pub(in crate::panel) mod words;

pub(in crate::panel) use edit::{save, show};
pub(super) use summary::{FieldSummary, count};
