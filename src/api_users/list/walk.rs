//! Pages of a search that finds many: the list is walked in its order, a bounded number of rows at a time, and what is no
//! hit left out.

use diesel::{
    QueryResult, RunQueryDsl,
    dsl::AsSelect,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Bool, Text},
};

use super::{
    bands::Band,
    conditions::Order,
    fragments::{Behind, ByColumn, SortKey},
    hits::{Best, push_limits, sort},
    row::Row,
    spec::{Column, Cursor, ListSpec, Position},
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

/// A page of hits that are many: by username the best first, as where they are few; else in the order alone. It may be
/// short where they stand far apart.
pub(super) fn walk_many(
    connection: &mut DbConnection,
    spec: &ListSpec,
    search: &Search,
    order: Order,
    from: Start<'_>,
) -> DbResult<Stretch> {
    let walked = if spec.sort == Column::Username { WALKED_BY_NAME } else { WALKED };
    walk_some(connection, spec, search, (order, from), walked)
}

/// [`walk_many`] with another bound on what is walked.
fn walk_some(
    connection: &mut DbConnection,
    spec: &ListSpec,
    search: &Search,
    (order, from): (Order, Start<'_>),
    walked: i64,
) -> DbResult<Stretch> {
    let facets = spec.filter.facets();
    let (offset, cursor) = match from {
        Start::Offset(offset) => (offset, None),
        Start::Cursor(cursor) => (0, Some(cursor)),
    };
    let limits = (spec.size + 1, offset);
    let by_name = spec.sort == Column::Username;
    let order_of_hits = if by_name { order.of_names() } else { order.columns() };
    let is_backwards = matches!(spec.position, Position::Before(_));
    let bands = if by_name {
        let behind = cursor.map(|cursor| behind_name(connection, order_of_hits, cursor)).transpose()?;
        Band::of_names(&search.key, order_of_hits.descending, is_backwards, behind)
    } else {
        vec![Band::whole(cursor.map(|cursor| order.behind(cursor)))]
    };
    let path = |(limit, offset): (i64, i64)| {
        if by_name {
            let reach = limit.saturating_add(offset);
            return Path::Names { bands: bands.clone(), order: order_of_hits, reach, limits: (limit, offset) };
        }
        let query = spec.filter.query(order);
        let query = match cursor {
            Some(cursor) => order.seek_after(query, cursor),
            None => query,
        };
        Path::Index(order.sort(query).limit(limit).offset(offset).select(api_users::id))
    };
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
        Some(hits) => {
            let best = by_name.then(|| Best { term: search.key.clone(), is_first: !is_backwards });
            Ok(cut(sort(connection, &hits, (best, order_of_hits), bands, limits)?, spec))
        }
        None => Ok(Stretch { rows, next: Some(cursor_of(&last, spec)) }),
    }
}

/// The searched name of the row of the cursor, and behind it; behind the name alone where the row is gone.
fn behind_name(connection: &mut DbConnection, order: ByColumn, cursor: &Cursor) -> DbResult<(String, Behind)> {
    let row = api_user_search::table.filter(api_user_search::api_user_id.eq(&cursor.id));
    let place = row.select((api_user_search::username, api_user_search::key)).first(connection).optional()?;
    let (name, key) = place.unwrap_or_else(|| (fold_for_search(&cursor.key), 0));
    Ok((name.clone(), Behind { order, key: SortKey::Text(name), tie: SortKey::Number(key) }))
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
    /// By the index of what is searched, in the order of usernames, band after band.
    Names { bands: Vec<Band>, order: ByColumn, reach: i64, limits: (i64, i64) },
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
            Path::Names { bands, order, reach, limits } => {
                for (number, band) in bands.iter().enumerate() {
                    out.push_sql(if number == 0 { "" } else { " UNION ALL " });
                    out.push_sql(
                        "SELECT * FROM (SELECT s.key, s.username, s.organization, s.facet FROM api_user_search AS s \
                         INDEXED BY api_user_search_by_username WHERE ",
                    );
                    band.walk_ast(out.reborrow())?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api_users::{Fields, Filter, NewApiUser, create},
        audit::{Actor, operate_blocking},
        authorization::{ApiUserRole, PanelRole},
        clock::Timestamp,
        db::Db,
        input::{NewPassword, Organization, PrivateNote, SearchTerm, Username},
        locale::{Locale, Timezone},
        security::{Hasher, KeyKind, SecretKey},
    };

    fn fill(db: &Db) {
        let password_hash = Hasher::default().hash_now(NewPassword::generate().unwrap().plain()).unwrap();
        for name in ["a-kiosk", "kiosk", "kiosk-1", "kiosk-2", "Kïosk-3", "kiosk.4", "other", "y-kiosk", "z-kiosk"] {
            let new = NewApiUser {
                fields: Fields {
                    username: Username::parse(name).unwrap(),
                    role: ApiUserRole::Operator,
                    organization: Organization::parse("").unwrap(),
                    language: Locale::En,
                    timezone: Timezone::UTC,
                    private_note: Some(PrivateNote::parse("").unwrap()),
                },
                password_hash: password_hash.clone(),
                key: SecretKey::generate(KeyKind::ApiUser).unwrap(),
                privileges: Vec::new().into(),
                last_login_at: Timestamp::NEVER,
            };
            operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| create(tx, &new)).unwrap();
        }
    }

    /// With a bound of one row nothing is found by walking, so all hits are sorted instead.
    #[test]
    fn hits_that_are_sorted_come_as_those_that_are_walked() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap()).unwrap();
        fill(&db);
        let main = Organization::parse("Main").unwrap();
        let search = Search::new(&SearchTerm::parse("kiosk").unwrap(), &main, PanelRole::Auditor);
        let expected = [
            ["kiosk", "kiosk-1", "kiosk-2", "Kïosk-3", "kiosk.4", "a-kiosk", "y-kiosk", "z-kiosk"],
            ["kiosk", "kiosk.4", "Kïosk-3", "kiosk-2", "kiosk-1", "z-kiosk", "y-kiosk", "a-kiosk"],
        ];
        for (expected, descending) in expected.into_iter().zip([false, true]) {
            for (walked, is_backwards) in [(100, false), (1, false), (100, true), (1, true)] {
                let mut spec = ListSpec {
                    filter: Filter { status: None, role: None, search: None },
                    sort: Column::Username,
                    descending,
                    position: Position::Start,
                    size: 3,
                    page: 1,
                };
                let order = Order::new(Column::Username, descending, &spec.filter);
                let order = if is_backwards { order.reversed() } else { order };
                let mut seen: Vec<String> = Vec::new();
                let mut from = None;
                if is_backwards {
                    let last = db.write_blocking(|connection| {
                        let name = api_users::username.eq(expected.last().map_or("", |name| name));
                        Ok::<_, crate::db::DbError>(
                            api_users::table.filter(name).select(Row::as_select()).first::<Row>(connection)?,
                        )
                    });
                    let last = last.unwrap();
                    seen.push(last.username.to_string());
                    from = Some(cursor_of(&last, &spec));
                }
                loop {
                    if let Some(cursor) = from.clone().filter(|_| is_backwards) {
                        spec.position = Position::Before(cursor);
                    }
                    let start = from.as_ref().map_or(Start::Offset(0), Start::Cursor);
                    let page =
                        db.write_blocking(|connection| walk_some(connection, &spec, &search, (order, start), walked));
                    let page = page.unwrap();
                    seen.extend(page.rows.iter().map(|row| row.username.to_string()));
                    let Some(next) = page.next else { break };
                    from = Some(next);
                }
                if is_backwards {
                    seen.reverse();
                }
                assert_eq!(seen, expected, "{descending} {walked} {is_backwards}");
            }
        }
    }
}
