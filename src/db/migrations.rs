//! Which databases are opened, and how an older one is brought up to date.

use diesel::{
    QueryableByName, RunQueryDsl,
    migration::{Migration, MigrationSource},
    sql_query,
    sql_types::BigInt,
    sqlite::Sqlite,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::db::{DbConnection, DbError, DbResult};

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// Lets only a database pass that is ours, or empty, and that no newer version has written; changes nothing.
///
/// # Errors
/// [`DbError::Foreign`], [`DbError::Newer`], and [`super::StorageError::Corrupt`] where it is no database at all.
pub(super) fn check(connection: &mut DbConnection) -> DbResult<()> {
    let tables = |connection: &mut DbConnection, which: &str| -> DbResult<i64> {
        let query = format!("SELECT COUNT(*) AS total FROM sqlite_master WHERE type = 'table' AND {which}");
        Ok(sql_query(query).get_result::<Total>(connection)?.total)
    };
    let has_history = tables(connection, "name = '__diesel_schema_migrations'")? > 0;
    let others = tables(connection, "name <> '__diesel_schema_migrations'")?;
    // An interrupted first start leaves the history without a table.
    let is_ours = has_history && (others == 0 || tables(connection, "name = 'account_names'")? > 0);
    if !is_ours {
        return if has_history || others > 0 { Err(DbError::Foreign) } else { Ok(()) };
    }
    let DbConnection::Sqlite(connection) = connection;
    let migration = |error| DbError::Migration(format!("{error}"));
    let known = MigrationSource::<Sqlite>::migrations(&SQLITE_MIGRATIONS).map_err(migration)?;
    let applied = connection.applied_migrations().map_err(migration)?;
    let unknown = applied.iter().find(|&applied| known.iter().all(|known| known.name().version() != *applied));
    unknown.map_or(Ok(()), |version| Err(DbError::Newer(version.to_string())))
}

/// Runs the pending migrations.
pub(super) fn run(connection: &mut DbConnection) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => connection.run_pending_migrations(SQLITE_MIGRATIONS),
    }
    .map(|_| ())
    .map_err(|error| DbError::Migration(error.to_string()))
}

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    total: i64,
}
