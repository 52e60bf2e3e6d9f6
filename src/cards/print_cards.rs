//! Noting that cards were printed.

use crate::{
    audit::Tx,
    authorization::{Action, Deed, Parts},
    ids::RecordId,
    records::{self, Project, Refused},
};

/// Notes that the cards of these records, each as it was drawn in a version, are printed: all of them, or none.
///
/// # Errors
/// [`Refused::Conflict`] where one was changed since it was drawn; [`Refused::Gone`], [`Refused::Forbidden`].
pub fn print_cards(tx: &mut Tx<'_>, project: &Project, drawn: &[(RecordId, i64)]) -> Result<(), Refused> {
    for (id, version) in drawn {
        let record = records::find(tx.connection, &project.id, id)?.ok_or(Refused::Gone)?;
        let allowed = tx.allow(Action::new(Deed::PrintCard, Parts::NONE), record.state())?;
        if record.version != *version {
            return Err(Refused::Conflict);
        }
        records::print(tx, allowed, project, &record)?;
    }
    Ok(())
}
