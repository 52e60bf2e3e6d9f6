//! Moving a record to another status, and what must be so before it is deleted.

use super::FormRefused;
use crate::{
    audit::{Forbidden, Tx},
    authorization::{Action, Allowed, Deed, Part, Parts, RecordState, Status},
    ids::RecordId,
    records::{Change, Project, Record, find, update},
};

/// Moves a record that has this version to a status. In Trash it stays active or inactive, as it was before. False where
/// it is there already.
///
/// # Errors
/// [`FormRefused::Forbidden`], [`FormRefused::Gone`], [`FormRefused::Conflict`].
pub fn move_status(
    tx: &mut Tx<'_>,
    project: &Project,
    id: &RecordId,
    version: i64,
    to: Status,
) -> Result<bool, FormRefused> {
    let before = find(tx.connection, &project.id, id)?;
    let state = before.as_ref().map_or(RecordState::Absent, Record::state);
    let allowed = tx.allow(action_of_move(before.as_ref(), to), state)?;
    let before = before.ok_or(FormRefused::Gone)?;
    if before.version != version {
        return Err(FormRefused::Conflict);
    }
    let (is_active, is_in_trash) = flags(to);
    let change = Change { is_active, is_in_trash: Some(is_in_trash), ..Change::default() };
    let after = update(tx, allowed, project, &before, &change).map_err(|refused| FormRefused::of(refused, project))?;
    Ok(after.version != before.version)
}

/// What moving a record asks for: what it changes, and where it is there already, what it is to be.
#[must_use]
pub fn action_of_move(record: Option<&Record>, to: Status) -> Action {
    let (is_active, is_in_trash) = flags(to);
    let is_activity = record.is_some_and(|record| is_active.is_some_and(|to| to != record.is_active));
    let is_trash = record.is_some_and(|record| is_in_trash != record.is_in_trash);
    let parts = match (is_activity, is_trash) {
        (false, false) if is_in_trash => Parts::NONE.with(Part::Trash),
        (false | true, false) => Parts::NONE.with(Part::Activity),
        (false, true) => Parts::NONE.with(Part::Trash),
        (true, true) => Parts::NONE.with(Part::Activity).with(Part::Trash),
    };
    Action::new(Deed::UpdateRecord, parts)
}

/// Whether a record is to be active, where that is said, and whether in Trash.
const fn flags(to: Status) -> (Option<bool>, bool) {
    match to {
        Status::Active => (Some(true), false),
        Status::Inactive => (Some(false), false),
        Status::Trash => (None, true),
    }
}

/// That a record of this version may be deleted, and what it holds.
///
/// # Errors
/// [`FormRefused::Forbidden`], [`FormRefused::Gone`], [`FormRefused::Conflict`], [`FormRefused::NotInTrash`].
pub fn check_deletion(
    tx: &mut Tx<'_>,
    project: &Project,
    id: &RecordId,
    version: i64,
) -> Result<(Allowed, Record), FormRefused> {
    let action = Action::new(Deed::DeleteRecord, Parts::NONE);
    let record = find(tx.connection, &project.id, id)?;
    let allowed = tx.allow(action, record.as_ref().map_or(RecordState::Absent, Record::state));
    if allowed.is_err() && !tx.would_allow(action, RecordState::Trash) {
        return Err(Forbidden.into());
    }
    let record = record.ok_or(FormRefused::Gone)?;
    if record.version != version {
        return Err(FormRefused::Conflict);
    }
    let allowed = allowed.map_err(|Forbidden| FormRefused::NotInTrash)?;
    Ok((allowed, record))
}
