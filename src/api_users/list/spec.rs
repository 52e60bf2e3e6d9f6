//! What is asked of the list: filter, order, position and size, as values.

use crate::{
    api_users::search::Search,
    authorization::{ApiUserRole, Status},
    ids::ApiUserId,
    text_enum,
};

/// What is asked of the list.
#[derive(Clone, Debug)]
pub struct ListSpec {
    /// What narrows it.
    pub filter: Filter,
    /// The order.
    pub sort: Column,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Where the page begins.
    pub position: Position,
    /// How many rows stand on a page.
    pub size: i64,
    /// The number of the page, from 1; beside a cursor only a label.
    pub page: i64,
}

impl ListSpec {
    /// How many rows stand before the page, where it begins at a multiple of its size.
    pub(in crate::api_users) const fn offset(&self) -> i64 {
        (self.page - 1).saturating_mul(self.size)
    }
}

/// What narrows the list.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Only those of this status.
    pub status: Option<Status>,
    /// Only those of this role.
    pub role: Option<ApiUserRole>,
    /// Only those where this stands somewhere.
    pub search: Option<Search>,
}

text_enum! {
    /// A column, which is also an order.
    pub enum Column {
        /// By status.
        Status = "status",
        /// By role.
        Role = "role",
        /// By username.
        Username = "username",
        /// By organization; the main one comes first.
        Organization = "organization",
        /// By last login; never comes first.
        LastLogin = "last-login",
        /// By last change.
        Modified = "modified",
    }
}

impl Column {
    /// Whether a row can be sorted by this in this column.
    #[must_use]
    pub fn has_key(self, key: &str) -> bool {
        match self {
            Self::LastLogin | Self::Modified => key.parse::<i64>().is_ok(),
            Self::Status => Status::parse(key).is_some(),
            Self::Role => ApiUserRole::parse(key).is_some(),
            Self::Username | Self::Organization => true,
        }
    }
}

/// The last row of a page, or its first, from which the next page goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row's id, which breaks ties.
    pub id: ApiUserId,
    /// What the row is sorted by.
    pub key: String,
}

/// Where in the list the page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// At a multiple of the page size.
    Start,
    /// After a row.
    After(Cursor),
    /// So that it ends before a row.
    Before(Cursor),
}

impl Cursor {
    /// The cursor of a text as [`Cursor`] displays itself.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (id, key) = text.split_once('.')?;
        Some(Self { id: ApiUserId::parse(id)?, key: key.to_owned() })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.id, self.key)
    }
}
