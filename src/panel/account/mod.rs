//! My account: how a person reads the panel, and their own password.

mod language;
mod password;
mod settings;
mod strength;

pub use language::choose_language;
pub use password::change_password;
pub use settings::{save, show};
pub use strength::{password_strength, strength_text};
