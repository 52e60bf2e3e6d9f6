//! Statements of fixed text that stay prepared.

/// Declares a statement: a struct with what is bound to it, and its SQL in pieces, each followed by the field that is
/// bound behind it. Diesel keeps such a statement prepared on each connection, while it prepares `sql_query` and each
/// UPDATE anew at every call.
macro_rules! statement {
    (
        $(#[$outer:meta])*
        $visibility:vis struct $name:ident $(<$lifetime:lifetime>)? { $($field:ident: $rust:ty),+ $(,)? } -> $row:ty;
        $($text:literal $([$bound:ident: $sql:ty])?)+
    ) => {
        $(#[$outer])*
        #[derive(Clone, Debug)]
        $visibility struct $name $(<$lifetime>)? { $($visibility $field: $rust),+ }

        const _: () = {
            /// What the kept statement is found by.
            pub(crate) struct Id;

            impl $(<$lifetime>)? diesel::query_builder::QueryId for $name $(<$lifetime>)? {
                type QueryId = Id;
                const HAS_STATIC_QUERY_ID: bool = true;
            }

            impl $(<$lifetime>)? diesel::query_builder::Query for $name $(<$lifetime>)? {
                type SqlType = $row;
            }

            impl<$($lifetime,)? C> diesel::RunQueryDsl<C> for $name $(<$lifetime>)? {}

            impl $(<$lifetime>)? diesel::query_builder::QueryFragment<$crate::db::MultiBackend> for $name $(<$lifetime>)? {
                fn walk_ast<'b>(
                    &'b self,
                    mut out: diesel::query_builder::AstPass<'_, 'b, $crate::db::MultiBackend>,
                ) -> diesel::QueryResult<()> {
                    $(
                        out.push_sql($text);
                        $(out.push_bind_param::<$sql, _>(&self.$bound)?;)?
                    )+
                    Ok(())
                }
            }
        };
    };
}

pub(crate) use statement;
