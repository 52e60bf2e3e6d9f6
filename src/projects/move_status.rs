//! Moving a project between Active, Inactive and Trash.

use super::{Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::{Permission, Status},
    ids::ProjectId,
};

/// Moves a project to a status; false where it is there already.
///
/// # Errors
/// [`Refused::Conflict`] where the version is no longer the one that the actor saw; [`Refused::Gone`],
/// [`Refused::Forbidden`].
pub fn move_status(tx: &mut Tx<'_>, id: &ProjectId, version: i64, to: Status) -> Result<bool, Refused> {
    tx.require(Permission::ManageProjects)?;
    let project = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    if project.status == to {
        return Ok(false);
    }
    if project.version != version {
        return Err(Refused::Conflict);
    }
    store::set_status(tx.connection, &project, to, tx.now)?;
    let mut changes = Changes::default();
    changes.compare("status", project.status.as_str(), to.as_str());
    let subject = Subject::Project(project.id, project.name.to_string());
    tx.record(Action::Moved, subject, project.version.saturating_add(1), changes);
    Ok(true)
}
