//! My account: how a person reads the panel, and their own password.

mod language;
mod password;
mod settings;
mod strength;

pub(super) use language::choose_language;
pub(super) use password::change_password;
pub(super) use settings::{save, show};
pub(super) use strength::{password_strength, strength_text};
