//! Who holds Access Producer in a project, without which no other privilege has an effect.

use diesel::{dsl::count_star, prelude::*};

use crate::{
    authorization::{PrivilegeSet, Status},
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

/// The first `limit` of them by username.
pub(crate) fn first_holders(connection: &mut DbConnection, project: &ProjectId, limit: i64) -> DbResult<Vec<Holder>> {
    let rows: Vec<(ApiUserId, Username, Status, i32)> = privileges::table
        .inner_join(api_users::table.on(api_users::id.eq(privileges::api_user_id)))
        .filter(privileges::project_id.eq(project))
        .filter((privileges::bits / 2 * 2).ne(privileges::bits))
        .order(api_users::username_key)
        .limit(limit)
        .select((api_users::id, api_users::username, api_users::status, privileges::bits))
        .load(connection)?;
    let holder = |(id, username, status, bits)| {
        Some(Holder { id, username, status, privileges: PrivilegeSet::from_bits(bits)? })
    };
    Ok(rows.into_iter().filter_map(holder).collect())
}
