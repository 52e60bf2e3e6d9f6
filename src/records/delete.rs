//! Removing records permanently.

use super::{Project, Record, Refused, history, store};
use crate::{
    audit::{Forbidden, Tx},
    authorization::{Allowed, Deed},
};

/// Removes a record and every value of it: also those that it had once. What stays is that it was there, which fields it
/// had, and who removed it. The database's log still holds values until [`crate::db::Db::forget_erased`].
///
/// # Errors
/// [`Refused::Conflict`].
pub fn delete(tx: &mut Tx<'_>, allowed: Allowed, project: &Project, record: &Record) -> Result<(), Refused> {
    if allowed.action().deed() != Deed::DeleteRecord {
        return Err(Forbidden.into());
    }
    store::delete(tx.connection, record, project)?;
    history::erase(tx, record, project)
}
