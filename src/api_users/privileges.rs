//! The rows of privileges: one per API user and project, and none where there is no privilege.

use std::collections::HashMap;

use diesel::{dsl::count_star, prelude::*};

use super::ApiUserId;
use crate::{
    authorization::PrivilegeSet,
    db::{
        DbConnection, DbError, DbResult,
        schema::{privileges, projects},
    },
    projects::ProjectId,
};

/// The privileges in these projects; where there are none the project is missing.
///
/// # Errors
/// When the database can't say; so for all of this file.
pub fn of(
    connection: &mut DbConnection,
    user: &ApiUserId,
    projects: &[ProjectId],
) -> DbResult<HashMap<ProjectId, PrivilegeSet>> {
    let rows: Vec<(ProjectId, i32)> = privileges::table
        .filter(privileges::api_user_id.eq(user))
        .filter(privileges::project_id.eq_any(projects))
        .select((privileges::project_id, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, bits)| Some((project, PrivilegeSet::from_bits(bits)?))).collect())
}

/// The first `limit` projects, by name, in which it has privileges, and which.
pub fn by_project(
    connection: &mut DbConnection,
    user: &ApiUserId,
    limit: i64,
) -> DbResult<Vec<(String, PrivilegeSet)>> {
    let rows: Vec<(String, i32)> = privileges::table
        .inner_join(projects::table.on(projects::id.eq(privileges::project_id)))
        .filter(privileges::api_user_id.eq(user))
        .order(projects::name_key)
        .limit(limit)
        .select((projects::name, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(name, bits)| Some((name, PrivilegeSet::from_bits(bits)?))).collect())
}

/// In how many projects it has privileges.
pub fn count(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<i64> {
    Ok(privileges::table.filter(privileges::api_user_id.eq(user)).select(count_star()).first(connection)?)
}

/// Makes these its privileges in the project.
pub fn set(connection: &mut DbConnection, user: &ApiUserId, project: &ProjectId, set: PrivilegeSet) -> DbResult<()> {
    let row = privileges::table.find((user, project));
    if set.is_empty() {
        diesel::delete(row).execute(connection)?;
        return Ok(());
    }
    let changed = diesel::update(row).set(privileges::bits.eq(set.bits())).execute(connection)?;
    if changed == 0 {
        diesel::insert_into(privileges::table)
            .values((
                privileges::api_user_id.eq(user),
                privileges::project_id.eq(project),
                privileges::bits.eq(set.bits()),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Takes all of them away.
pub fn drop_all_of(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<()> {
    diesel::delete(privileges::table.filter(privileges::api_user_id.eq(user)))
        .execute(connection)
        .map(|_| ())
        .map_err(DbError::from)
}

/// Whether all of these are projects.
pub fn are_projects(connection: &mut DbConnection, ids: &[&ProjectId]) -> DbResult<bool> {
    let found: i64 = projects::table.filter(projects::id.eq_any(ids)).select(count_star()).first(connection)?;
    Ok(usize::try_from(found) == Ok(ids.len()))
}
