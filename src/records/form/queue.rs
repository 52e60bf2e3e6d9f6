//! Putting a card into the print queue, and taking it out.

use super::FormRefused;
use crate::{
    audit::Tx,
    authorization::{Action, Deed, Part, Parts, RecordState},
    ids::RecordId,
    records::{Change, Project, Record, find, update},
};

/// Puts the card of a record into the print queue, or takes it out. False where it is so already.
///
/// # Errors
/// [`FormRefused::Forbidden`], [`FormRefused::Gone`].
pub fn queue_card(tx: &mut Tx<'_>, project: &Project, id: &RecordId, is_queued: bool) -> Result<bool, FormRefused> {
    let before = find(tx.connection, &project.id, id)?;
    let state = before.as_ref().map_or(RecordState::Absent, Record::state);
    let allowed = tx.allow(ACTION_OF_QUEUEING, state)?;
    let before = before.ok_or(FormRefused::Gone)?;
    let change = Change { is_in_print_queue: Some(is_queued), ..Change::default() };
    let after = update(tx, allowed, project, &before, &change).map_err(|refused| FormRefused::of(refused, project))?;
    Ok(after.version != before.version)
}

/// What that asks for.
pub const ACTION_OF_QUEUEING: Action = Action::new(Deed::UpdateRecord, Parts::NONE.with(Part::Values));
