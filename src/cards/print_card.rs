//! Noting that cards were printed.

use crate::{
    audit::Tx,
    authorization::{Action, Deed, Parts, RecordState},
    ids::RecordId,
    records::{self, Project, Record, Refused},
};

/// Notes that the card of a record, as it was drawn in a version, is printed.
///
/// # Errors
/// [`Refused::Conflict`] where it was changed since it was drawn; [`Refused::Gone`], [`Refused::Forbidden`].
pub fn print_card(tx: &mut Tx<'_>, project: &Project, id: &RecordId, version: i64) -> Result<(), Refused> {
    let record = records::find(tx.connection, &project.id, id)?;
    let state = record.as_ref().map_or(RecordState::Absent, Record::state);
    let allowed = tx.allow(Action::new(Deed::PrintCard, Parts::NONE), state)?;
    let record = record.ok_or(Refused::Gone)?;
    if record.version != version {
        return Err(Refused::Conflict);
    }
    records::print(tx, allowed, project, &record)?;
    Ok(())
}
