//! Changing records.

use super::{Change, Project, Record, Refused, history, store};
use crate::{
    audit::{Action, Forbidden, Tx},
    authorization::{Allowed, Deed},
};

/// Changes a record as it was read in the same transaction; what it is already is not written again.
///
/// # Errors
/// [`Refused::Invalid`] where a field would lack the value it must have, [`Refused::Duplicate`], [`Refused::Conflict`].
pub fn update(
    tx: &mut Tx<'_>,
    allowed: Allowed,
    project: &Project,
    before: &Record,
    change: &Change,
) -> Result<Record, Refused> {
    if allowed.action().deed() != Deed::UpdateRecord {
        return Err(Forbidden.into());
    }
    let mut after = change.apply(before, project, tx.now)?;
    if after == *before {
        return Ok(after);
    }
    after.version = before.version.saturating_add(1);
    after.modified_at = tx.now;
    store::update(tx.connection, before, &after, project)?;
    change.save_pictures(tx.connection, &after)?;
    let action = if after.state() == before.state() { Action::Changed } else { Action::Moved };
    history::record(tx, action, before, &after, project)?;
    Ok(after)
}
