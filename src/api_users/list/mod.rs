//! The list of API users: what is asked of it, and the page that answers it.

mod bands;
mod conditions;
mod fetch;
mod fragments;
mod hits;
mod row;
mod spec;
mod walk;

pub use fetch::{Listing, Navigation, list, page_of};
pub use row::Row;
pub use spec::{Column, Cursor, Filter, ListSpec, Position};
