//! Pages of a search that finds many: the list is walked in its order, a bounded number of rows at a time, and what is no
//! hit left out.

use diesel::{
    QueryResult, RunQueryDsl,
    dsl::AsSelect,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Bool, Text},
};

use super::{
    conditions::Order,
    fragments::{Behind, ByColumn, SortKey},
    hits::{push_limits, sort},
    row::Row,
    spec::{Column, Cursor, ListSpec},
};
use crate::{
    api_users::search::{Search, find_all, find_notes},
    db::{
        DbConnection, DbResult, MultiBackend,
        schema::{
            api_user_search,
            api_users::{self, BoxedQuery},
        },
    },
    input::fold_for_search,
};

/// How many rows are walked for one page: of an index that has what is searched, and of one from which each row must be
/// looked up.
const WALKED_BY_NAME: i64 = 200_000;
const WALKED: i64 = 4_000;

/// Some rows of an order, and from where it goes on behind them.
pub(super) struct Stretch {
    /// The rows in order.
    pub rows: Vec<Row>,
    /// None at the end. Not the last row's, where rows without a hit were walked behind it.
    pub next: Option<Cursor>,
}

/// Where a stretch begins.
#[derive(Clone, Copy)]
pub(super) enum Start<'a> {
    /// Behind so many hits.
    Offset(i64),
    /// Behind a row.
    Cursor(&'a Cursor),
}

/// A page of hits that are many, in the order alone. It may be short where they stand far apart.
pub(super) fn walk_many(
    connection: &mut DbConnection,
    spec: &ListSpec,
    search: &Search,
    order: Order,
    from: Start<'_>,
) -> DbResult<Stretch> {
    let facets = spec.filter.facets();
    let (offset, cursor) = match from {
        Start::Offset(offset) => (offset, None),
        Start::Cursor(cursor) => (0, Some(cursor)),
    };
    let limits = (spec.size + 1, offset);
    let by_name = spec.sort == Column::Username;
    let order_of_hits = if by_name { order.of_names() } else { order.columns() };
    let behind = match cursor {
        Some(cursor) if by_name => Some(behind_name(connection, order_of_hits, cursor)?),
        Some(cursor) => Some(order.behind(cursor)),
        None => None,
    };
    let path = |(limit, offset)| {
        if by_name {
            return Path::Names { behind: behind.clone(), order: order_of_hits, limits: (limit, offset) };
        }
        let query = spec.filter.query(order);
        let query = match cursor {
            Some(cursor) => order.seek_after(query, cursor),
            None => query,
        };
        Path::Index(order.sort(query).limit(limit).offset(offset).select(api_users::id))
    };
    let walked = if by_name { WALKED_BY_NAME } else { WALKED };
    let notes = find_notes(connection, search, &facets)?.map(|hits| hits.json());
    let hit = Hit { search: search.clone(), notes, facets: facets.text() };
    let walk = Walk { path: path((walked, 0)), hit: Some(hit), limits, columns: Row::as_select() };
    let rows: Vec<Row> = walk.load(connection)?;
    if is_more_than(&rows, spec.size) {
        return Ok(cut(rows, spec));
    }
    let last = Walk { path: path((1, walked - 1)), hit: None, limits: (1, 0), columns: Row::as_select() };
    let last: Option<Row> = last.get_result(connection).optional()?;
    let Some(last) = last else { return Ok(Stretch { rows, next: None }) };
    // They stand far apart in this order, or all far behind.
    match find_all(connection, search, &facets)? {
        Some(hits) => Ok(cut(sort(connection, &hits, order_of_hits, behind, limits)?, spec)),
        None => Ok(Stretch { rows, next: Some(cursor_of(&last, spec)) }),
    }
}

/// Behind the row of the cursor by its searched name; by the name alone where the row is gone.
fn behind_name(connection: &mut DbConnection, order: ByColumn, cursor: &Cursor) -> DbResult<Behind> {
    let row = api_user_search::table.filter(api_user_search::api_user_id.eq(&cursor.id));
    let place = row.select((api_user_search::username, api_user_search::key)).first(connection).optional()?;
    let (name, key) = place.unwrap_or_else(|| (fold_for_search(&cursor.key), 0));
    Ok(Behind { order, key: SortKey::Text(name), tie: SortKey::Number(key) })
}

fn is_more_than(rows: &[Row], size: i64) -> bool {
    i64::try_from(rows.len()).is_ok_and(|found| found > size)
}

fn cut(mut rows: Vec<Row>, spec: &ListSpec) -> Stretch {
    let has_more = is_more_than(&rows, spec.size);
    rows.truncate(usize::try_from(spec.size).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more).map(|row| cursor_of(row, spec));
    Stretch { rows, next }
}

fn cursor_of(row: &Row, spec: &ListSpec) -> Cursor {
    Cursor { id: row.id.clone(), key: row.key(spec.sort) }
}

/// The rows of a path that a search finds; all of them where none is asked for.
struct Walk<'a> {
    path: Path<'a>,
    hit: Option<Hit>,
    limits: (i64, i64),
    columns: AsSelect<Row, MultiBackend>,
}

/// Which rows are walked, and how; so many of them, behind so many.
enum Path<'a> {
    /// By an index of the list; what is searched is looked up row by row.
    Index(BoxedQuery<'a, MultiBackend, Text>),
    /// By the index of what is searched, in the order of usernames.
    Names { behind: Option<Behind>, order: ByColumn, limits: (i64, i64) },
}

/// What makes a row a hit.
struct Hit {
    search: Search,
    /// The keys of all whose note has the term, as a JSON array; None where they are not known beforehand.
    notes: Option<String>,
    facets: String,
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
            Path::Names { behind, order, limits } => {
                out.push_sql(
                    "SELECT s.key, s.username, s.organization, s.facet FROM api_user_search AS s \
                     INDEXED BY api_user_search_by_username",
                );
                if let Some(behind) = behind {
                    out.push_sql(" WHERE ");
                    behind.walk_ast(out.reborrow())?;
                }
                out.push_sql(" ORDER BY ");
                order.walk_ast(out.reborrow())?;
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
