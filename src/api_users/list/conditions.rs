//! The conditions and orders of the list, written so that the indexes serve them.

use diesel::prelude::*;

use super::{
    fragments::{Behind, ByColumn, Fixed, SortKey},
    spec::{Column, Cursor, Filter},
};
use crate::{
    api_users::search::Facets,
    authorization::ApiUserRole,
    db::{MultiBackend, schema::api_users},
};

/// A query of API users under construction.
pub(super) type Query<'a> = api_users::BoxedQuery<'a, MultiBackend>;

impl Filter {
    /// Those of the status and the role, by the indexes of the order.
    #[must_use]
    pub fn query<'a>(&self, order: Order) -> Query<'a> {
        let query = api_users::table.into_boxed::<MultiBackend>();
        let query = match self.status {
            Some(status) => query.filter(api_users::status.eq(status)),
            None => query,
        };
        // Literal, so that SQLite knows the partial indexes of Administrators to be enough; concatenated, so that the
        // index on the role does not make it find them all and sort, where no order needs it.
        let by_role_alone = order.0.column.is_none();
        match self.role {
            Some(ApiUserRole::Administrator) if by_role_alone => query.filter(Fixed("role = 'administrator'")),
            Some(ApiUserRole::Operator) if by_role_alone => query.filter(Fixed("role = 'operator'")),
            Some(ApiUserRole::Administrator) => query.filter(Fixed("role || '' = 'administrator'")),
            Some(ApiUserRole::Operator) => query.filter(Fixed("role || '' = 'operator'")),
            None => query,
        }
    }

    /// The statuses and roles that it lets through, as a search knows them.
    #[must_use]
    pub fn facets(&self) -> Facets {
        Facets::new(self.status, self.role)
    }

    /// Whether every row of the filter has the same value in this column.
    const fn fixes(&self, column: Column) -> bool {
        match column {
            Column::Status => self.status.is_some(),
            Column::Role => self.role.is_some(),
            _ => false,
        }
    }
}

/// An order of the list with its tie-break.
#[derive(Clone, Copy, Debug)]
pub struct Order(ByColumn);

impl Order {
    /// The order by a column; what the filter makes the same for all rows is left out.
    pub fn new(column: Column, descending: bool, filter: &Filter) -> Self {
        let name = match column {
            Column::Status => "api_users.status",
            Column::Role => "api_users.role",
            Column::Username => "api_users.username_key",
            Column::Organization => "api_users.organization_key",
            Column::LastLogin => "api_users.last_login_at",
            Column::Modified => "api_users.modified_at",
        };
        Self(ByColumn { column: (!filter.fixes(column)).then_some(name), tie: "api_users.id", descending })
    }

    /// The same from the other end.
    pub const fn reversed(self) -> Self {
        Self(ByColumn { descending: !self.0.descending, ..self.0 })
    }

    /// What stands behind ORDER BY.
    pub const fn columns(self) -> ByColumn {
        self.0
    }

    /// The same of the names that are searched, whichever way this goes.
    pub const fn of_names(self) -> ByColumn {
        ByColumn { column: Some("s.username"), tie: "s.key", descending: self.0.descending }
    }

    /// Sorts the query.
    pub fn sort(self, query: Query<'_>) -> Query<'_> {
        query.order(self.0)
    }

    /// The condition of what comes behind the cursor.
    pub fn behind(self, cursor: &Cursor) -> Behind {
        let key = match self.0.column {
            Some("api_users.last_login_at" | "api_users.modified_at") => {
                SortKey::Number(cursor.key.parse().unwrap_or(0))
            }
            _ => SortKey::Text(cursor.key.clone()),
        };
        Behind { order: self.0, key, tie: SortKey::Text(cursor.id.to_string()) }
    }

    /// Only what comes behind the cursor.
    pub fn seek_after<'a>(self, query: Query<'a>, cursor: &Cursor) -> Query<'a> {
        query.filter(self.behind(cursor))
    }
}
