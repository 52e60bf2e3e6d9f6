//! Searching the records of a project: the one place that knows how this backend does it.
//!
//! SQLite has an index (FTS5) whose words are the trigrams of the values of each record, folded for searching. It narrows a
//! search down to candidates, and their texts say which are hits. The index follows the records within seconds; of those
//! that it still waits for the texts are read. One and two characters have no trigram: they are looked for at the
//! beginnings of unique values, which stand first among the hits of longer terms too.

mod fill;
mod find;
mod grams;
mod index;
mod statements;

pub use fill::fill_search;
pub use find::{COUNTED, Hits, find_hits};
#[cfg(test)]
pub(crate) use index::index_some;
pub use index::index_waiting;
pub(super) use index::{insert, remove, update};
