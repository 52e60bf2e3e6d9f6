//! What an API user has in a project.

use diesel::prelude::*;

use super::{Caller, ProjectClaim};
use crate::{
    authorization::{ApiUserRole, PrivilegeSet, Standing, Status},
    clock::Timestamp,
    db::{
        DbConnection, DbResult,
        schema::{api_users, privileges, projects, quotas},
    },
    ids::ProjectId,
    records::{Project, ProjectCache},
    secret_keys::project_of_key,
};

/// What an API user has in a project that there is.
pub(super) struct Reach {
    pub(super) standing: Standing,
    pub(super) project: Project,
    /// How many calls it may make in a month; none for no bound.
    pub(super) quota: Option<i64>,
}

type Row = (ProjectId, Status, ApiUserRole, Status, String, (i64, Timestamp), Option<i32>, Option<i64>);

/// What the caller has in the project that it named; none where it named none that there is.
pub(super) fn reach(connection: &mut DbConnection, caller: &Caller, cache: &ProjectCache) -> DbResult<Option<Reach>> {
    let id = match &caller.project {
        ProjectClaim::None => None,
        ProjectClaim::Id(id) => Some(id.clone()),
        ProjectClaim::Key(hash) => project_of_key(connection, hash)?,
    };
    let Some(id) = id else { return Ok(None) };
    let of_both = privileges::api_user_id.eq(api_users::id).and(privileges::project_id.eq(projects::id));
    let row: Option<Row> = projects::table
        .inner_join(api_users::table.on(api_users::id.eq(caller.api_user.clone())))
        .left_join(privileges::table.on(of_both))
        .left_join(quotas::table.on(quotas::api_user_id.eq(api_users::id)))
        .filter(projects::id.eq(id))
        .select((
            projects::id,
            api_users::status,
            api_users::role,
            projects::status,
            projects::name,
            (projects::version, projects::modified_at),
            privileges::bits.nullable(),
            quotas::calls.nullable(),
        ))
        .first(connection)
        .optional()?;
    let Some((project, api_user, role, status, name, version, bits, quota)) = row else { return Ok(None) };
    let privileges = bits.and_then(PrivilegeSet::from_bits).unwrap_or_default();
    Ok(Some(Reach {
        standing: Standing { api_user, role, project: status, privileges },
        project: cache.get(connection, &project, version, &name)?,
        quota,
    }))
}
