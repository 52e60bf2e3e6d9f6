//! Changing the fields and the color codes of a project.

use super::{ColorCode, Field, FieldTexts, Fields, color_codes, fields, plan::Plan, walk::check_records, write};
use crate::{
    audit::{Action, Subject, Tx},
    authorization::Permission,
    ids::{FieldId, ProjectId},
    merge::{Clashes, Edited, can_have_been_served},
    projects::{Refused, store},
};

/// What the fields and the color codes of a project are to be.
#[derive(Clone, Debug)]
pub struct SaveFields {
    /// Which project.
    pub project: ProjectId,
    /// The version that the actor saw.
    pub version: i64,
    /// The fields in use that the actor saw, in their order.
    pub served_order: Vec<FieldId>,
    /// The fields in their order; those that are not among them stay as they are saved.
    pub fields: Vec<WantedField>,
    /// The color codes; those that are not among them stay as they are saved.
    pub color_codes: Vec<WantedColorCode>,
}

/// What a field is to be.
#[derive(Clone, Debug)]
pub struct WantedField {
    /// The field; what is as it was served stays as it is saved.
    pub field: Field,
    /// As the actor saw it; none for a new one.
    pub served: Option<FieldTexts>,
}

/// What a color code is to be.
#[derive(Clone, Debug)]
pub struct WantedColorCode {
    /// 1 to 15.
    pub code: i32,
    /// [`ColorCode::text`] of what the actor saw; empty for none.
    pub served: String,
    /// None where there is to be none.
    pub wanted: Option<ColorCode>,
    /// Whether it may be removed although records bear it.
    pub may_be_in_use: bool,
}

/// Saves what the actor changed of the fields and color codes, and leaves alone what others changed meanwhile.
///
/// Where a change depends on the values of records, all records of the project are read in the transaction, and other
/// writers wait as long.
///
/// # Errors
/// [`Refused::Fields`] with everything that is wrong; [`Refused::Clash`] where both changed the same;
/// [`Refused::NeverServed`], [`Refused::Gone`], [`Refused::Forbidden`].
pub fn save_fields(tx: &mut Tx<'_>, wanted: &SaveFields) -> Result<Edited, Refused> {
    tx.require(Permission::ManageProjects)?;
    let project = store::find(tx.connection, &wanted.project)?.ok_or(Refused::Gone)?;
    let saved = fields(tx.connection, &project.id)?;
    let saved_codes = color_codes(tx.connection, &project.id)?;
    if !can_have_been_served(wanted.version, project.version, is_as_served(&saved, &saved_codes, wanted)) {
        return Err(Refused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let plan = Plan::of(wanted, saved, &saved_codes, &mut clashes).ok_or(Refused::NeverServed)?;
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    let mut problems = plan.problems(tx.connection, wanted)?;
    if problems.is_empty() {
        check_records(tx.connection, &project.id, &plan.fields, &mut problems)?;
    }
    if !problems.is_empty() {
        return Err(Refused::Fields(problems));
    }
    let changes = plan.changes();
    let edited = Edited { is_changed: !changes.is_empty(), found: project.version };
    if edited.is_changed {
        write::fields(tx.connection, &project.id, &plan.fields, &plan.order)?;
        for (code, _, after) in &plan.color_codes {
            write::color_code(tx.connection, &project.id, *code, after.as_ref())?;
        }
        store::touch(tx.connection, &project, tx.now)?;
        let subject = Subject::Project(project.id, project.name.to_string());
        tx.record(Action::Changed, subject, edited.version(), changes);
    }
    Ok(edited)
}

fn is_as_served(saved: &Fields, codes: &[ColorCode], wanted: &SaveFields) -> bool {
    let saved_as = |id: &FieldId| saved.iter().chain(saved.removed()).find(|field| field.id == *id).map(FieldTexts::of);
    let mut served = wanted.fields.iter().filter(|wanted| wanted.served.is_some());
    served.all(|wanted| saved_as(&wanted.field.id) == wanted.served)
        && saved.iter().map(|field| &field.id).eq(&wanted.served_order)
        && wanted.color_codes.iter().all(|wanted| ColorCode::text_of(codes, wanted.code) == wanted.served)
}
