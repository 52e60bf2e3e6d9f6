//! Hits that are few enough to be sorted.

use diesel::{
    QueryResult, RunQueryDsl,
    dsl::AsSelect,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Text},
};

use super::{hits::Hits, ranges::NameRange};
use crate::{
    api_users::{
        list::{ListSpec, OrderBy, Row},
        search::Search,
    },
    db::{DbConnection, DbResult, MultiBackend},
};

/// A page of hits that are few, the best first: whose username is the term, then whose username begins with it.
pub(super) fn sort_few(
    connection: &mut DbConnection,
    spec: &ListSpec,
    (hits, search): (&Hits, &Search),
) -> DbResult<Vec<Row>> {
    let best = Some(Best { term: search.key.clone(), is_first: true });
    sort(connection, hits, (best, spec.order().columns()), vec![NameRange::all(None)], (spec.size, spec.offset()))
}

/// The hits of these ranges in order; so many, after so many.
pub(super) fn sort(
    connection: &mut DbConnection,
    hits: &Hits,
    (best, order): (Option<Best>, OrderBy),
    ranges: Vec<NameRange>,
    limits: (i64, i64),
) -> DbResult<Vec<Row>> {
    Ok(Sorted { keys: hits.json(), best, order, ranges, limits, columns: Row::as_select() }.load(connection)?)
}

/// Where the best hits come: whose username is the term, or begins with it.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub term: String,
    /// Last, where the list is walked backwards.
    pub is_first: bool,
}

/// The rows of these keys in order.
struct Sorted {
    /// A JSON array.
    keys: String,
    best: Option<Best>,
    order: OrderBy,
    ranges: Vec<NameRange>,
    limits: (i64, i64),
    columns: AsSelect<Row, MultiBackend>,
}

impl QueryFragment<MultiBackend> for Sorted {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(" FROM json_each(");
        out.push_bind_param::<Text, _>(&self.keys)?;
        out.push_sql(
            ") AS hit CROSS JOIN api_user_search AS s ON s.key = hit.value \
             CROSS JOIN api_users ON api_users.id = s.api_user_id",
        );
        for (number, range) in self.ranges.iter().enumerate() {
            out.push_sql(if number == 0 { " WHERE " } else { " OR " });
            range.walk_ast(out.reborrow())?;
        }
        out.push_sql(" ORDER BY ");
        if let Some(Best { term, is_first }) = &self.best {
            let direction = if *is_first { " DESC, " } else { ", " };
            out.push_sql("s.username = ");
            out.push_bind_param::<Text, _>(term)?;
            out.push_sql(direction);
            out.push_sql("substr(s.username, 1, length(");
            out.push_bind_param::<Text, _>(term)?;
            out.push_sql(")) = ");
            out.push_bind_param::<Text, _>(term)?;
            out.push_sql(direction);
        }
        self.order.walk_ast(out.reborrow())?;
        push_limits(&mut out, &self.limits)
    }
}

impl QueryId for Sorted {
    type QueryId = ();
    // The text says which statement it is; there is one per order.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Sorted {
    type SqlType = AsSelect<Row, MultiBackend>;
}

impl<C> RunQueryDsl<C> for Sorted {}

/// How many rows, and after how many.
pub(super) fn push_limits<'b>(
    out: &mut AstPass<'_, 'b, MultiBackend>,
    (limit, offset): &'b (i64, i64),
) -> QueryResult<()> {
    out.push_sql(" LIMIT ");
    out.push_bind_param::<BigInt, _>(limit)?;
    out.push_sql(" OFFSET ");
    out.push_bind_param::<BigInt, _>(offset)
}
