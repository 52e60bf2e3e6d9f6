//! Believable data for trying things out and for measuring.

mod fill;
mod names;
mod people;
mod records;

pub use fill::{Demo, DemoError, PANEL_USERS, fill};
