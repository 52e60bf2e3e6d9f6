//! The people who sign in to the panel.

mod model;
mod store;
mod theme;

pub use model::{NewPanelUser, PanelUser, PanelUserId, Settings};
pub use store::{
    all, any, change_password, find, find_by_username_key, insert, note_sign_in, set_language, set_password,
    update_settings,
};
pub use theme::Theme;
