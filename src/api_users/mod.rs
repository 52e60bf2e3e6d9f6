//! API users: the machine accounts that reach Producer. Their list, and the setup of one.

mod created;
mod delete;
mod draft;
mod filter;
mod form;
mod list;
mod listing;
mod matrix;
mod matrix_form;
mod model;
mod password_reset;
mod preview;
mod privileges;
mod save;
mod setup;
mod status;
mod store;
mod view;
mod write;

pub use delete::{ask_delete, delete};
pub use list::list;
pub use model::{ApiUser, ApiUserId};
pub use password_reset::{ask_password_reset, reset_password};
pub use preview::preview;
pub use privileges::set as set_privileges;
pub use save::{create, save};
pub use setup::{new, show};
pub use status::set_status;
pub use store::{SaveError, any, insert};
