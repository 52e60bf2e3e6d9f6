//! The conditions and orders of the list, written so that the indexes serve them.

use diesel::prelude::*;

use super::{
    fragments::{FixedCondition, OrderBy, SeekAfter, SortKey},
    spec::{Column, Cursor, Filter, ListSpec, Position},
};
use crate::{
    authorization::ApiUserRole,
    db::{MultiBackend, schema::api_users},
};

/// A query of API users under construction.
pub(in crate::api_users) type Query<'a> = api_users::BoxedQuery<'a, MultiBackend>;

impl Filter {
    /// Those of the status and the role, by the indexes of the order.
    pub(in crate::api_users) fn query<'a>(&self, order: Order) -> Query<'a> {
        let query = api_users::table.into_boxed::<MultiBackend>();
        let query = match self.status {
            Some(status) => query.filter(api_users::status.eq(status)),
            None => query,
        };
        // Literal, so that SQLite knows the partial indexes of Administrators to be enough; concatenated, so that the
        // index on the role does not make it find them all and sort, where no order needs it.
        let by_role_alone = order.0.column.is_none();
        match self.role {
            Some(ApiUserRole::Administrator) if by_role_alone => query.filter(FixedCondition("role = 'administrator'")),
            Some(ApiUserRole::Operator) if by_role_alone => query.filter(FixedCondition("role = 'operator'")),
            Some(ApiUserRole::Administrator) => query.filter(FixedCondition("role || '' = 'administrator'")),
            Some(ApiUserRole::Operator) => query.filter(FixedCondition("role || '' = 'operator'")),
            None => query,
        }
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
pub(in crate::api_users) struct Order(OrderBy);

impl Order {
    /// The order by a column; what the filter makes the same for all rows is left out.
    fn new(column: Column, descending: bool, filter: &Filter) -> Self {
        let name = match column {
            Column::Status => "api_users.status",
            Column::Role => "api_users.role",
            Column::Username => "api_users.username_key",
            Column::Organization => "api_users.organization_key",
            Column::LastLogin => "api_users.last_login_at",
            Column::Modified => "api_users.modified_at",
        };
        Self(OrderBy { column: (!filter.fixes(column)).then_some(name), tie: "api_users.id", descending })
    }

    /// The same from the other end.
    pub(in crate::api_users) const fn reversed(self) -> Self {
        Self(OrderBy { descending: !self.0.descending, ..self.0 })
    }

    /// What comes after ORDER BY.
    pub(in crate::api_users) const fn columns(self) -> OrderBy {
        self.0
    }

    /// Sorts the query.
    pub(in crate::api_users) fn sort(self, query: Query<'_>) -> Query<'_> {
        query.order(self.0)
    }

    /// The condition of what comes after the cursor.
    pub(in crate::api_users) fn after(self, cursor: &Cursor) -> SeekAfter {
        let key = match self.0.column {
            Some("api_users.last_login_at" | "api_users.modified_at") => {
                SortKey::Number(cursor.key.parse().unwrap_or(0))
            }
            _ => SortKey::Text(cursor.key.clone()),
        };
        SeekAfter { order: self.0, key, tie: SortKey::Text(cursor.id.to_string()) }
    }

    /// Only what comes after the cursor.
    pub(in crate::api_users) fn seek_after<'a>(self, query: Query<'a>, cursor: &Cursor) -> Query<'a> {
        query.filter(self.after(cursor))
    }
}

impl ListSpec {
    /// The order of the list.
    pub(in crate::api_users) fn order(&self) -> Order {
        Order::new(self.sort, self.descending, &self.filter)
    }

    /// The order in which the rows of the page are read, from the end where it begins.
    pub(in crate::api_users) fn reading_order(&self) -> Order {
        if matches!(self.position, Position::Before(_)) { self.order().reversed() } else { self.order() }
    }
}
