//! The rows of privileges: one per API user and project, and none where there is no privilege.

use std::collections::HashMap;

use diesel::{dsl::count_star, prelude::*};

use super::Refused;
use crate::{
    audit::Changes,
    authorization::{Privilege, PrivilegeSet},
    db::{
        DbConnection, DbError, DbResult, among,
        schema::{privileges, projects},
    },
    ids::{ApiUserId, ProjectId},
    merge::Clashes,
};

/// The privileges of an API user in one project, as they are to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivilegeChange {
    /// In which project.
    pub project: ProjectId,
    /// What the actor saw.
    pub baseline: PrivilegeSet,
    /// What the actor wants.
    pub selected: PrivilegeSet,
}

/// Writes the privileges that are changed, and no others. A project clashes where what both want leaves privileges
/// without Access Producer, which neither wanted.
pub(super) fn apply(
    connection: &mut DbConnection,
    user: &ApiUserId,
    wanted: &[PrivilegeChange],
    changes: &mut Changes,
    clashes: &mut Clashes,
) -> Result<(), Refused> {
    if wanted.is_empty() {
        return Ok(());
    }
    let ids: Vec<&ProjectId> = wanted.iter().map(|change| &change.project).collect();
    if !are_projects(connection, &ids)? {
        return Err(Refused::UnknownProject);
    }
    let saved = privileges_in(connection, user, &ids)?;
    for PrivilegeChange { project, baseline, selected } in wanted {
        let field = privileges_field(project);
        let before = saved.get(project).copied().unwrap_or_default();
        let after = PrivilegeSet::merge(*baseline, *selected, before);
        if after.is_ineffective() && !before.is_ineffective() && !selected.is_ineffective() {
            clashes.add(field);
        } else if before != after {
            set(connection, user, project, (before, after))?;
            changes.compare(field, &words(before), &words(after));
        }
    }
    Ok(())
}

/// What the trail calls the privileges in a project.
#[must_use]
pub fn privileges_field(project: &ProjectId) -> String {
    format!("privileges.{project}")
}

/// The project of a field that [`privileges_field`] names.
#[must_use]
pub fn project_of_field(field: &str) -> Option<ProjectId> {
    ProjectId::parse(field.strip_prefix("privileges.")?)
}

/// As the trail writes them.
pub(super) fn words(set: PrivilegeSet) -> String {
    set.iter().map(Privilege::as_str).collect::<Vec<_>>().join(" ")
}

/// The privileges in these projects; where there are none the project is missing.
pub fn privileges_in(
    connection: &mut DbConnection,
    user: &ApiUserId,
    projects: &[&ProjectId],
) -> DbResult<HashMap<ProjectId, PrivilegeSet>> {
    let rows: Vec<(ProjectId, i32)> = privileges::table
        .filter(privileges::api_user_id.eq(user))
        .filter(among(privileges::project_id, projects.iter().map(|id| id.as_str())))
        .select((privileges::project_id, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, bits)| Some((project, PrivilegeSet::from_bits(bits)?))).collect())
}

/// The first `limit` projects, by name, in which it has privileges, and which.
pub fn first_privileges(
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
pub fn count_privileges(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<i64> {
    Ok(privileges::table.filter(privileges::api_user_id.eq(user)).select(count_star()).first(connection)?)
}

/// Makes its privileges in the project what they are to become, where they still are what they were before.
fn set(
    connection: &mut DbConnection,
    user: &ApiUserId,
    project: &ProjectId,
    (before, after): (PrivilegeSet, PrivilegeSet),
) -> Result<(), Refused> {
    let row = privileges::table.find((user, project));
    let saved = row.filter(privileges::bits.eq(before.bits()));
    let changed = if before.is_empty() {
        let new =
            (privileges::api_user_id.eq(user), privileges::project_id.eq(project), privileges::bits.eq(after.bits()));
        diesel::insert_into(privileges::table).values(new).execute(connection)?
    } else if after.is_empty() {
        diesel::delete(saved).execute(connection)?
    } else {
        diesel::update(saved).set(privileges::bits.eq(after.bits())).execute(connection)?
    };
    if changed == 1 { Ok(()) } else { Err(Refused::Conflict) }
}

/// All of them.
pub(super) fn all(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<Vec<(ProjectId, PrivilegeSet)>> {
    let rows: Vec<(ProjectId, i32)> = privileges::table
        .filter(privileges::api_user_id.eq(user))
        .select((privileges::project_id, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, bits)| Some((project, PrivilegeSet::from_bits(bits)?))).collect())
}

/// Takes all of them away.
pub(super) fn delete_all(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<()> {
    diesel::delete(privileges::table.filter(privileges::api_user_id.eq(user)))
        .execute(connection)
        .map(|_| ())
        .map_err(DbError::from)
}

/// Whether all of these are projects.
fn are_projects(connection: &mut DbConnection, ids: &[&ProjectId]) -> DbResult<bool> {
    let are_wanted = among(projects::id, ids.iter().map(|id| id.as_str()));
    let found: i64 = projects::table.filter(are_wanted).select(count_star()).first(connection)?;
    Ok(usize::try_from(found) == Ok(ids.len()))
}
