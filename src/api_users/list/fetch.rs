//! One page of the list: counters instead of counting, keysets instead of offsets, ids first where offsets must be.

use diesel::{dsl::count_star, prelude::*};

use super::{
    conditions::{Order, Query},
    row::Row,
    spec::{Cursor, Filter, ListSpec, Position},
};
use crate::{
    api_users::search::{self, COUNTED, Found},
    authorization::{ApiUserRole, Status},
    db::{
        DbConnection, DbResult, among,
        schema::{api_user_counts, api_users},
    },
    ids::ApiUserId,
    paging::Pagination,
};

/// How the pages of a list are turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Navigation {
    /// By the rows at their edges, however many there are.
    ByCursor,
    /// By their numbers, where there are few.
    ByNumber,
}

/// One page and what is said around it.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The rows in order.
    pub rows: Vec<Row>,
    /// Of how many; of a search that finds more than [`COUNTED`], that.
    pub pages: Pagination,
    /// Whether a search finds more than [`COUNTED`].
    pub is_more_than_counted: bool,
    /// How its pages are turned.
    pub navigation: Navigation,
    /// Whether there are rows before these.
    pub has_previous: bool,
    /// Whether there are rows after these.
    pub has_next: bool,
    /// Where the page before ends, where that is not before the first row.
    pub previous: Option<Cursor>,
    /// Where the next page begins, where that is not after the last row.
    pub next: Option<Cursor>,
    /// How many there are of each status under the role, in the order of [`Status::ALL`].
    pub counts: [i64; Status::ALL.len()],
}

/// The page of the spec.
pub fn list(connection: &mut DbConnection, spec: &ListSpec) -> DbResult<Listing> {
    let counts = counts(connection, spec.filter.role)?;
    let listing = match &spec.filter.search {
        Some(search) => by_search(spec, search::find_page(connection, spec, search)?, counts),
        None => by_position(connection, spec, counts)?,
    };
    Ok(Listing { counts, ..listing })
}

/// Few hits are turned by number, many by the rows at the edges of the page.
fn by_search(spec: &ListSpec, found: Found, counts: [i64; Status::ALL.len()]) -> Listing {
    let (rows, next) = match found {
        Found::Few { rows, total } => {
            let paging = Pagination { number: spec.page, size: spec.size, total };
            let listing = Listing::new(rows, paging, paging.previous().is_some(), paging.next().is_some());
            return Listing { navigation: Navigation::ByNumber, ..listing };
        }
        Found::Many { rows, next } => (rows, next),
    };
    let paging = label(spec, COUNTED, counts);
    let listing = match spec.position {
        Position::Before(_) => {
            let listing = Listing::new(rows, paging, next.is_some(), true);
            Listing { previous: next, ..listing }
        }
        Position::Start | Position::After(_) => {
            let has_previous = spec.position != Position::Start || paging.number > 1;
            let listing = Listing::new(rows, paging, has_previous, next.is_some());
            Listing { next, ..listing }
        }
    };
    Listing { is_more_than_counted: true, ..listing }
}

/// Beside a cursor the number is only a label, but it must not count past the end.
fn label(spec: &ListSpec, total: i64, counts: [i64; Status::ALL.len()]) -> Pagination {
    let asked = Pagination { number: spec.page, size: spec.size, total };
    let most = Pagination { total: counts_under(spec.filter.status, counts), ..asked };
    let is_label = spec.position != Position::Start;
    if is_label { Pagination { number: asked.number.min(most.last()), ..asked } } else { asked }
}

fn by_position(connection: &mut DbConnection, spec: &ListSpec, counts: [i64; Status::ALL.len()]) -> DbResult<Listing> {
    let paging = label(spec, counts_under(spec.filter.status, counts), counts);
    let order = spec.reading_order();
    let query = spec.filter.query(order);
    match &spec.position {
        Position::Start if spec.page == 1 => {
            let (rows, more) = fetch_page(connection, order.sort(query), spec.size)?;
            Ok(Listing::new(rows, paging, false, more))
        }
        Position::Start => jump(connection, &spec.filter, order, paging),
        Position::After(cursor) => {
            let (rows, more) = fetch_page(connection, order.sort(order.seek_after(query, cursor)), spec.size)?;
            Ok(Listing::new(rows, paging, true, more))
        }
        Position::Before(cursor) => {
            let (mut rows, more) = fetch_page(connection, order.sort(order.seek_after(query, cursor)), spec.size)?;
            rows.reverse();
            Ok(Listing::new(rows, paging, more, true))
        }
    }
}

/// The number of the page on which an API user stands; none where the filter leaves it out. Only for lists without a
/// search.
pub(crate) fn page_of(connection: &mut DbConnection, spec: &ListSpec, id: &ApiUserId) -> DbResult<Option<i64>> {
    let order = spec.order();
    let query = || spec.filter.query(order);
    let row = query().filter(api_users::id.eq(id)).select(Row::as_select()).first(connection).optional()?;
    let Some(row) = row else { return Ok(None) };
    let cursor = Cursor { id: row.id.clone(), key: row.key(spec.sort) };
    let before: i64 = order.reversed().seek_after(query(), &cursor).select(count_star()).first(connection)?;
    Ok(Some(before / spec.size + 1))
}

/// The ids by walking the index from the nearer end, then their rows.
fn jump(connection: &mut DbConnection, filter: &Filter, order: Order, paging: Pagination) -> DbResult<Listing> {
    let here = paging.size.min(paging.total - paging.offset()).max(0);
    let remaining = (paging.total - paging.offset() - here).max(0);
    let (walked, offset) =
        if remaining < paging.offset() { (order.reversed(), remaining) } else { (order, paging.offset()) };
    let query = walked.sort(filter.query(order)).offset(offset).limit(here);
    let ids: Vec<ApiUserId> = query.select(api_users::id).load(connection)?;
    let rows =
        order.sort(api_users::table.into_boxed().filter(among(api_users::id, ids.iter().map(ApiUserId::as_str))));
    let rows = rows.select(Row::as_select()).load(connection)?;
    Ok(Listing::new(rows, paging, paging.number > 1, remaining > 0))
}

/// As many rows as a page has, and whether there are more.
fn fetch_page(connection: &mut DbConnection, query: Query<'_>, size: i64) -> DbResult<(Vec<Row>, bool)> {
    let mut rows: Vec<Row> = query.limit(size + 1).select(Row::as_select()).load(connection)?;
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    Ok((rows, more))
}

fn counts(connection: &mut DbConnection, role: Option<ApiUserRole>) -> DbResult<[i64; Status::ALL.len()]> {
    let totals: Vec<(Status, ApiUserRole, i64)> = api_user_counts::table.load(connection)?;
    let of = |status| {
        let wanted = totals.iter().filter(|total| total.0 == status && role.is_none_or(|role| role == total.1));
        wanted.map(|total| total.2).sum()
    };
    Ok(Status::ALL.map(of))
}

fn counts_under(status: Option<Status>, counts: [i64; Status::ALL.len()]) -> i64 {
    match status {
        Some(status) => counts[status as usize],
        None => counts.iter().sum(),
    }
}

impl Listing {
    fn new(rows: Vec<Row>, pages: Pagination, has_previous: bool, has_next: bool) -> Self {
        let counts = [0; Status::ALL.len()];
        Self {
            rows,
            pages,
            is_more_than_counted: false,
            navigation: Navigation::ByCursor,
            has_previous,
            has_next,
            previous: None,
            next: None,
            counts,
        }
    }

    /// Whether nothing is here: a page without a row may still have more before or after it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.previous.is_none() && self.next.is_none()
    }

    /// Whether no more rows fit on the page.
    #[must_use]
    pub fn is_full(&self) -> bool {
        i64::try_from(self.rows.len()) == Ok(self.pages.size)
    }

    /// The number of the last row on the page.
    #[must_use]
    pub fn last_item(&self) -> i64 {
        let rows = i64::try_from(self.rows.len()).unwrap_or(0);
        let last = (self.pages.first_item() - 1).saturating_add(rows).max(0);
        if self.is_more_than_counted { last } else { last.min(self.pages.total) }
    }
}
