//! The list of API users: what is asked of it, and the page that answers it.

mod conditions;
mod fetch;
mod spec;

pub use fetch::{COUNTED, Listing, Navigation, Row, list};
pub use spec::{Column, Cursor, Filter, ListSpec, Position, Search};
