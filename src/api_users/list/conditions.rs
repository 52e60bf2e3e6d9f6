//! The conditions and orders of the list, written so that the indexes serve them.

use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{BigInt, Bool, Text},
};

use super::spec::{Column, Cursor, Filter, Search};
use crate::{
    authorization::ApiUserRole,
    db::{MultiBackend, containing, schema::api_users},
};

/// A query of API users under construction.
pub type Query<'a> = api_users::BoxedQuery<'a, MultiBackend>;

impl Filter {
    /// Those of the status and the role, by the indexes of the order.
    pub fn query<'a>(&self, order: Order) -> Query<'a> {
        let query = api_users::table.into_boxed::<MultiBackend>();
        let query = match self.status {
            Some(status) => query.filter(api_users::status.eq(status)),
            None => query,
        };
        // Literal, so that SQLite knows the partial indexes of Administrators to be enough; concatenated, so that the
        // index on the role does not make it find them all and sort, where no order needs it.
        let by_role_alone = order.column.is_none();
        match self.role {
            Some(ApiUserRole::Administrator) if by_role_alone => query.filter(sql::<Bool>("role = 'administrator'")),
            Some(ApiUserRole::Operator) if by_role_alone => query.filter(sql::<Bool>("role = 'operator'")),
            Some(ApiUserRole::Administrator) => query.filter(sql::<Bool>("role || '' = 'administrator'")),
            Some(ApiUserRole::Operator) => query.filter(sql::<Bool>("role || '' = 'operator'")),
            None => query,
        }
    }

    /// [`Filter::query`] where the search stands somewhere, for walking in an order.
    pub fn searching<'a>(&self, order: Order) -> Query<'a> {
        match &self.search {
            Some(search) => search.narrow(self.query(order)),
            None => self.query(order),
        }
    }

    /// The same as [`Filter::searching`], but by a scan of the one index that has all that is searched:
    /// a concatenation keeps other indexes, which would cost a look into the table per row, out of it.
    pub fn scanning<'a>(&self) -> Query<'a> {
        let query = api_users::table.into_boxed::<MultiBackend>();
        let query = match self.status {
            Some(status) => query.filter(sql::<Bool>("api_users.status || '' = ").bind::<Text, _>(status)),
            None => query,
        };
        let query = match self.role {
            Some(role) => query.filter(sql::<Bool>("api_users.role || '' = ").bind::<Text, _>(role)),
            None => query,
        };
        match &self.search {
            Some(search) => search.narrow(query),
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

impl Search {
    fn narrow<'a>(&self, query: Query<'a>) -> Query<'a> {
        let pattern = containing(&self.key);
        let main = if self.is_in_main_organization { " OR api_users.organization_key = ''" } else { "" };
        let found = sql::<Bool>("(api_users.username_key LIKE ")
            .bind::<Text, _>(pattern.clone())
            .sql(" ESCAPE '\\' OR api_users.organization_key LIKE ")
            .bind::<Text, _>(pattern.clone())
            .sql(&format!(" ESCAPE '\\'{main}"));
        if self.in_notes {
            query.filter(
                found
                    .sql(
                        " OR api_users.id IN (SELECT noted.id FROM api_users AS noted \
                         WHERE noted.private_note_key <> '' AND noted.private_note_key LIKE ",
                    )
                    .bind::<Text, _>(pattern)
                    .sql(" ESCAPE '\\'))"),
            )
        } else {
            query.filter(found.sql(")"))
        }
    }
}

/// An order of the list with its tie-break.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    column: Option<&'static str>,
    is_number: bool,
    descending: bool,
}

impl Order {
    /// The order by a column; what the filter makes the same for all rows is left out.
    pub fn new(column: Column, descending: bool, filter: &Filter) -> Self {
        let name = match column {
            Column::Status => "status",
            Column::Role => "role",
            Column::Username => "username_key",
            Column::Organization => "organization_key",
            Column::LastLogin => "last_login_at",
            Column::Modified => "modified_at",
        };
        Self {
            column: (!filter.fixes(column)).then_some(name),
            is_number: matches!(column, Column::LastLogin | Column::Modified),
            descending,
        }
    }

    /// The same from the other end.
    pub const fn reversed(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    /// Sorts the query.
    pub fn sort(self, query: Query<'_>) -> Query<'_> {
        let direction = if self.descending { "DESC" } else { "ASC" };
        query.order(sql::<Text>(&match self.column {
            Some(column) => format!("api_users.{column} {direction}, api_users.id {direction}"),
            None => format!("api_users.id {direction}"),
        }))
    }

    /// Only what comes behind the cursor. A row value, since the longhand of it scans.
    pub fn seek_after<'a>(self, query: Query<'a>, cursor: &Cursor) -> Query<'a> {
        let sign = if self.descending { "<" } else { ">" };
        let id = cursor.id.to_string();
        match self.column {
            None => query.filter(sql::<Bool>(&format!("api_users.id {sign} ")).bind::<Text, _>(id)),
            Some(column) => {
                let start = sql::<Bool>(&format!("(api_users.{column}, api_users.id) {sign} ("));
                if self.is_number {
                    let key: i64 = cursor.key.parse().unwrap_or(0);
                    query.filter(start.bind::<BigInt, _>(key).sql(", ").bind::<Text, _>(id).sql(")"))
                } else {
                    query.filter(start.bind::<Text, _>(cursor.key.clone()).sql(", ").bind::<Text, _>(id).sql(")"))
                }
            }
        }
    }
}
