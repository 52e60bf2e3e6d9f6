//! Giving a project another name.

use super::{Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::Permission,
    ids::ProjectId,
    input::ProjectName,
};

/// What a project is to be called.
#[derive(Clone, Debug)]
pub struct RenameProject {
    /// Which one.
    pub id: ProjectId,
    /// The version that the actor saw.
    pub version: i64,
    /// Its new name.
    pub name: ProjectName,
}

/// Saves the name; says whether there was anything to save.
///
/// # Errors
/// [`Refused::Conflict`] where the version is no longer that; [`Refused::Gone`], [`Refused::Forbidden`],
/// [`Refused::NameTaken`].
pub fn rename(tx: &mut Tx<'_>, wanted: &RenameProject) -> Result<bool, Refused> {
    tx.require(Permission::ManageProjects)?;
    let before = store::find(tx.connection, &wanted.id)?.ok_or(Refused::Gone)?;
    if before.version != wanted.version {
        return Err(Refused::Conflict);
    }
    let mut changes = Changes::default();
    changes.compare("name", before.name.as_str(), wanted.name.as_str());
    if changes.is_empty() {
        return Ok(false);
    }
    store::rename(tx.connection, &before, &wanted.name, tx.now)?;
    let subject = Subject::Project(before.id, wanted.name.to_string());
    tx.record(Action::Changed, subject, before.version.saturating_add(1), changes);
    Ok(true)
}
