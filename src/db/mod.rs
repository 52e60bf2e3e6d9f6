//! The database: [`Db::read`] and [`Db::write`] are the only two ways to it.
//!
//! Each takes one closure and hands it one connection; a write is one transaction, committed when the closure succeeds.

mod among;
mod bulk;
mod columns;
mod connection;
mod error;
mod pool;
pub mod schema;
mod search;
mod statement;
mod text_enum;
mod url;

pub use among::among;
pub use connection::{DbConnection, MultiBackend};
pub use error::{BUSY, DbError};
pub use pool::Db;
pub use search::{ESCAPE, containing};
pub(crate) use statement::statement;
pub use url::{DatabaseUrl, DatabaseUrlError};

/// What queries give: the value, or why the database could not say.
pub type DbResult<T> = Result<T, DbError>;
