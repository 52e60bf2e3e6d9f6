//! The queries of projects; each write changes only what was read.

use diesel::prelude::*;

use super::{Project, Refused};
use crate::{
    authorization::Status,
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::projects},
    ids::ProjectId,
    input::ProjectName,
};

/// The project of this id, where there is one.
pub fn find(connection: &mut DbConnection, id: &ProjectId) -> DbResult<Option<Project>> {
    Ok(projects::table.find(id).select(Project::as_select()).first(connection).optional()?)
}

/// The project of this folded name, where there is one.
pub fn find_by_name_key(connection: &mut DbConnection, key: &str) -> DbResult<Option<Project>> {
    Ok(projects::table.filter(projects::name_key.eq(key)).select(Project::as_select()).first(connection).optional()?)
}

pub(super) fn insert(connection: &mut DbConnection, project: &Project) -> Result<(), Refused> {
    diesel::insert_into(projects::table)
        .values((
            projects::id.eq(&project.id),
            projects::name.eq(&project.name),
            projects::name_key.eq(project.name.key()),
            projects::name_search.eq(project.name.search_key()),
            projects::status.eq(project.status),
            projects::created_at.eq(project.created_at),
            projects::modified_at.eq(project.modified_at),
            projects::version.eq(project.version),
        ))
        .execute(connection)?;
    Ok(())
}

pub(super) fn rename(
    connection: &mut DbConnection,
    before: &Project,
    name: &ProjectName,
    now: Timestamp,
) -> Result<(), Refused> {
    let row = projects::table.find(&before.id).filter(projects::version.eq(before.version));
    let changed = diesel::update(row)
        .set((
            projects::name.eq(name),
            projects::name_key.eq(name.key()),
            projects::name_search.eq(name.search_key()),
            projects::modified_at.eq(now),
            projects::version.eq(before.version.saturating_add(1)),
        ))
        .execute(connection)?;
    must_be_one(changed)
}

/// Counts a change that stands in other tables.
pub(crate) fn touch(connection: &mut DbConnection, before: &Project, now: Timestamp) -> Result<(), Refused> {
    let row = projects::table.find(&before.id).filter(projects::version.eq(before.version));
    let changed = diesel::update(row)
        .set((projects::modified_at.eq(now), projects::version.eq(before.version.saturating_add(1))))
        .execute(connection)?;
    must_be_one(changed)
}

pub(super) fn set_status(
    connection: &mut DbConnection,
    before: &Project,
    to: Status,
    now: Timestamp,
) -> Result<(), Refused> {
    let row = projects::table.find(&before.id).filter(projects::version.eq(before.version));
    let changed = diesel::update(row)
        .set((
            projects::status.eq(to),
            projects::modified_at.eq(now),
            projects::version.eq(before.version.saturating_add(1)),
        ))
        .execute(connection)?;
    must_be_one(changed)
}

fn must_be_one(changed: usize) -> Result<(), Refused> {
    if changed == 1 { Ok(()) } else { Err(Refused::Conflict) }
}
