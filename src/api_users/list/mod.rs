//! The list of API users: what is asked of it, and the page that answers it.

mod conditions;
mod fetch;
mod fragments;
mod row;
mod spec;

pub(crate) use fetch::page_of;
pub use fetch::{Listing, Navigation, list};
pub(super) use fragments::{OrderBy, SeekAfter, SortKey};
pub use row::Row;
pub use spec::{Column, Cursor, Filter, ListSpec, Position};
