//! Who holds Access Producer in a project, without which no other privilege has an effect.

use diesel::{dsl::count_star, prelude::*};

use crate::{
    authorization::{ApiUserRole, PrivilegeSet, Status},
    db::{
        DbConnection, DbResult,
        schema::{api_users, privileges},
    },
    ids::{ApiUserId, ProjectId},
    input::Username,
};

/// An API user with Access Producer in a project.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    /// Who.
    pub id: ApiUserId,
    /// Its username.
    pub username: Username,
    /// Whether it can log in.
    pub status: Status,
    /// Its role.
    pub role: ApiUserRole,
    /// All that it holds in the project.
    pub privileges: PrivilegeSet,
}

/// How many API users hold Access Producer in the project.
pub(crate) fn count_holders(connection: &mut DbConnection, project: &ProjectId) -> DbResult<i64> {
    let rows = privileges::table.filter(privileges::project_id.eq(project));
    // The bit of Access Producer is the lowest.
    let with_access = rows.filter((privileges::bits / 2 * 2).ne(privileges::bits));
    Ok(with_access.select(count_star()).first(connection)?)
}

type Row = (ApiUserId, Username, Status, ApiUserRole, i32);

impl Holder {
    fn of((id, username, status, role, bits): Row) -> Option<Self> {
        Some(Self { id, username, status, role, privileges: PrivilegeSet::from_bits(bits)? })
    }
}

/// The first `limit` of them by username.
pub(crate) fn first_holders(connection: &mut DbConnection, project: &ProjectId, limit: i64) -> DbResult<Vec<Holder>> {
    let rows: Vec<Row> = privileges::table
        .inner_join(api_users::table.on(api_users::id.eq(privileges::api_user_id)))
        .filter(privileges::project_id.eq(project))
        .filter((privileges::bits / 2 * 2).ne(privileges::bits))
        .order(api_users::username_key)
        .limit(limit)
        .select((api_users::id, api_users::username, api_users::status, api_users::role, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(Holder::of).collect())
}

/// The Active ones of them behind a folded username, at most `limit`, by username.
pub(crate) fn active_holders_behind(
    connection: &mut DbConnection,
    project: &ProjectId,
    after: Option<&str>,
    limit: i64,
) -> DbResult<Vec<Holder>> {
    let rows: Vec<Row> = privileges::table
        .inner_join(api_users::table.on(api_users::id.eq(privileges::api_user_id)))
        .filter(privileges::project_id.eq(project))
        .filter((privileges::bits / 2 * 2).ne(privileges::bits))
        .filter(api_users::status.eq(Status::Active))
        .filter(api_users::username_key.gt(after.unwrap_or_default()))
        .order(api_users::username_key)
        .limit(limit)
        .select((api_users::id, api_users::username, api_users::status, api_users::role, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(Holder::of).collect())
}
