//! Writing very many rows at once: keeping an index in order row by row costs several times as much as making it anew.

use diesel::{connection::SimpleConnection, prelude::*, sql_query, sql_types::Text};

use crate::db::{Db, DbConnection, DbError, DbResult, schema::deferred_indexes};

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
}

/// For the writer meanwhile: what is random among so many rows stays in memory, and goes into the file in large pieces. A
/// crash of the machine may take the last transactions along, but leaves the file whole (SQLite, "Write-Ahead Logging").
const BULK: &str = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 32768;";

impl Db {
    /// Drops the indexes of these tables, but for those of their constraints, until [`Db::restore_indexes`]. What they
    /// were is written down in the same transaction, so that whoever opens the database next can restore them too.
    pub fn defer_indexes(&self, tables: &[&str]) -> DbResult<()> {
        self.writer().run(|connection| connection.batch_execute(BULK).map_err(DbError::from))?;
        self.write_blocking(|connection| {
            for table in tables {
                sql_query(
                    "INSERT INTO deferred_indexes (name, definition) SELECT name, sql FROM sqlite_schema \
                     WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
                )
                .bind::<Text, _>(*table)
                .execute(connection)?;
            }
            let indexes: Vec<Index> = sql_query("SELECT name FROM deferred_indexes").load(connection)?;
            for Index { name } in indexes {
                connection.batch_execute(&format!("DROP INDEX IF EXISTS \"{name}\""))?;
            }
            Ok(())
        })
    }

    /// Makes the indexes that were dropped by [`Db::defer_indexes`], one to a transaction.
    pub fn restore_indexes(&self) -> DbResult<()> {
        while self.write_blocking(restore_one)? {}
        self.writer().set_up()
    }
}

fn restore_one(connection: &mut DbConnection) -> DbResult<bool> {
    let next: Option<(String, String)> =
        deferred_indexes::table.order(deferred_indexes::name).first(connection).optional()?;
    let Some((name, definition)) = next else { return Ok(false) };
    connection.batch_execute(&definition)?;
    diesel::delete(deferred_indexes::table.find(name)).execute(connection)?;
    Ok(true)
}
