//! Changing what the cards of a project look like.

use super::{CardDesign, of_project::ProjectDesign, store, stored};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::Permission,
    db::StorageError,
    ids::ProjectId,
    projects::{self, Refused},
};

/// What the cards of a project are to look like.
#[derive(Clone, Debug)]
pub struct SaveDesign {
    /// Whose cards.
    pub project: ProjectId,
    /// [`ProjectDesign::version`] of the design that the actor saw.
    pub version: i64,
    /// The design.
    pub design: CardDesign,
}

/// Saves the design; the answer is whether that changed anything.
///
/// # Errors
/// [`Refused::Conflict`] where it was changed meanwhile; [`Refused::NeverServed`] where a field is none of the project;
/// [`Refused::Gone`], [`Refused::Forbidden`].
pub fn save_design(tx: &mut Tx<'_>, wanted: &SaveDesign) -> Result<bool, Refused> {
    tx.require(Permission::ManageProjects)?;
    let project = projects::find(tx.connection, &wanted.project)?.ok_or(Refused::Gone)?;
    let fields = projects::fields::fields(tx.connection, &project.id)?;
    let before = ProjectDesign::load(tx.connection, (&project.id, project.name.as_str()), &fields)?;
    if before.version != wanted.version {
        return Err(Refused::Conflict);
    }
    let labels = fields.labels();
    if !wanted.design.fields().into_iter().all(|field| labels.contains_key(field)) {
        return Err(Refused::NeverServed);
    }
    if before.design == wanted.design {
        return Ok(false);
    }
    let version = project.version.saturating_add(1);
    let text = |design: &CardDesign| stored::write(design).map_err(|_| Refused::Db(StorageError::Corrupt.into()));
    let mut changes = Changes::default();
    changes.compare("card_design", &text(&before.design)?, &text(&wanted.design)?);
    store::save(tx.connection, &project.id, &wanted.design, version)?;
    projects::touch(tx.connection, &project, tx.now)?;
    tx.record(Action::Changed, Subject::Project(project.id, project.name.to_string()), version, changes);
    Ok(true)
}
