//! What an API user has in a project.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};

use super::{Caller, ProjectClaim};
use crate::{
    authorization::{ApiUserRole, PrivilegeSet, Standing, Status},
    clock::Timestamp,
    db::{DbConnection, DbResult, statement},
    ids::{ApiUserId, ProjectId},
    records::{Project, ProjectCache},
};

/// What an API user has in a project that there is.
pub(super) struct Reach {
    pub(super) standing: Standing,
    pub(super) project: Project,
    /// How many calls it may make in a month; none for no bound.
    pub(super) quota: Option<i64>,
}

statement! {
    /// What an API user has in the project with an id, or else in the one with a key.
    struct InProject<'a> { api_user: &'a ApiUserId, id: Option<&'a ProjectId>, key_hash: &'a str }
        -> (Text, Text, Text, Text, Text, BigInt, BigInt, Nullable<Integer>, Nullable<BigInt>);
    "SELECT p.id, u.status, u.role, p.status, p.name, p.version, p.modified_at, v.bits, q.calls \
     FROM projects AS p CROSS JOIN api_users AS u \
     LEFT JOIN privileges AS v ON v.api_user_id = u.id AND v.project_id = p.id \
     LEFT JOIN quotas AS q ON q.api_user_id = u.id WHERE u.id = " [api_user: Text]
    " AND p.id = COALESCE(" [id: Nullable<Text>]
    ", (SELECT owner_id FROM secret_keys WHERE owner_kind = 'project' AND key_hash = " [key_hash: Text]
    "))"
}

type Row = (ProjectId, Status, ApiUserRole, Status, String, i64, Timestamp, Option<i32>, Option<i64>);

/// What the caller has in the project that it named; none where it named none that there is.
pub(super) fn reach(connection: &mut DbConnection, caller: &Caller, cache: &ProjectCache) -> DbResult<Option<Reach>> {
    let (id, key_hash) = match &caller.project {
        ProjectClaim::None => return Ok(None),
        ProjectClaim::Id(id) => (Some(id), ""),
        ProjectClaim::Key(hash) => (None, hash.as_str()),
    };
    let row: Option<Row> = InProject { api_user: &caller.api_user, id, key_hash }.get_result(connection).optional()?;
    let Some((project, api_user, role, status, name, version, modified_at, bits, quota)) = row else { return Ok(None) };
    let privileges = bits.and_then(PrivilegeSet::from_bits).unwrap_or_default();
    Ok(Some(Reach {
        standing: Standing { api_user, role, project: status, privileges },
        project: cache.get(connection, &project, (version, modified_at), &name)?,
        quota,
    }))
}
