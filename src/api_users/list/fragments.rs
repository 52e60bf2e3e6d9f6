//! Pieces of queries that Diesel has no words for. Each is written so that the statement stays prepared, which a query
//! with `sql()` in it does not; their texts are few, so the connection may keep them all.

use diesel::{
    QueryResult,
    expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate},
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{BigInt, Bool, Text},
};

use crate::db::MultiBackend;

/// A condition of fixed text.
#[derive(Clone, Copy, Debug)]
pub(super) struct FixedCondition(pub &'static str);

/// What comes after ORDER BY: a column, where there is one, and one that breaks ties.
#[derive(Clone, Copy, Debug)]
pub(in crate::api_users) struct OrderBy {
    pub column: Option<&'static str>,
    pub tie: &'static str,
    pub descending: bool,
}

/// What a row is sorted by, as the column has it.
#[derive(Clone, Debug)]
pub(in crate::api_users) enum SortKey {
    Number(i64),
    Text(String),
}

/// The condition of what comes after these values in the order. A row value, since the longhand of it scans.
#[derive(Clone, Debug)]
pub(in crate::api_users) struct SeekAfter {
    pub order: OrderBy,
    pub key: SortKey,
    pub tie: SortKey,
}

macro_rules! fragment {
    ($($name:ident),+) => {
        $(
            impl Expression for $name {
                type SqlType = Bool;
            }
            impl QueryId for $name {
                type QueryId = ();
                // The text says which statement it is.
                const HAS_STATIC_QUERY_ID: bool = false;
            }
            impl ValidGrouping<()> for $name {
                type IsAggregate = is_aggregate::No;
            }
            impl<T> AppearsOnTable<T> for $name {}
        )+
    };
}

fragment!(FixedCondition, OrderBy, SeekAfter);

impl QueryFragment<MultiBackend> for FixedCondition {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl QueryFragment<MultiBackend> for OrderBy {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let direction = if self.descending { " DESC" } else { "" };
        if let Some(column) = self.column {
            out.push_sql(column);
            out.push_sql(direction);
            out.push_sql(", ");
        }
        out.push_sql(self.tie);
        out.push_sql(direction);
        Ok(())
    }
}

impl QueryFragment<MultiBackend> for SeekAfter {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("(");
        if let Some(column) = self.order.column {
            out.push_sql(column);
            out.push_sql(", ");
        }
        out.push_sql(self.order.tie);
        out.push_sql(if self.order.descending { ") < (" } else { ") > (" });
        if self.order.column.is_some() {
            self.key.walk_ast(out.reborrow())?;
            out.push_sql(", ");
        }
        self.tie.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl QueryFragment<MultiBackend> for SortKey {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        match self {
            Self::Number(number) => out.push_bind_param::<BigInt, _>(number),
            Self::Text(text) => out.push_bind_param::<Text, _>(text),
        }
    }
}
