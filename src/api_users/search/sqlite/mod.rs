//! How SQLite searches: by an index of trigrams (FTS5) over texts folded for searching.
//!
//! The index narrows a search down to candidates, and the texts of those say which are hits. Few hits are sorted; where
//! there are many, the list is walked in its order.

mod facets;
mod fill;
mod grams;
mod hits;
mod index;
mod page;
mod ranges;
mod sorted;
mod statements;
mod walk;
mod walk_query;

pub(crate) use fill::fill_search;
pub use fill::finish_bulk;
pub(super) use index::{insert, remove, update};
pub(super) use page::find_page;
