//! The projects that an API user may reach.

use diesel::prelude::*;

use super::judge::ANY_CALL;
use crate::{
    authorization::{ApiUserRole, PrivilegeSet, RecordState, Standing, Status, decide},
    db::{
        DbConnection, DbResult,
        schema::{api_users, privileges, projects},
    },
    ids::{ApiUserId, ProjectId},
    input::ProjectName,
};

/// A project that an API user may reach.
#[derive(Clone, Debug)]
pub struct ReachableProject {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: ProjectName,
    /// What the API user may do in it.
    pub privileges: PrivilegeSet,
}

/// The projects in which an API user holds privileges.
#[derive(Clone, Debug, Default)]
pub struct ReachableProjects {
    /// Those that it may reach, by name.
    pub projects: Vec<ReachableProject>,
    /// In how many others its privileges have no effect now.
    pub without_effect: usize,
}

type Row = (ProjectId, ProjectName, Status, ApiUserRole, Status, i32);

/// The projects in which the API user holds privileges, as [`decide`] judges them.
pub fn reachable_projects(connection: &mut DbConnection, api_user: &ApiUserId) -> DbResult<ReachableProjects> {
    let rows: Vec<Row> = privileges::table
        .inner_join(projects::table.on(projects::id.eq(privileges::project_id)))
        .inner_join(api_users::table.on(api_users::id.eq(privileges::api_user_id)))
        .filter(privileges::api_user_id.eq(api_user))
        .order(projects::name_key)
        .select((projects::id, projects::name, projects::status, api_users::role, api_users::status, privileges::bits))
        .load(connection)?;
    let mut found = ReachableProjects::default();
    for (id, name, project, role, api_user, bits) in rows {
        let privileges = PrivilegeSet::from_bits(bits).unwrap_or_default();
        let standing = Standing { api_user, role, project, privileges };
        match decide(standing, ANY_CALL, RecordState::Absent) {
            Ok(_) => found.projects.push(ReachableProject { id, name, privileges }),
            Err(_) => found.without_effect += 1,
        }
    }
    Ok(found)
}
