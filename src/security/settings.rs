//! The secrets of this installation, which live in its database so that nodes share them.

use actix_web::cookie::Key;
use diesel::prelude::*;

use super::keys::sha256_hex;
use crate::db::{DbConnection, DbResult, schema::settings};

const COOKIE_KEY: &str = "cookie_key";
const FIRST_RUN: &str = "first_run";

/// The key that cookies are encrypted with, made by the migration.
///
/// # Errors
/// When it is not there.
pub fn cookie_key(connection: &mut DbConnection) -> DbResult<Key> {
    let bytes: Vec<u8> = settings::table.find(COOKIE_KEY).select(settings::value).first(connection)?;
    Ok(Key::from(&bytes))
}

/// Whether this is the token of the one-time link that makes the first Administrator.
///
/// # Errors
/// When the database can't say.
pub fn is_first_run_token(connection: &mut DbConnection, token: &str) -> DbResult<bool> {
    let stored: Option<Vec<u8>> =
        settings::table.find(FIRST_RUN).select(settings::value).first(connection).optional()?;
    // Comparing digests: how long it takes tells nothing about the token.
    Ok(stored.is_some_and(|stored| stored == sha256_hex(token).into_bytes()))
}

/// Makes this the only token that works, or none at all.
///
/// # Errors
/// When the database can't be changed.
pub fn set_first_run_token(connection: &mut DbConnection, token: Option<&str>) -> DbResult<()> {
    diesel::delete(settings::table.find(FIRST_RUN)).execute(connection)?;
    if let Some(token) = token {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(FIRST_RUN), settings::value.eq(sha256_hex(token).into_bytes())))
            .execute(connection)?;
    }
    Ok(())
}
