//! Enums that stand as words in the database, in forms and in URLs.

/// Declares an enum whose values are words, with `ALL`, `as_str`, `parse` and its columns in the database.
#[macro_export]
macro_rules! text_enum {
    ($(#[$outer:meta])* $visibility:vis enum $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        $visibility enum $name { $($(#[$inner])* $variant),+ }

        impl $name {
            /// Every value, in order of declaration.
            $visibility const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word of this value.
            #[must_use]
            $visibility const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word; none where there is no such value.
            #[must_use]
            $visibility fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        $crate::text_column!($name);
    };
}
