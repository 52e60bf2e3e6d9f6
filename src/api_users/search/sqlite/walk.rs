//! Pages of a search that finds many: the list is walked in its order, a bounded number of rows at a time, and what is no
//! hit left out.

use diesel::prelude::*;

use super::{
    facets::Facets,
    hits::{find_all, find_notes},
    ranges::NameRange,
    sorted::{Best, sort},
    walk_query::{Hit, Path, Walk},
};
use crate::{
    api_users::{
        list::{Column, Cursor, ListSpec, OrderBy, Position, Row, SeekAfter, SortKey},
        search::Search,
    },
    db::{
        DbConnection, DbResult,
        schema::{api_user_search, api_users},
    },
    input::fold_for_search,
};

/// How many rows are walked for one page: of an index that has what is searched, and of one from which each row must be
/// looked up.
const WALKED_BY_NAME: i64 = 200_000;
const WALKED: i64 = 4_000;

/// A page of hits, and from where it goes on after them.
pub(super) struct HitPage {
    /// The rows as they were walked: from their end, where the page ends before a row.
    pub rows: Vec<Row>,
    /// None at the end. Not the last row's, where rows without a hit were walked after it.
    pub next: Option<Cursor>,
}

/// A page of hits that are many: by username the best first, as where they are few; else in the order alone. It may be
/// short where they stand far apart.
pub(super) fn walk(connection: &mut DbConnection, spec: &ListSpec, search: &Search) -> DbResult<HitPage> {
    let walked = if spec.sort == Column::Username { WALKED_BY_NAME } else { WALKED };
    walk_some(connection, spec, search, walked)
}

/// [`walk`] with another bound on what is walked.
fn walk_some(connection: &mut DbConnection, spec: &ListSpec, search: &Search, walked: i64) -> DbResult<HitPage> {
    let (facets, order) = (Facets::of(&spec.filter), spec.reading_order());
    let (offset, cursor) = match &spec.position {
        Position::Start => (spec.offset(), None),
        Position::After(cursor) | Position::Before(cursor) => (0, Some(cursor)),
    };
    let limits = (spec.size + 1, offset);
    let by_name = spec.sort == Column::Username;
    let order_of_hits = if by_name { by_searched_name(order.columns()) } else { order.columns() };
    let is_backwards = matches!(spec.position, Position::Before(_));
    let ranges = if by_name {
        let after = cursor.map(|cursor| after_name(connection, order_of_hits, cursor)).transpose()?;
        NameRange::best_first(&search.key, order_of_hits.descending, is_backwards, after)
    } else {
        vec![NameRange::all(cursor.map(|cursor| order.after(cursor)))]
    };
    let path = |(limit, offset): (i64, i64)| {
        if by_name {
            let reach = limit.saturating_add(offset);
            return Path::Names { ranges: ranges.clone(), order: order_of_hits, reach, limits: (limit, offset) };
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
    let Some(last) = last else { return Ok(HitPage { rows, next: None }) };
    // They stand far apart in this order, or all at its far end.
    match find_all(connection, search, &facets)? {
        Some(hits) => {
            let best = by_name.then(|| Best { term: search.key.clone(), is_first: !is_backwards });
            Ok(cut(sort(connection, &hits, (best, order_of_hits), ranges, limits)?, spec))
        }
        None => Ok(HitPage { rows, next: Some(cursor_of(&last, spec)) }),
    }
}

/// The order by the names that are searched, whichever way the other goes.
const fn by_searched_name(order: OrderBy) -> OrderBy {
    OrderBy { column: Some("s.username"), tie: "s.key", descending: order.descending }
}

/// The searched name of the row of the cursor, and what comes after it; after the name alone where the row is gone.
fn after_name(connection: &mut DbConnection, order: OrderBy, cursor: &Cursor) -> DbResult<(String, SeekAfter)> {
    let row = api_user_search::table.filter(api_user_search::api_user_id.eq(&cursor.id));
    let place = row.select((api_user_search::username, api_user_search::key)).first(connection).optional()?;
    let (name, key) = place.unwrap_or_else(|| (fold_for_search(&cursor.key), 0));
    Ok((name.clone(), SeekAfter { order, key: SortKey::Text(name), tie: SortKey::Number(key) }))
}

fn is_more_than(rows: &[Row], size: i64) -> bool {
    i64::try_from(rows.len()).is_ok_and(|found| found > size)
}

fn cut(mut rows: Vec<Row>, spec: &ListSpec) -> HitPage {
    let has_more = is_more_than(&rows, spec.size);
    rows.truncate(usize::try_from(spec.size).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more).map(|row| cursor_of(row, spec));
    HitPage { rows, next }
}

fn cursor_of(row: &Row, spec: &ListSpec) -> Cursor {
    Cursor { id: row.id.clone(), key: row.key(spec.sort) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api_users::{Fields, Filter, NewApiUser, create},
        audit::{Actor, operate_blocking},
        authorization::{ApiUserRole, PanelRole},
        clock::Timestamp,
        db::Db,
        input::{MainOrganization, NewPassword, Organization, PrivateNote, SearchTerm, Username},
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
                    organization: Organization::default(),
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
        let main = MainOrganization::parse("Main").unwrap();
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
                    let continued = if is_backwards { Position::Before } else { Position::After };
                    spec.position = from.clone().map_or(Position::Start, continued);
                    let page = db.write_blocking(|connection| walk_some(connection, &spec, &search, walked)).unwrap();
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
