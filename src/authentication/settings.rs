//! The secrets of this installation, which live in its database so that nodes queue them.

use diesel::prelude::*;

use crate::{
    db::{DbConnection, DbResult, schema::settings},
    security::sha256_hex,
};

const COOKIE_KEY: &str = "cookie_key";
const FIRST_RUN: &str = "first_run";

/// The key that cookies are encrypted with: 64 random bytes, made by the migration.
pub(crate) fn cookie_key(connection: &mut DbConnection) -> DbResult<Vec<u8>> {
    Ok(settings::table.find(COOKIE_KEY).select(settings::value).first(connection)?)
}

/// Whether this is the token of the one-time link that makes the first Administrator.
pub(crate) fn is_first_run_token(connection: &mut DbConnection, token: &str) -> DbResult<bool> {
    let stored: Option<Vec<u8>> =
        settings::table.find(FIRST_RUN).select(settings::value).first(connection).optional()?;
    // Comparing digests: how long it takes tells nothing about the token.
    Ok(stored.is_some_and(|stored| stored == sha256_hex(token).into_bytes()))
}

/// Makes this the only token that works, or none at all.
pub(crate) fn set_first_run_token(connection: &mut DbConnection, token: Option<&str>) -> DbResult<()> {
    diesel::delete(settings::table.find(FIRST_RUN)).execute(connection)?;
    if let Some(token) = token {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(FIRST_RUN), settings::value.eq(sha256_hex(token).into_bytes())))
            .execute(connection)?;
    }
    Ok(())
}
