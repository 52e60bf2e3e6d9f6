//! What the tests stand on. A helper that can't go on panics and says what it saw.

pub mod axe;
pub mod browser;
pub mod chromium;
pub mod command_line;
mod controls;
pub mod form;
pub mod html;
pub mod images;
pub mod integrator;
pub mod machine;
pub mod raw;
pub mod server;
