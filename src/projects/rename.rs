//! Giving a project another name.

use super::{Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::Permission,
    ids::ProjectId,
    input::ProjectName,
    merge::{Clashes, Edited, can_have_been_served},
};

/// What a project is to be called.
#[derive(Clone, Debug)]
pub struct RenameProject {
    /// Which one.
    pub id: ProjectId,
    /// The version that the actor saw.
    pub version: i64,
    /// The name that the actor saw.
    pub served: String,
    /// The name it is to have; where it is the one that was served, it stays as it is saved.
    pub name: ProjectName,
}

/// Saves the name.
///
/// # Errors
/// [`Refused::Clash`] where it was given another meanwhile; [`Refused::NeverServed`], [`Refused::Gone`],
/// [`Refused::Forbidden`], [`Refused::NameTaken`].
pub fn rename(tx: &mut Tx<'_>, wanted: &RenameProject) -> Result<Edited, Refused> {
    tx.require(Permission::ManageProjects)?;
    let before = store::find(tx.connection, &wanted.id)?.ok_or(Refused::Gone)?;
    if !can_have_been_served(wanted.version, before.version, wanted.served == before.name.as_str()) {
        return Err(Refused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let name = clashes.merge("name", &wanted.served, &wanted.name, &before.name, ProjectName::to_string);
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    let mut changes = Changes::default();
    changes.compare("name", before.name.as_str(), name.as_str());
    let edited = Edited { is_changed: !changes.is_empty(), found: before.version };
    if edited.is_changed {
        store::rename(tx.connection, &before, &name, tx.now)?;
        let subject = Subject::Project(before.id, name.to_string());
        tx.record(Action::Changed, subject, before.version.saturating_add(1), changes);
    }
    Ok(edited)
}
