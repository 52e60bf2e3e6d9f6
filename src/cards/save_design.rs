//! Changing what the cards of a project look like.

use super::{combine::combine, design_part::DesignPart, logos, of_project::ProjectDesign, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::Permission,
    ids::ProjectId,
    merge::{Clashes, Edited, can_have_been_served},
    projects::{self, Refused},
};

/// What the cards of a project are to look like.
#[derive(Clone, Debug)]
pub struct SaveDesign {
    /// Whose cards.
    pub project: ProjectId,
    /// The version of the project that the actor saw.
    pub version: i64,
    /// The design that the actor saw.
    pub served: ProjectDesign,
    /// The design as it is to be; what is as it was served stays as it is saved.
    pub wanted: ProjectDesign,
}

/// Saves what the actor changed of the design, and leaves alone what others changed meanwhile.
///
/// # Errors
/// [`Refused::Clash`] where both changed the same; [`Refused::LogoGone`] where the logo is no longer kept;
/// [`Refused::NeverServed`], also where a field is none of the project; [`Refused::Gone`], [`Refused::Forbidden`].
pub fn save_design(tx: &mut Tx<'_>, wanted: &SaveDesign) -> Result<Edited, Refused> {
    tx.require(Permission::ManageProjects)?;
    let project = projects::find(tx.connection, &wanted.project)?.ok_or(Refused::Gone)?;
    let fields = projects::fields::fields(tx.connection, &project.id)?;
    let before = ProjectDesign::load(tx.connection, (&project.id, project.name.as_str()), &fields)?;
    if !can_have_been_served(wanted.version, project.version, before == wanted.served) {
        return Err(Refused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let after = combine(&wanted.served, &wanted.wanted, &before, &mut clashes);
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    let labels = fields.labels();
    if !after.design.fields().into_iter().all(|field| labels.contains_key(field)) {
        return Err(Refused::NeverServed);
    }
    if let Some(logo) = &after.logo
        && !logos::is_kept(tx.connection, &project.id, logo)?
    {
        return Err(Refused::LogoGone);
    }
    let changes = changes(&before, &after);
    let edited = Edited { is_changed: !changes.is_empty(), found: project.version };
    if edited.is_changed {
        store::save(tx.connection, &project.id, &after)?;
        if let Some(replaced) = before.logo.filter(|logo| after.logo.as_ref() != Some(logo)) {
            logos::delete(tx.connection, &replaced)?;
        }
        projects::touch(tx.connection, &project, tx.now)?;
        let subject = Subject::Project(project.id, project.name.to_string());
        tx.record(Action::Changed, subject, edited.version(), changes);
    }
    Ok(edited)
}

/// Part by part; of a logo only that it changed.
fn changes(before: &ProjectDesign, after: &ProjectDesign) -> Changes {
    let mut changes = Changes::default();
    for part in DesignPart::ALL {
        let (before, after) = (part.text(before), part.text(after));
        match part {
            DesignPart::Logo if before != after => changes.redacted(part.field()),
            DesignPart::Logo => {}
            part => changes.compare(part.field(), &before, &after),
        }
    }
    changes
}
