//! Searching API users, and counting what a search finds.
//!
//! This is the seam between the list and the database's way to search: what is asked and found is typed here, how it is
//! found stands in a folder per backend.

mod sqlite;

use super::{
    ApiUser,
    list::{Cursor, ListSpec, Row},
};
use crate::{
    authorization::{PanelRole, Permission},
    db::{DbConnection, DbResult},
    ids::ApiUserId,
    input::{MainOrganization, SearchTerm},
};

pub(crate) use sqlite::fill_search;
pub use sqlite::finish_bulk;

/// A search is counted no further than one more than this.
pub(crate) const COUNTED: i64 = 1_000;

/// A folded text and where to look for it.
#[derive(Clone, Debug)]
pub struct Search {
    /// What to look for.
    key: String,
    /// Whether private notes are looked through.
    in_notes: bool,
    /// Whether the name of the main organization has it, for which rows have no name of their own.
    is_in_main_organization: bool,
}

/// A page of what a search finds, in the order of the list.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// No more than [`COUNTED`]: the page of the spec's number, the best hits first, whatever its position.
    Few {
        rows: Vec<Row>,
        /// How many hits there are.
        total: i64,
    },
    /// More: the page at the spec's position, which may be short where hits stand far apart.
    Many {
        rows: Vec<Row>,
        /// From where the search goes on the way that the position says; none at the end.
        next: Option<Cursor>,
    },
}

impl Search {
    /// The search for a term by somebody of this role, who may not learn by it what they may not read.
    #[must_use]
    pub fn new(term: &SearchTerm, main: &MainOrganization, reader: PanelRole) -> Self {
        let key = term.search_key();
        Self {
            is_in_main_organization: main.search_key().contains(&key),
            in_notes: reader.may(Permission::ReadPrivateNotes),
            key,
        }
    }
}

/// The page of the list that has only what the search finds.
pub(super) fn find_page(connection: &mut DbConnection, spec: &ListSpec, search: &Search) -> DbResult<Found> {
    match connection {
        DbConnection::Sqlite(_) => sqlite::find_page(connection, spec, search),
    }
}

/// Adds these, which are not there yet, to what is searched.
pub(super) fn insert<'a>(connection: &mut DbConnection, users: impl Iterator<Item = &'a ApiUser>) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(_) => sqlite::insert(connection, users),
    }
}

/// Writes to what is searched what an API user has become.
pub(super) fn update(connection: &mut DbConnection, before: &ApiUser, after: &ApiUser) -> DbResult<()> {
    if !is_touched(before, after) {
        return Ok(());
    }
    match connection {
        DbConnection::Sqlite(_) => sqlite::update(connection, after),
    }
}

/// Takes an API user out of what is searched, before its row goes.
pub(super) fn remove(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(_) => sqlite::remove(connection, id),
    }
}

/// Whether a search reads anything that changed.
fn is_touched(before: &ApiUser, after: &ApiUser) -> bool {
    before.username != after.username
        || before.organization != after.organization
        || before.private_note != after.private_note
        || before.status != after.status
        || before.role != after.role
}
