//! API Users List and API User Setup.

mod delete;
mod everywhere;
mod form;
mod hand_over;
mod list;
mod matrix;
mod matrix_form;
mod matrix_words;
mod occasion;
mod password_reset;
mod preview;
mod save;
mod setup;
mod setup_page;
mod status;
mod tick_link;
mod toggle;
mod view;

pub(super) use delete::{ask_delete, delete};
pub(super) use list::list;
pub(super) use password_reset::{ask_password_reset, reset_password};
pub(super) use preview::preview;
pub(super) use save::{create, save};
pub(super) use setup::{new, show};
pub(super) use status::set_status;
pub(super) use tick_link::TickLink;
pub(super) use view::list_url;
