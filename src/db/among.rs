//! A column among many values, by a statement that stays prepared: `eq_any` has a text of its own for every number of
//! values, and Diesel prepares it anew each time.

use diesel::{
    QueryResult,
    expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate},
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Bool, Text},
};

use crate::db::MultiBackend;

/// The condition that [`among`] makes.
#[derive(Clone, Debug)]
pub struct Among<C> {
    column: C,
    /// A JSON array.
    values: String,
}

/// The condition that the column has one of these texts.
pub fn among<'a, C: Expression<SqlType = Text>>(column: C, values: impl IntoIterator<Item = &'a str>) -> Among<C> {
    let values: serde_json::Value = values.into_iter().collect();
    Among { column, values: values.to_string() }
}

impl<C> Expression for Among<C> {
    type SqlType = Bool;
}

impl<C: QueryId> QueryId for Among<C> {
    type QueryId = Among<C::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID;
}

impl<C> ValidGrouping<()> for Among<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C: AppearsOnTable<T>, T> AppearsOnTable<T> for Among<C> {}

impl<C: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Among<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (SELECT value FROM json_each(");
        out.push_bind_param::<Text, _>(&self.values)?;
        out.push_sql("))");
        Ok(())
    }
}
