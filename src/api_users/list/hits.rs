//! Pages of a search: hits are sorted where they are few; where they are many, the list is walked in its order and what
//! is no hit left out, a bounded number of rows at a time.

use diesel::{
    QueryResult, RunQueryDsl,
    dsl::AsSelect,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Bool, Text},
};

use super::{
    conditions::Order,
    fragments::{Behind, ByColumn},
    row::Row,
    spec::{Cursor, ListSpec},
};
use crate::{
    api_users::search::{Hits, Search, find_all},
    db::{
        DbConnection, DbResult, MultiBackend,
        schema::api_users::{self, BoxedQuery},
    },
};

/// How many rows are walked for one page.
const WALKED: i64 = 4_000;

/// Some rows of an order, and from where it goes on behind them.
pub struct Stretch {
    /// The rows in order.
    pub rows: Vec<Row>,
    /// None at the end. Not the last row's, where rows without a hit were walked behind it.
    pub next: Option<Cursor>,
}

/// Where a stretch begins.
#[derive(Clone, Copy)]
pub enum Start<'a> {
    /// Behind so many hits.
    Offset(i64),
    /// Behind a row.
    Cursor(&'a Cursor),
}

/// A page of hits that are few, the best first: whose username is the term, then whose username begins with it.
pub fn sort_few(
    connection: &mut DbConnection,
    spec: &ListSpec,
    (hits, term): (&Hits, &str),
    order: Order,
    offset: i64,
) -> DbResult<Vec<Row>> {
    let sorted = Sorted { term: Some(term.to_owned()), ..Sorted::new(hits, order, None, (spec.size, offset)) };
    Ok(sorted.load(connection)?)
}

/// A page of hits that are many, in the order alone.
pub fn walk_many(
    connection: &mut DbConnection,
    spec: &ListSpec,
    search: &Search,
    order: Order,
    from: Start<'_>,
) -> DbResult<Stretch> {
    let (offset, cursor) = match from {
        Start::Offset(offset) => (offset, None),
        Start::Cursor(cursor) => (0, Some(cursor)),
    };
    let walked = || {
        let query = spec.filter.query(order);
        order.sort(match cursor {
            Some(cursor) => order.seek_after(query, cursor),
            None => query,
        })
    };
    let limits = (spec.size + 1, offset);
    let rows: Vec<Row> = Walk {
        walked: walked().limit(WALKED).select(api_users::id),
        search: search.clone(),
        limits,
        columns: Row::as_select(),
    }
    .load(connection)?;
    if is_more_than(&rows, spec.size) {
        return Ok(cut(rows, spec));
    }
    let last = walked().offset(WALKED - 1).limit(1).select(Row::as_select()).first(connection).optional()?;
    let Some(last) = last else { return Ok(Stretch { rows, next: None }) };
    // They stand far apart in this order, or all far behind.
    match find_all(connection, search, &spec.filter.facets())? {
        Some(hits) => {
            let behind = cursor.map(|cursor| order.behind(cursor));
            Ok(cut(Sorted::new(&hits, order, behind, limits).load(connection)?, spec))
        }
        None => Ok(Stretch { rows, next: Some(cursor_of(&last, spec)) }),
    }
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

/// The rows of these keys in order.
struct Sorted {
    keys: String,
    /// What the best hits are called, or begin with.
    term: Option<String>,
    behind: Option<Behind>,
    order: ByColumn,
    limits: (i64, i64),
    columns: AsSelect<Row, MultiBackend>,
}

impl Sorted {
    fn new(hits: &Hits, order: Order, behind: Option<Behind>, limits: (i64, i64)) -> Self {
        let keys = hits.keys.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let (order, columns) = (order.columns(), Row::as_select());
        Self { keys: format!("[{keys}]"), term: None, behind, order, limits, columns }
    }
}

/// The rows of a stretch of the list that a search finds.
struct Walk<'a> {
    walked: BoxedQuery<'a, MultiBackend, Text>,
    search: Search,
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
        if let Some(behind) = &self.behind {
            out.push_sql(" WHERE ");
            behind.walk_ast(out.reborrow())?;
        }
        out.push_sql(" ORDER BY ");
        if let Some(term) = &self.term {
            out.push_sql("s.username = ");
            out.push_bind_param::<Text, _>(term)?;
            out.push_sql(" DESC, substr(s.username, 1, length(");
            out.push_bind_param::<Text, _>(term)?;
            out.push_sql(")) = ");
            out.push_bind_param::<Text, _>(term)?;
            out.push_sql(" DESC, ");
        }
        self.order.walk_ast(out.reborrow())?;
        push_limits(&mut out, &self.limits)
    }
}

impl QueryFragment<MultiBackend> for Walk<'_> {
    /// The rows come as they are walked: the inner query has a limit, so it is run as it stands, and the joins look up
    /// one row each.
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let Search { key, in_notes, is_in_main_organization } = &self.search;
        out.push_sql("SELECT ");
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(" FROM (");
        QueryFragment::<MultiBackend>::walk_ast(&self.walked, out.reborrow())?;
        out.push_sql(
            ") AS walked CROSS JOIN api_user_search AS s ON s.api_user_id = walked.id \
             CROSS JOIN api_users ON api_users.id = walked.id WHERE (instr(s.username, ",
        );
        out.push_bind_param::<Text, _>(key)?;
        out.push_sql(") OR instr(s.organization, ");
        out.push_bind_param::<Text, _>(key)?;
        out.push_sql(") OR (s.organization = '' AND ");
        out.push_bind_param::<Bool, _>(is_in_main_organization)?;
        out.push_sql(") OR (");
        out.push_bind_param::<Bool, _>(in_notes)?;
        out.push_sql(" AND instr((SELECT n.note FROM api_user_note_search AS n WHERE n.key = s.key), ");
        out.push_bind_param::<Text, _>(key)?;
        out.push_sql(")))");
        push_limits(&mut out, &self.limits)
    }
}

fn push_limits<'b>(out: &mut AstPass<'_, 'b, MultiBackend>, (limit, offset): &'b (i64, i64)) -> QueryResult<()> {
    out.push_sql(" LIMIT ");
    out.push_bind_param::<BigInt, _>(limit)?;
    out.push_sql(" OFFSET ");
    out.push_bind_param::<BigInt, _>(offset)
}

macro_rules! rows {
    ($($name:ty),+) => {
        $(
            impl QueryId for $name {
                type QueryId = ();
                // The text says which statement it is; there is one per filter and order.
                const HAS_STATIC_QUERY_ID: bool = false;
            }
            impl Query for $name {
                type SqlType = AsSelect<Row, MultiBackend>;
            }
            impl<C> RunQueryDsl<C> for $name {}
        )+
    };
}

rows!(Sorted, Walk<'_>);
