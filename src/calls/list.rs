//! The log as it is read: the newest first, a page after another.

use std::{fmt, str::FromStr, time::Duration};

use diesel::prelude::*;

use super::{LoggedCall, Origin, Verdict};
use crate::{
    authorization::{Deed, Parts, RecordState, Rule},
    clock::Timestamp,
    db::{DbConnection, DbResult, MultiBackend, schema::calls},
    ids::{ApiUserId, ProjectId, RecordId},
};

/// Whose calls: those that an API user made, or those that came to a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallsOf {
    /// An API user's.
    ApiUser(ApiUserId),
    /// A project's.
    Project(ProjectId),
}

/// Which of them.
#[derive(Clone, Debug)]
pub struct CallFilter {
    /// Not those before.
    pub since: Timestamp,
    /// By what became of them.
    pub verdict: Option<Verdict>,
    /// By what they were to do.
    pub deed: Option<Deed>,
    /// By the other side: of an API user's by the project, of a project's by the API user.
    pub other: Option<CallsOf>,
}

/// A row of the log. Its text, as in `1764000000000000.-17`, stands in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallCursor {
    at: Timestamp,
    nonce: i32,
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallPosition {
    /// At the newest call.
    Newest,
    /// Behind this one.
    OlderThan(CallCursor),
    /// Before this one.
    NewerThan(CallCursor),
}

/// A page of the log, the newest call first.
#[derive(Clone, Debug)]
pub struct CallPage {
    /// The calls.
    pub calls: Vec<LoggedCall>,
    /// Where newer ones may be; none where this is the newest page.
    pub newer: Option<CallCursor>,
    /// Where older ones may be; none where this is the last page.
    pub older: Option<CallCursor>,
    /// Whether as many rows were looked through as are for one page; there may be more that match.
    pub is_cut: bool,
}

/// How many calls stand on a page.
const SIZE: usize = 50;
/// How many rows are looked through for a page; without a bound, a page of what is rare would read the whole log.
const LOOKED_THROUGH: i64 = 20_000;

type Query<'a> = calls::BoxedQuery<'a, MultiBackend>;

impl CallsOf {
    /// The id of the API user or the project.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::ApiUser(id) => id.as_str(),
            Self::Project(id) => id.as_str(),
        }
    }

    fn query(&self) -> Query<'_> {
        let all = calls::table.into_boxed::<MultiBackend>();
        match self {
            Self::ApiUser(id) => all.filter(calls::api_user_id.eq(id)),
            Self::Project(id) => all.filter(calls::project_id.eq(id)),
        }
    }
}

impl CallFilter {
    /// Whether more than the period narrows the list.
    const fn is_narrow(&self) -> bool {
        self.verdict.is_some() || self.deed.is_some() || self.other.is_some()
    }

    fn narrow<'a>(&'a self, query: Query<'a>) -> Query<'a> {
        let query = match self.verdict {
            None => query,
            Some(Verdict::Allowed) => query.filter(calls::broken_rule.eq("")).filter(calls::error.eq("")),
            Some(Verdict::Denied) => query.filter(calls::broken_rule.ne("")),
            Some(Verdict::Failed) => query.filter(calls::broken_rule.eq("")).filter(calls::error.ne("")),
        };
        let query = match self.deed {
            None => query,
            Some(deed) => query.filter(calls::deed.eq(deed.as_str())),
        };
        // No bare columns, so that the index is that of whose calls they are, whose rows are counted.
        match &self.other {
            None => query,
            Some(CallsOf::ApiUser(id)) => query.filter(calls::api_user_id.concat("").eq(id.as_str())),
            Some(CallsOf::Project(id)) => query.filter(calls::project_id.concat("").eq(id.as_str())),
        }
    }
}

/// The page at this position; the newest one where nothing is newer.
pub fn list(
    connection: &mut DbConnection,
    of: &CallsOf,
    filter: &CallFilter,
    position: CallPosition,
) -> DbResult<CallPage> {
    let (mut rows, bound) = rows(connection, of, filter, position)?;
    let has_more = rows.len() > SIZE;
    rows.truncate(SIZE);
    let is_newer = matches!(position, CallPosition::NewerThan(_));
    if is_newer && !has_more && bound.is_none() && rows.len() < SIZE {
        return list(connection, of, filter, CallPosition::Newest);
    }
    let onward = if has_more { rows.last().map(Row::cursor) } else { bound };
    let back = match position {
        CallPosition::Newest => None,
        CallPosition::OlderThan(cursor) | CallPosition::NewerThan(cursor) => {
            Some(rows.first().map_or(cursor, Row::cursor))
        }
    };
    if is_newer {
        rows.reverse();
    }
    let (newer, older) = if is_newer { (onward, back) } else { (back, onward) };
    let calls = rows.into_iter().filter_map(Row::into_call).collect();
    Ok(CallPage { calls, newer, older, is_cut: !has_more && bound.is_some() })
}

/// The rows in the direction of the position, one more than a page, and where looking for them ended before the log did.
fn rows(
    connection: &mut DbConnection,
    of: &CallsOf,
    filter: &CallFilter,
    position: CallPosition,
) -> DbResult<(Vec<Row>, Option<CallCursor>)> {
    let span = Span::of(filter.since, position);
    let bound = if filter.is_narrow() { bound(connection, of, span, position)? } else { None };
    let query = match (bound, position) {
        (None, _) => from(of.query(), span, position),
        (Some(CallCursor { at, nonce }), CallPosition::NewerThan(_)) => {
            let span = Span { last: at, ..span };
            from(of.query(), span, position).filter(calls::at.lt(at).or(calls::nonce.le(nonce)))
        }
        (Some(CallCursor { at, nonce }), _) => {
            let span = Span { first: at, ..span };
            from(of.query(), span, position).filter(calls::at.gt(at).or(calls::nonce.ge(nonce)))
        }
    };
    let one_more = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    Ok((filter.narrow(query).limit(one_more).select(Row::as_select()).load(connection)?, bound))
}

/// The last row that is looked through; none where the log ends before. Found in the index alone.
fn bound(
    connection: &mut DbConnection,
    of: &CallsOf,
    span: Span,
    position: CallPosition,
) -> DbResult<Option<CallCursor>> {
    let last = from(of.query(), span, position).offset(LOOKED_THROUGH - 1).limit(1);
    let last: Option<(Timestamp, i32)> = last.select((calls::at, calls::nonce)).first(connection).optional()?;
    Ok(last.map(|(at, nonce)| CallCursor { at, nonce }))
}

/// The instants between which rows are read. There is one of each in a query: of two the index would take the first that
/// is written, however far off.
#[derive(Clone, Copy)]
struct Span {
    first: Timestamp,
    last: Timestamp,
}

impl Span {
    fn of(since: Timestamp, position: CallPosition) -> Self {
        let all = Self { first: since, last: Timestamp::from_micros(i64::MAX) };
        match position {
            CallPosition::Newest => all,
            CallPosition::OlderThan(cursor) => Self { last: cursor.at, ..all },
            CallPosition::NewerThan(cursor) => Self { first: cursor.at.max(since), ..all },
        }
    }
}

/// The calls from the position on.
fn from(query: Query<'_>, span: Span, position: CallPosition) -> Query<'_> {
    let query = query.filter(calls::at.ge(span.first)).filter(calls::at.le(span.last));
    match position {
        CallPosition::Newest => query.order((calls::at.desc(), calls::nonce.desc())),
        CallPosition::OlderThan(CallCursor { at, nonce }) => {
            query.filter(calls::at.lt(at).or(calls::nonce.lt(nonce))).order((calls::at.desc(), calls::nonce.desc()))
        }
        CallPosition::NewerThan(CallCursor { at, nonce }) => {
            query.filter(calls::at.gt(at).or(calls::nonce.gt(nonce))).order((calls::at, calls::nonce))
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = calls)]
struct Row {
    at: Timestamp,
    nonce: i32,
    api_user_id: ApiUserId,
    project_id: String,
    origin: Origin,
    key_last_four: String,
    deed: String,
    parts: i32,
    record_id: String,
    record_state: RecordState,
    broken_rule: String,
    error: String,
    is_repeat: bool,
    address: String,
    duration: i64,
    run_by: String,
}

impl Row {
    const fn cursor(&self) -> CallCursor {
        CallCursor { at: self.at, nonce: self.nonce }
    }

    fn into_call(self) -> Option<LoggedCall> {
        Some(LoggedCall {
            at: self.at,
            api_user: self.api_user_id,
            project: ProjectId::parse(&self.project_id),
            origin: self.origin,
            run_by: self.run_by,
            key_last_four: self.key_last_four,
            deed: Deed::parse(&self.deed),
            parts: Parts::from_bits(self.parts)?,
            record: RecordId::parse(&self.record_id),
            record_state: self.record_state,
            broken_rule: Rule::parse(&self.broken_rule),
            error: self.error,
            is_repeat: self.is_repeat,
            address: self.address,
            duration: Duration::from_micros(self.duration.unsigned_abs()),
        })
    }
}

impl fmt::Display for CallCursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.at.micros(), self.nonce)
    }
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("this is no cursor of the log")]
pub struct NoCursor;

impl FromStr for CallCursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (at, nonce) = text.split_once('.').ok_or(NoCursor)?;
        let at = Timestamp::from_micros(at.parse().map_err(|_| NoCursor)?);
        Ok(Self { at, nonce: nonce.parse().map_err(|_| NoCursor)? })
    }
}
