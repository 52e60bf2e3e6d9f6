//! What a database of an earlier version lacks and SQL can't compute: filled in after the migrations.

use crate::{
    api_users,
    db::{Db, DbResult},
    projects,
};

/// Fills everything in, a batch to a transaction. It is quick where nothing is left to do, and goes on where an earlier
/// run was interrupted. Nothing may be searched before it is through.
pub fn fill(db: &Db) -> DbResult<()> {
    projects::fill_search(db)?;
    api_users::fill_search(db)
}
