//! IDC Admin: a web admin panel for the API users of an ID-card cloud.
//!
//! The modules in reading order, from what a request meets first to what everything stands on.

pub mod authorization;
pub mod clock;
pub mod db;
pub mod forms;
pub mod i18n;
pub mod security;
mod text_enum;
