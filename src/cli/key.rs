//! What is told of a secret key after it was shown.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use crate::{
    cli::output::Instant,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    secret_keys::newest_key,
};

#[derive(Serialize)]
pub(super) struct Key {
    secret_key_last_four: Option<String>,
    secret_key_created_at: Instant,
}

impl Key {
    /// The newest key of an API user or a project.
    pub(super) fn newest_of(connection: &mut DbConnection, owner: &str) -> DbResult<Self> {
        let key = newest_key(connection, owner)?;
        Ok(Self {
            secret_key_created_at: Instant(key.as_ref().map_or(Timestamp::NEVER, |key| key.created_at)),
            secret_key_last_four: key.map(|key| key.last_four),
        })
    }
}

impl Display for Key {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.secret_key_last_four {
            Some(last_four) => write!(formatter, "…{last_four}, made {}", self.secret_key_created_at),
            None => formatter.write_str("none"),
        }
    }
}
