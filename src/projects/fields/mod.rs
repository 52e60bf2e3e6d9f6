//! What the records of a project hold: its fields, and its color codes.

mod defaults;
mod model;
mod name;
mod store;
mod value;

pub use defaults::fill_fields;
pub(super) use defaults::insert_defaults;
pub use model::{ColorCode, Field, FieldKind, Fields};
pub use name::FieldName;
pub use store::{color_codes, fields};
pub use value::ValueError;
