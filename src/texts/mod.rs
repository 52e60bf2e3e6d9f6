//! Texts, numbers and instants as a reader knows them: the messages of `locales/`, and what the core's errors are called.

mod bundles;
mod calls;
mod dates;
mod definition_errors;
mod field_errors;
mod images;
mod labels;
mod numbers;
mod privileges;
mod reader;
mod themes;
mod typography;
mod zones;

#[cfg(test)]
mod guard;

pub(crate) use bundles::{Text, message_id};
pub(crate) use calls::call_error;
pub(crate) use reader::{Reader, Time};
pub(crate) use zones::ZoneOptions;
