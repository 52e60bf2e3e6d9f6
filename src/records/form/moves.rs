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
    let (is_active, is_in_trash) = match to {
        Status::Active => (Some(true), false),
        Status::Inactive => (Some(false), false),
        Status::Trash => (None, true),
    };
    let before = find(tx.connection, &project.id, id)?;
    let state = before.as_ref().map_or(RecordState::Absent, Record::state);
    let is_activity = before.as_ref().is_some_and(|before| is_active.is_some_and(|to| to != before.is_active));
    let is_trash = before.as_ref().is_some_and(|before| is_in_trash != before.is_in_trash);
    let parts = [(Part::Activity, is_activity), (Part::Trash, is_trash)];
    let parts: Parts = parts.into_iter().filter(|(_, is_asked)| *is_asked).map(|(part, _)| part).collect();
    let allowed = tx.allow(Action::new(Deed::UpdateRecord, parts), state)?;
    let before = before.ok_or(FormRefused::Gone)?;
    if before.version != version {
        return Err(FormRefused::Conflict);
    }
    let change = Change { is_active, is_in_trash: Some(is_in_trash), ..Change::default() };
    let after = update(tx, allowed, project, &before, &change).map_err(|refused| FormRefused::of(refused, project))?;
    Ok(after.version != before.version)
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
    tx.allow(action, RecordState::Trash)?;
    let record = find(tx.connection, &project.id, id)?.ok_or(FormRefused::Gone)?;
    if record.version != version {
        return Err(FormRefused::Conflict);
    }
    let allowed = tx.allow(action, record.state()).map_err(|Forbidden| FormRefused::NotInTrash)?;
    Ok((allowed, record))
}
