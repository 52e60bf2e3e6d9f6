//! The people who sign in to the panel.

mod administrators;
mod create;
mod model;
mod refused;
mod settings;
mod passwords;
mod store;
mod theme;

pub use administrators::{end_sessions, remove, set_role, set_status};
pub(crate) use create::create_first;
pub use create::{NewPanelUser, create};
pub use model::{ChosenLanguage, PanelUser, PanelUserStatus, Settings};
pub(crate) use passwords::change_password;
pub use passwords::reset_password;
pub use refused::Refused;
pub use settings::{EditSettings, ServedSettings, edit_settings, set_language};
pub use store::{all, any, find};
pub(crate) use store::{find_by_username_key, note_sign_in};
pub use theme::Theme;
