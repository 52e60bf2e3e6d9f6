//! Noting that the card of a record was printed.

use super::{Project, Record, Refused, history, store};
use crate::{
    audit::{Action, Forbidden, Tx},
    authorization::{Allowed, Deed},
};

/// Notes that the card of a record, as it was read in the same transaction, is printed now: it waits for it no longer.
/// What the record holds is not changed, so neither is when it was changed.
///
/// # Errors
/// [`Refused::Forbidden`], [`Refused::Conflict`].
pub fn print(tx: &mut Tx<'_>, allowed: Allowed, project: &Project, before: &Record) -> Result<Record, Refused> {
    if allowed.action().deed() != Deed::PrintCard {
        return Err(Forbidden.into());
    }
    let after = Record {
        printed_at: tx.now,
        is_in_print_queue: false,
        version: before.version.saturating_add(1),
        ..before.clone()
    };
    store::update(tx.connection, before, &after, project)?;
    history::record(tx, Action::Changed, before, &after, project)?;
    Ok(after)
}
