//! One page of the list: counters instead of counting, keysets instead of offsets, ids first where offsets must be.

use diesel::prelude::*;

use super::{
    conditions::{Order, Query},
    spec::{Column, Filter, ListSpec, Position},
};
use crate::{
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::{
        DbConnection, DbResult,
        schema::{api_user_counts, api_users},
    },
    ids::ApiUserId,
    input::{Organization, Username},
    paging::Pagination,
};

/// A search is counted no further than one more than this.
pub const COUNTED: i64 = 1_000;

/// A row of the list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_users)]
pub struct Row {
    /// Whose row it is.
    pub id: ApiUserId,
    /// As it was typed.
    pub username: Username,
    username_key: String,
    /// Its role.
    pub role: ApiUserRole,
    /// Its status.
    pub status: Status,
    /// Empty for the main one.
    pub organization: Organization,
    organization_key: String,
    /// When it last logged in.
    pub last_login_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
}

impl Row {
    /// Whether nothing changed since it was made.
    #[must_use]
    pub fn is_as_inserted(&self) -> bool {
        self.modified_at == self.created_at
    }

    /// What the row is sorted by.
    pub fn key(&self, column: Column) -> String {
        match column {
            Column::Status => self.status.as_str().to_owned(),
            Column::Role => self.role.as_str().to_owned(),
            Column::Username => self.username_key.clone(),
            Column::Organization => self.organization_key.clone(),
            Column::LastLogin => self.last_login_at.micros().to_string(),
            Column::Modified => self.modified_at.micros().to_string(),
        }
    }
}

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
    /// Whether there are rows behind these.
    pub has_next: bool,
    /// How many there are of each status under the role, in the order of [`Status::ALL`].
    pub counts: [i64; Status::ALL.len()],
}

/// The page of the spec.
///
/// # Errors
/// When the database can't say.
pub fn list(connection: &mut DbConnection, spec: &ListSpec) -> DbResult<Listing> {
    let filter = &spec.filter;
    let counts = counts(connection, filter.role)?;
    let order = Order::new(spec.sort, spec.descending, filter);
    if filter.search.is_none() {
        let total = counts_under(spec.filter.status, counts);
        return Ok(Listing { counts, ..by_position(connection, spec, order, (total, counts), false)? });
    }
    let hits: Vec<ApiUserId> = filter.scanning().select(api_users::id).limit(COUNTED + 1).load(connection)?;
    let found = match i64::try_from(hits.len()).unwrap_or(i64::MAX) {
        total if total > COUNTED => by_position(connection, spec, order, (COUNTED, counts), true)?,
        total => sort_hits(connection, spec, &hits, order, total)?,
    };
    Ok(Listing { counts, ..found })
}

/// Few hits are sorted as they are.
fn sort_hits(
    connection: &mut DbConnection,
    spec: &ListSpec,
    hits: &[ApiUserId],
    order: Order,
    total: i64,
) -> DbResult<Listing> {
    let paging = Pagination { number: spec.page, size: spec.size, total };
    let query = api_users::table.into_boxed().filter(api_users::id.eq_any(hits));
    let query = order.sort(query).offset(paging.offset()).limit(spec.size);
    let rows = query.select(Row::as_select()).load(connection)?;
    let listing = Listing::new(rows, paging, paging.previous().is_some(), paging.next().is_some());
    Ok(Listing { navigation: Navigation::ByNumber, ..listing })
}

fn by_position(
    connection: &mut DbConnection,
    spec: &ListSpec,
    order: Order,
    (total, counts): (i64, [i64; Status::ALL.len()]),
    is_more_than_counted: bool,
) -> DbResult<Listing> {
    let asked = Pagination { number: spec.page, size: spec.size, total };
    // Beside a cursor the number is only a label, but it must not count past the end.
    let most = Pagination { total: counts_under(spec.filter.status, counts), ..asked };
    let is_label = spec.position != Position::Start;
    let paging = if is_label { Pagination { number: asked.number.min(most.last()), ..asked } } else { asked };
    let query = spec.filter.searching(order);
    let listing = match &spec.position {
        Position::Start if is_more_than_counted || spec.page == 1 => {
            from_offset(connection, order.sort(query), paging)?
        }
        Position::Start => jump(connection, &spec.filter, order, paging)?,
        Position::After(cursor) => {
            let (rows, more) = fetch_page(connection, order.sort(order.seek_after(query, cursor)), spec.size)?;
            Listing::new(rows, paging, true, more)
        }
        Position::Before(cursor) => {
            let back = order.reversed();
            let (mut rows, more) = fetch_page(connection, back.sort(back.seek_after(query, cursor)), spec.size)?;
            rows.reverse();
            Listing::new(rows, paging, more, true)
        }
    };
    Ok(Listing { is_more_than_counted, ..listing })
}

fn from_offset(connection: &mut DbConnection, sorted: Query<'_>, paging: Pagination) -> DbResult<Listing> {
    let (rows, more) = fetch_page(connection, sorted.offset(paging.offset()), paging.size)?;
    Ok(Listing::new(rows, paging, paging.number > 1, more))
}

/// The ids by walking the index from the nearer end, then their rows.
fn jump(connection: &mut DbConnection, filter: &Filter, order: Order, paging: Pagination) -> DbResult<Listing> {
    let here = paging.size.min(paging.total - paging.offset()).max(0);
    let behind = (paging.total - paging.offset() - here).max(0);
    let (walked, offset) = if behind < paging.offset() { (order.reversed(), behind) } else { (order, paging.offset()) };
    let query = walked.sort(filter.query(order)).offset(offset).limit(here);
    let ids: Vec<ApiUserId> = query.select(api_users::id).load(connection)?;
    let rows = order.sort(api_users::table.into_boxed().filter(api_users::id.eq_any(ids)));
    let rows = rows.select(Row::as_select()).load(connection)?;
    Ok(Listing::new(rows, paging, paging.number > 1, behind > 0))
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
            counts,
        }
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
