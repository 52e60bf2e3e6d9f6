//! The database: [`Db::read`], [`Db::search`] and [`Db::write`] are the only ways to it.
//!
//! Each takes one closure and hands it one connection, on a thread of the database's own; a write is committed
//! when the closure succeeds, together with others that wait at the same time. What goes wrong with the file itself is a
//! [`DbError`] of its own kind.

mod among;
mod bulk;
mod columns;
mod connection;
mod database;
mod erased;
mod error;
mod file;
mod like;
mod migrations;
mod pending_write;
pub mod schema;
mod statement;
#[cfg(test)]
mod tests;
mod text_enum;
mod transaction;
mod unused_space;
mod url;
mod worker_pool;
mod writer;

pub use among::among;
pub use connection::{DbConnection, MultiBackend};
pub use database::Db;
pub use error::{DbError, StorageError};
pub(crate) use like::{ESCAPE, containing};
pub(crate) use statement::statement;
pub use url::{DatabaseUrl, DatabaseUrlError};

/// What queries give: the value, or why the database could not say.
pub type DbResult<T> = Result<T, DbError>;
