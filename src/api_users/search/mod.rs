//! Searching API users, and counting what a search finds: the one place that knows how this backend does it.
//!
//! SQLite has an index of trigrams (FTS5) over texts folded for searching. It narrows a search down to candidates, and
//! the texts of those say which are hits.

mod facets;
mod fill;
mod grams;
mod hits;
mod index;
mod statements;

pub(super) use facets::Facets;
pub use fill::{fill_search, finish_bulk};
pub use hits::COUNTED;
pub(super) use hits::{Hits, find_all, find_few, find_notes};
pub(super) use index::{insert, is_touched, remove, update};

use crate::{
    authorization::{PanelRole, Permission},
    input::{Organization, SearchTerm},
};

/// A folded text and where to look for it.
#[derive(Clone, Debug)]
pub struct Search {
    /// What to look for.
    pub(super) key: String,
    /// Whether private notes are looked through.
    in_notes: bool,
    /// Whether the name of the main organization has it, for which rows have no name of their own.
    pub(super) is_in_main_organization: bool,
}

impl Search {
    /// The search for a term by somebody of this role, who may not learn by it what they may not read.
    #[must_use]
    pub fn new(term: &SearchTerm, main: &Organization, reader: PanelRole) -> Self {
        let key = term.search_key();
        Self {
            is_in_main_organization: main.search_key().contains(&key),
            in_notes: reader.may(Permission::ReadPrivateNotes),
            key,
        }
    }
}
