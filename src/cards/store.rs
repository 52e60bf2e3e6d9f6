//! The queries of designs.

use diesel::prelude::*;

use super::{of_project::ProjectDesign, stored};
use crate::{
    db::{DbConnection, DbResult, StorageError, schema::card_designs},
    ids::{LogoId, ProjectId},
};

/// The design that a project's cards have.
///
/// # Errors
/// Where the database can't be read, or what is stored is no design.
pub(super) fn find(connection: &mut DbConnection, project: &ProjectId) -> DbResult<Option<ProjectDesign>> {
    let row: Option<(String, Option<LogoId>)> = card_designs::table
        .find(project)
        .select((card_designs::design, card_designs::logo_id))
        .first(connection)
        .optional()?;
    let Some((json, logo)) = row else { return Ok(None) };
    let design = stored::read(&json).ok_or(StorageError::Corrupt)?;
    Ok(Some(ProjectDesign { design, logo }))
}

/// Stores a design in the place of the one before.
pub(super) fn save(connection: &mut DbConnection, project: &ProjectId, saved: &ProjectDesign) -> DbResult<()> {
    let json = stored::write(&saved.design).map_err(|_| StorageError::Corrupt)?;
    diesel::delete(card_designs::table.find(project)).execute(connection)?;
    diesel::insert_into(card_designs::table)
        .values((
            card_designs::project_id.eq(project),
            card_designs::design.eq(json),
            card_designs::logo_id.eq(&saved.logo),
        ))
        .execute(connection)?;
    Ok(())
}
