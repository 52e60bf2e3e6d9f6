//! The ids of what is stored: UUIDv7 texts (RFC 9562), a type each, so that no two kinds are mixed up.

use thiserror::Error;

/// The text is no id in its one form: hyphenated, in lower case.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("this is no id")]
pub struct NoId;

/// Declares an id: a UUIDv7 in its hyphenated lower-case text (RFC 9562).
macro_rules! id_type {
    ($(#[$outer:meta])* $name:ident) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(String);

        impl $name {
            /// An id that nothing has yet.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "each call gives another value")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7().to_string())
            }

            /// The id of a text; none where the text is no id in its one form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let id = uuid::Uuid::try_parse(text).ok()?.to_string();
                (id == text).then_some(Self(id))
            }

            /// The text of this id, 36 characters.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NoId;

            fn from_str(text: &str) -> Result<Self, NoId> {
                Self::parse(text).ok_or(NoId)
            }
        }

        $crate::text_column!($name);
    };
}

id_type! {
    /// The id of an API user.
    ApiUserId
}

id_type! {
    /// The id of a project.
    ProjectId
}

id_type! {
    /// The id of a panel user.
    PanelUserId
}

id_type! {
    /// The id of an image that was chosen as the logo of cards.
    LogoId
}

id_type! {
    /// The id of a field of a project's records.
    FieldId
}

id_type! {
    /// The id of a record, which the API calls its key.
    RecordId
}
