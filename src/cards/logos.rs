//! The logos of designs, which stand out of their rows: each image that is chosen is kept at once, so that a design that is
//! not saved yet can be previewed with it.

use std::time::Duration;

use diesel::{dsl::exists, prelude::*};

use crate::{
    audit::Tx,
    authorization::Permission,
    clock::Timestamp,
    db::{
        Db, DbConnection, DbResult,
        schema::{card_designs, card_logos},
    },
    ids::{LogoId, ProjectId},
    images::{ImageFormat, Picture},
    projects::{self, Refused},
};

/// How long an image is kept that no design has.
const KEPT: Duration = Duration::from_hours(24);

/// Keeps an image that was chosen as the logo of a project's cards, for a day or as long as its design has it. It is no
/// change of the design.
///
/// # Errors
/// [`Refused::Gone`], [`Refused::Forbidden`].
pub fn keep_logo(tx: &mut Tx<'_>, project: &ProjectId, picture: &Picture) -> Result<LogoId, Refused> {
    tx.require(Permission::ManageProjects)?;
    projects::find(tx.connection, project)?.ok_or(Refused::Gone)?;
    let id = LogoId::new();
    diesel::insert_into(card_logos::table)
        .values((
            card_logos::id.eq(&id),
            card_logos::project_id.eq(project),
            card_logos::width.eq(i32::try_from(picture.width).unwrap_or(i32::MAX)),
            card_logos::height.eq(i32::try_from(picture.height).unwrap_or(i32::MAX)),
            card_logos::made_at.eq(tx.now),
            card_logos::bytes.eq(&*picture.bytes),
        ))
        .execute(tx.connection)?;
    Ok(id)
}

/// A logo that was chosen for the cards of a project; none where it is no longer kept.
///
/// # Errors
/// Where the database can't be read.
pub fn logo(connection: &mut DbConnection, project: &ProjectId, id: &LogoId) -> DbResult<Option<Picture>> {
    let row: Option<(i32, i32, Vec<u8>)> = card_logos::table
        .find(id)
        .filter(card_logos::project_id.eq(project))
        .select((card_logos::width, card_logos::height, card_logos::bytes))
        .first(connection)
        .optional()?;
    Ok(row.map(|(width, height, bytes)| Picture {
        format: ImageFormat::Png,
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        bytes: bytes.into(),
    }))
}

/// Whether a logo is kept for a project.
pub(super) fn is_kept(connection: &mut DbConnection, project: &ProjectId, id: &LogoId) -> DbResult<bool> {
    let kept = card_logos::table.find(id).filter(card_logos::project_id.eq(project));
    Ok(diesel::select(exists(kept)).get_result(connection)?)
}

/// Deletes a logo that a design no longer has.
pub(super) fn delete(connection: &mut DbConnection, id: &LogoId) -> DbResult<()> {
    diesel::delete(card_logos::table.find(id)).execute(connection)?;
    Ok(())
}

/// Deletes what was chosen more than a day ago and is in no design.
///
/// # Errors
/// Where the database can't be read or written.
pub async fn prune_logos(db: &Db, now: Timestamp) -> DbResult<()> {
    if db.read(move |connection| unused(connection, now)).await?.is_empty() {
        return Ok(());
    }
    let delete = move |connection: &mut DbConnection| {
        let ids = unused(connection, now)?;
        ids.iter().try_for_each(|id| delete(connection, id))
    };
    db.write(delete).await
}

fn unused(connection: &mut DbConnection, now: Timestamp) -> DbResult<Vec<LogoId>> {
    let in_use = card_designs::table.filter(card_designs::logo_id.eq(card_logos::id.nullable()));
    let old = card_logos::table.filter(card_logos::made_at.lt(now.minus(KEPT)));
    Ok(old.filter(diesel::dsl::not(exists(in_use))).select(card_logos::id).load(connection)?)
}
