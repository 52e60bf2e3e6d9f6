//! Removing a record with all that is kept about it.

use super::answers;
use crate::{
    audit::Tx,
    authorization::Allowed,
    records::{self, Project, Record, Refused},
};

/// Removes a record permanently, with its values in the answers that are kept for calls. The database's log still holds
/// them until [`crate::db::Db::forget_erased`].
///
/// # Errors
/// As [`records::delete`].
pub fn erase(tx: &mut Tx<'_>, allowed: Allowed, project: &Project, record: &Record) -> Result<(), Refused> {
    records::delete(tx, allowed, project, record)?;
    Ok(answers::erase(tx.connection, &record.id)?)
}
