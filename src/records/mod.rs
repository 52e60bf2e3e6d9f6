//! The records of projects: the cards, and what is done to them.

mod change;
mod data;
mod delete;
mod find;
pub mod form;
mod history;
mod insert;
mod list;
mod model;
mod pictures;
mod print;
mod print_queue;
mod project_cache;
mod refused;
mod search;
mod slice;
mod store;
mod update;

pub use change::Change;
pub use data::{Data, DataValue};
pub use delete::delete;
pub use find::{find, find_by_unique_value, which_exist};
pub use history::{FieldChange, PastVersion, changes_of, history};
pub use insert::insert;
pub use list::{RecordFilter, RecordPage, count, count_each, page};
pub use model::{FieldValues, Project, Record};
pub use pictures::{NewPictures, name_of_picture, part_of_picture, picture};
pub use print::print;
pub use print_queue::{print_queue, printed};
pub use project_cache::{ProjectCache, find_project};
pub use refused::Refused;
#[cfg(test)]
pub(crate) use search::index_some;
pub use search::{COUNTED, Hits, fill_search, find_hits, index_waiting};
pub use slice::{Position, Slice, hits_page, slice};
pub use update::update;
