//! Projects: their list and the setup of one.

mod create;
mod form;
mod list;
mod setup;
mod status;

pub use create::create;
pub use list::list;
pub use setup::{new, save, show};
pub use status::set_status;
