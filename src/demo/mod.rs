//! Believable data for trying things out and for measuring.

mod fill;
mod names;

pub use fill::{Demo, DemoError, PANEL_USERS, fill};
