//! Projects: the sets of cards for which API users hold privileges.

mod create;
pub mod fields;
mod fill;
mod list;
mod model;
mod move_status;
mod refused;
mod rename;
mod store;

pub use create::{NewProject, create, create_all};
pub(crate) use fill::fill_search;
pub use list::{Held, ListSpec, Listing, ProjectFilter, Scope, count, list};
pub(crate) use list::{behind, count_by_status, ids, names, page_of};
pub use model::Project;
pub use move_status::move_status;
pub use refused::Refused;
pub use rename::{RenameProject, rename};
pub(crate) use store::touch;
pub use store::{find, find_by_name_key};
