//! The queries of designs.

use diesel::prelude::*;

use super::{CardDesign, stored};
use crate::{
    db::{DbConnection, DbResult, StorageError, schema::card_designs},
    ids::ProjectId,
};

/// The design that a project's cards have, with the version of the project when it was saved.
///
/// # Errors
/// Where the database can't be read, or what is stored is no design.
pub(super) fn find(connection: &mut DbConnection, project: &ProjectId) -> DbResult<Option<(CardDesign, i64)>> {
    let row: Option<(String, i64)> = card_designs::table
        .find(project)
        .select((card_designs::design, card_designs::version))
        .first(connection)
        .optional()?;
    let Some((json, version)) = row else { return Ok(None) };
    let design = stored::read(&json).ok_or(StorageError::Corrupt)?;
    Ok(Some((design, version)))
}

/// Stores a design in the place of the one before.
pub(super) fn save(
    connection: &mut DbConnection,
    project: &ProjectId,
    design: &CardDesign,
    version: i64,
) -> DbResult<()> {
    let json = stored::write(design).map_err(|_| StorageError::Corrupt)?;
    diesel::delete(card_designs::table.find(project)).execute(connection)?;
    diesel::insert_into(card_designs::table)
        .values((
            card_designs::project_id.eq(project),
            card_designs::design.eq(json),
            card_designs::version.eq(version),
        ))
        .execute(connection)?;
    Ok(())
}
