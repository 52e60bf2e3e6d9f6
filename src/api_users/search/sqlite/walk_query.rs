//! The statement that walks the rows of an order and leaves out what is no hit.

use diesel::{
    QueryResult, RunQueryDsl,
    dsl::AsSelect,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Bool, Text},
};

use super::{ranges::NameRange, sorted::push_limits};
use crate::{
    api_users::{
        list::{OrderBy, Row},
        search::Search,
    },
    db::{MultiBackend, schema::api_users::BoxedQuery},
};

/// The rows of a path that a search finds; all of them where none is asked for.
pub(super) struct Walk<'a> {
    pub path: Path<'a>,
    pub hit: Option<Hit>,
    pub limits: (i64, i64),
    pub columns: AsSelect<Row, MultiBackend>,
}

/// Which rows are walked, and how; so many of them, after so many.
pub(super) enum Path<'a> {
    /// By an index of the list; what is searched is looked up row by row.
    Index(BoxedQuery<'a, MultiBackend, Text>),
    /// By the index of what is searched, in the order of usernames, range after range.
    Names { ranges: Vec<NameRange>, order: OrderBy, reach: i64, limits: (i64, i64) },
}

/// What makes a row a hit.
pub(super) struct Hit {
    pub search: Search,
    /// The keys of all whose note has the term, as a JSON array; None where they are not known beforehand.
    pub notes: Option<String>,
    pub facets: String,
}

impl QueryFragment<MultiBackend> for Walk<'_> {
    /// The rows come as they are walked: the inner query has a limit, so it is run as it stands, and the joins look up
    /// one row each.
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(" FROM (");
        match &self.path {
            Path::Index(query) => {
                QueryFragment::<MultiBackend>::walk_ast(query, out.reborrow())?;
                out.push_sql(") AS walked CROSS JOIN api_user_search AS s ON s.api_user_id = walked.id");
            }
            Path::Names { ranges, order, reach, limits } => {
                for (number, range) in ranges.iter().enumerate() {
                    out.push_sql(if number == 0 { "" } else { " UNION ALL " });
                    out.push_sql(
                        "SELECT * FROM (SELECT s.key, s.username, s.organization, s.facet FROM api_user_search AS s \
                         INDEXED BY api_user_search_by_username WHERE ",
                    );
                    range.walk_ast(out.reborrow())?;
                    out.push_sql(" ORDER BY ");
                    order.walk_ast(out.reborrow())?;
                    // Without a limit of its own it would lose its order.
                    out.push_sql(" LIMIT ");
                    out.push_bind_param::<BigInt, _>(reach)?;
                    out.push_sql(")");
                }
                push_limits(&mut out, limits)?;
                out.push_sql(") AS s CROSS JOIN api_user_search AS walked_row ON walked_row.key = s.key");
            }
        }
        out.push_sql(match &self.path {
            Path::Index(_) => " CROSS JOIN api_users ON api_users.id = s.api_user_id",
            Path::Names { .. } => " CROSS JOIN api_users ON api_users.id = walked_row.api_user_id",
        });
        if let Some(hit) = &self.hit {
            out.push_sql(" WHERE ");
            hit.walk_ast(out.reborrow())?;
        }
        push_limits(&mut out, &self.limits)
    }
}

impl QueryFragment<MultiBackend> for Hit {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let Search { key, is_in_main_organization, .. } = &self.search;
        out.push_sql("(instr(s.username, ");
        out.push_bind_param::<Text, _>(key)?;
        out.push_sql(") OR instr(s.organization, ");
        out.push_bind_param::<Text, _>(key)?;
        out.push_sql(") OR (s.organization = '' AND ");
        out.push_bind_param::<Bool, _>(is_in_main_organization)?;
        if let Some(notes) = &self.notes {
            out.push_sql(") OR s.key IN (SELECT value FROM json_each(");
            out.push_bind_param::<Text, _>(notes)?;
            out.push_sql("))");
        } else {
            out.push_sql(") OR instr((SELECT n.note FROM api_user_note_search AS n WHERE n.key = s.key), ");
            out.push_bind_param::<Text, _>(key)?;
            out.push_sql(")");
        }
        out.push_sql(") AND instr(");
        out.push_bind_param::<Text, _>(&self.facets)?;
        out.push_sql(", s.facet)");
        Ok(())
    }
}

impl QueryId for Walk<'_> {
    type QueryId = ();
    // The text says which statement it is; there is one per filter and order.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Walk<'_> {
    type SqlType = AsSelect<Row, MultiBackend>;
}

impl<C> RunQueryDsl<C> for Walk<'_> {}
