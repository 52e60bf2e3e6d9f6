//! Projects: their list and the setup of one.

mod create;
pub(super) mod design;
pub(super) mod fields;
mod form;
mod list;
mod setup;
mod status;

pub(super) use create::create;
pub(super) use list::list;
pub(super) use setup::{new, save, show};
pub(super) use status::set_status;
