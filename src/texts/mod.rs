//! Texts, numbers and instants as a reader knows them: the messages of `locales/`, and what the core's errors are called.

mod bundles;
mod field_errors;
mod numbers;
mod reader;
mod themes;

#[cfg(test)]
mod guard;

pub use bundles::{Text, message_id};
pub use reader::{Reader, Time};
