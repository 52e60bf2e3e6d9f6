//! API Users List and API User Setup.

mod created;
mod delete;
mod form;
mod list;
mod matrix;
mod matrix_form;
mod password_reset;
mod preview;
mod save;
mod setup;
mod status;
mod view;

pub use delete::{ask_delete, delete};
pub use list::list;
pub use password_reset::{ask_password_reset, reset_password};
pub use preview::preview;
pub use save::{create, save};
pub use setup::{new, show};
pub use status::set_status;
