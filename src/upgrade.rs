//! What a database lacks that is of an earlier version, or was left in the middle of a bulk write: made up for after the
//! migrations, since SQL can't compute it.

use crate::{
    api_users,
    db::{Db, DbResult},
    projects, records,
};

/// Fills everything in, a batch to a transaction. It is quick where nothing is left to do, and goes on where an earlier
/// run was interrupted. Nothing may be searched before it is through.
pub fn fill(db: &Db) -> DbResult<()> {
    db.restore_indexes()?;
    projects::fill_search(db)?;
    projects::fields::fill_fields(db)?;
    records::fill_search(db)?;
    api_users::fill_search(db)
}
