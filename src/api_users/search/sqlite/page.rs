//! The page of a list that is searched.

use super::{
    facets::Facets,
    hits::find_few,
    sorted::sort_few,
    walk::{HitPage, walk},
};
use crate::{
    api_users::{
        list::{ListSpec, Position},
        search::{Found, Search},
    },
    db::{DbConnection, DbResult},
};

/// The page of the spec; [`Found`] says how it is ordered.
pub(in crate::api_users::search) fn find_page(
    connection: &mut DbConnection,
    spec: &ListSpec,
    search: &Search,
) -> DbResult<Found> {
    if let Some(hits) = find_few(connection, search, &Facets::of(&spec.filter))? {
        let rows = sort_few(connection, spec, (&hits, search))?;
        return Ok(Found::Few { rows, total: hits.count() });
    }
    let HitPage { mut rows, next } = walk(connection, spec, search)?;
    if matches!(spec.position, Position::Before(_)) {
        rows.reverse();
    }
    Ok(Found::Many { rows, next })
}
