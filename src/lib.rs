//! IDC Admin: a web admin panel for the API users of an ID-card cloud.
//!
//! The modules from the roof to the ground. A module uses only those that stand below it here; `tests/web/layers.rs`
//! holds every `use crate::…` against this list.
#![warn(unreachable_pub)]

// The roof: front ends, and what they speak.
pub mod cli;
pub mod server;
mod panel;
mod producer;
mod web;
mod texts;
pub mod config;

#[cfg(fuzzing)]
pub use producer::fuzz;

// The core: every rule, and no word of HTTP, templates or languages.
pub mod upgrade;
pub mod demo;
mod login;
pub mod calls;
pub mod cards;
pub mod records;
pub mod api_users;
pub mod projects;
pub mod users;
pub mod authentication;
mod secret_keys;
mod account_names;
pub mod audit;
pub mod authorization;
pub mod merge;

// The ground: what is typed, hashed, counted, stored.
pub mod input;
pub mod images;
pub mod security;
pub mod paging;
pub mod locale;
pub mod ids;
pub mod db;
mod user_limiter;
pub mod clock;
