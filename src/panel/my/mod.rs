//! The pages of API users who signed in: their projects, and their account.

mod account;
mod password;
mod projects;
mod settings;

pub(super) use account::show as show_account;
pub(super) use password::change_password;
pub(super) use projects::projects;
pub(super) use settings::save as save_account;
