//! What the records of a project hold: its fields, and its color codes.

mod combine;
mod defaults;
mod model;
mod name;
mod parse;
mod plan;
mod problem;
mod property;
mod rules;
mod save;
mod store;
mod value;
mod walk;
mod write;

#[cfg(test)]
mod tests;

pub use combine::order as merge_order;
pub use defaults::fill_fields;
pub(super) use defaults::insert_defaults;
pub use model::{ColorCode, Field, FieldKind, Fields};
pub use name::FieldName;
pub use problem::{DefinitionError, Place, Problems};
pub use property::{FieldTexts, ORDER, Property, YES};
pub use save::{SaveFields, WantedColorCode, WantedField, save_fields};
pub use store::{color_codes, fields};
pub use value::ValueError;
