//! Which database: the scheme of the URL chooses the backend, and an unknown scheme is refused.

use std::{fmt, path::PathBuf, str::FromStr};

use thiserror::Error;

/// A database that this build can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:PATH`: one file; its folder must exist.
    Sqlite(PathBuf),
}

/// Why a text names no database.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DatabaseUrlError {
    /// Anything but `sqlite:`.
    #[error("unknown scheme: only `sqlite:PATH` is understood")]
    UnknownScheme,
    /// `sqlite:` alone.
    #[error("the path after `sqlite:` is missing")]
    NoPath,
    /// A database that ends with its connection can't be shared by several.
    #[error("an in-memory database can't be shared by several connections: name a file")]
    InMemory,
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let path = url.strip_prefix("sqlite:").ok_or(DatabaseUrlError::UnknownScheme)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err(DatabaseUrlError::NoPath),
            ":memory:" => Err(DatabaseUrlError::InMemory),
            path => Ok(Self::Sqlite(PathBuf::from(path))),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_scheme_with_a_file_is_a_database() {
        let table = [
            ("sqlite:idc.sqlite3", Ok(DatabaseUrl::Sqlite("idc.sqlite3".into()))),
            ("sqlite:/var/lib/idc.sqlite3", Ok(DatabaseUrl::Sqlite("/var/lib/idc.sqlite3".into()))),
            ("sqlite:///var/lib/idc.sqlite3", Ok(DatabaseUrl::Sqlite("/var/lib/idc.sqlite3".into()))),
            ("sqlite:", Err(DatabaseUrlError::NoPath)),
            ("sqlite::memory:", Err(DatabaseUrlError::InMemory)),
            ("mysql://host/db", Err(DatabaseUrlError::UnknownScheme)),
            ("idc.sqlite3", Err(DatabaseUrlError::UnknownScheme)),
        ];
        for (url, expected) in table {
            assert_eq!(url.parse::<DatabaseUrl>(), expected, "{url}");
        }
    }
}
