//! The queries of API users; each write keeps the counters in step and changes only what was read.

use std::collections::{HashMap, HashSet};

use diesel::{dsl::exists, prelude::*, select};

use super::{ApiUser, OwnAccount, Refused, search};
use crate::{
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::{
        DbConnection, DbResult, among,
        schema::{api_user_counts, api_users, call_answers, organizations, quota_use, quotas},
    },
    ids::ApiUserId,
    input::Organization,
    security::PasswordHash,
};

/// The API user of this id, where there is one.
pub fn find(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<Option<ApiUser>> {
    Ok(api_users::table.find(id).select(ApiUser::as_select()).first(connection).optional()?)
}

/// The API user of this id as it sees itself, where there is one.
pub(crate) fn find_own(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<Option<OwnAccount>> {
    Ok(api_users::table.find(id).select(OwnAccount::as_select()).first(connection).optional()?)
}

/// The API user of this folded username, where there is one.
pub fn find_by_username_key(connection: &mut DbConnection, key: &str) -> DbResult<Option<ApiUser>> {
    let user = api_users::table.filter(api_users::username_key.eq(key));
    Ok(user.select(ApiUser::as_select()).first(connection).optional()?)
}

/// Those of these that there are.
pub fn which_exist<'a>(
    connection: &mut DbConnection,
    ids: impl IntoIterator<Item = &'a ApiUserId>,
) -> DbResult<HashSet<ApiUserId>> {
    let wanted = api_users::table.filter(among(api_users::id, ids.into_iter().map(ApiUserId::as_str)));
    Ok(wanted.select(api_users::id).load(connection)?.into_iter().collect())
}

/// The usernames of these API users, as far as they are there.
pub(crate) fn usernames(connection: &mut DbConnection, ids: &[&ApiUserId]) -> DbResult<HashMap<ApiUserId, String>> {
    let wanted = api_users::table.filter(among(api_users::id, ids.iter().map(|id| id.as_str())));
    let rows: Vec<(ApiUserId, String)> = wanted.select((api_users::id, api_users::username)).load(connection)?;
    Ok(rows.into_iter().collect())
}

/// Whether there is any.
pub fn any(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(select(exists(api_users::table.select(api_users::id))).get_result(connection)?)
}

pub(super) fn insert(connection: &mut DbConnection, user: &ApiUser) -> DbResult<()> {
    diesel::insert_into(api_users::table)
        .values((
            api_users::id.eq(&user.id),
            api_users::username.eq(&user.username),
            api_users::username_key.eq(user.username.key()),
            api_users::role.eq(user.role),
            api_users::status.eq(user.status),
            api_users::organization.eq(&user.organization),
            api_users::organization_key.eq(user.organization.key()),
            api_users::language.eq(user.language),
            api_users::timezone.eq(user.timezone),
            api_users::password_hash.eq(&user.password_hash),
            api_users::last_login_at.eq(user.last_login_at),
            api_users::created_at.eq(user.created_at),
            api_users::modified_at.eq(user.modified_at),
            api_users::version.eq(user.version),
            api_users::private_note.eq(&user.private_note),
            api_users::private_note_key.eq(user.private_note.key()),
        ))
        .execute(connection)?;
    Ok(())
}

/// Saves `after` in the place of `before`, as long as that is still what is saved.
pub(super) fn update(connection: &mut DbConnection, before: &ApiUser, after: &ApiUser) -> Result<(), Refused> {
    let row = api_users::table.find(&before.id).filter(api_users::version.eq(before.version));
    let changed = diesel::update(row)
        .set((
            api_users::username.eq(&after.username),
            api_users::username_key.eq(after.username.key()),
            api_users::role.eq(after.role),
            api_users::organization.eq(&after.organization),
            api_users::organization_key.eq(after.organization.key()),
            api_users::language.eq(after.language),
            api_users::timezone.eq(after.timezone),
            api_users::password_hash.eq(&after.password_hash),
            api_users::private_note.eq(&after.private_note),
            api_users::private_note_key.eq(after.private_note.key()),
            api_users::modified_at.eq(after.modified_at),
            api_users::version.eq(after.version),
        ))
        .execute(connection)?;
    must_be_one(changed)?;
    search::update(connection, before, after)?;
    if before.role != after.role {
        count(connection, before.status, before.role, -1)?;
        count(connection, before.status, after.role, 1)?;
    }
    if before.organization != after.organization {
        count_organization(connection, &before.organization, -1)?;
        count_organization(connection, &after.organization, 1)?;
    }
    Ok(())
}

pub(super) fn set_status(
    connection: &mut DbConnection,
    user: &ApiUser,
    to: Status,
    now: Timestamp,
) -> Result<(), Refused> {
    let row = api_users::table.find(&user.id).filter(api_users::version.eq(user.version));
    let changed = diesel::update(row)
        .set((
            api_users::status.eq(to),
            api_users::modified_at.eq(now),
            api_users::version.eq(user.version.saturating_add(1)),
        ))
        .execute(connection)?;
    must_be_one(changed)?;
    search::update(connection, user, &ApiUser { status: to, ..user.clone() })?;
    count(connection, user.status, user.role, -1)?;
    Ok(count(connection, to, user.role, 1)?)
}

pub(super) fn set_password(
    connection: &mut DbConnection,
    user: &ApiUser,
    hash: &PasswordHash,
    now: Timestamp,
) -> Result<(), Refused> {
    let row = api_users::table.find(&user.id).filter(api_users::version.eq(user.version));
    let changed = diesel::update(row)
        .set((
            api_users::password_hash.eq(hash),
            api_users::modified_at.eq(now),
            api_users::version.eq(user.version.saturating_add(1)),
        ))
        .execute(connection)?;
    must_be_one(changed)
}

/// Counts a change of what is stored beside its row.
pub(crate) fn note_changed(connection: &mut DbConnection, user: &ApiUser, now: Timestamp) -> Result<(), Refused> {
    let row = api_users::table.find(&user.id).filter(api_users::version.eq(user.version));
    let changed = diesel::update(row)
        .set((api_users::modified_at.eq(now), api_users::version.eq(user.version.saturating_add(1))))
        .execute(connection)?;
    must_be_one(changed)
}

/// Notes a login with the password that was verified, whose hash may be a fresh one; false where the password was
/// changed, or the API user is Active no longer.
pub(crate) fn note_login(
    connection: &mut DbConnection,
    id: &ApiUserId,
    verified: &PasswordHash,
    fresh: Option<&PasswordHash>,
    now: Timestamp,
) -> DbResult<bool> {
    let row = api_users::table
        .find(id)
        .filter(api_users::password_hash.eq(verified))
        .filter(api_users::status.eq(Status::Active));
    let changed = diesel::update(row)
        .set((api_users::last_login_at.eq(now), api_users::password_hash.eq(fresh.unwrap_or(verified))))
        .execute(connection)?;
    Ok(changed == 1)
}

/// Notes when it last logged in, where that is later than what is noted.
pub(crate) fn touch_login(connection: &mut DbConnection, id: &ApiUserId, at: Timestamp) -> DbResult<()> {
    let row = api_users::table.find(id).filter(api_users::last_login_at.lt(at));
    diesel::update(row).set(api_users::last_login_at.eq(at)).execute(connection)?;
    Ok(())
}

/// Deletes the row, as long as it is still in Trash.
pub(super) fn delete(connection: &mut DbConnection, user: &ApiUser) -> Result<(), Refused> {
    search::remove(connection, &user.id)?;
    let row = api_users::table.find(&user.id).filter(api_users::status.eq(Status::Trash));
    if diesel::delete(row).execute(connection)? != 1 {
        return Err(Refused::NotInTrash);
    }
    count(connection, Status::Trash, user.role, -1)?;
    Ok(count_organization(connection, &user.organization, -1)?)
}

/// Deletes its quota, what it used of that, and the answers kept for calls that come again.
pub(super) fn delete_traces(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<()> {
    diesel::delete(call_answers::table.filter(call_answers::api_user_id.eq(id))).execute(connection)?;
    diesel::delete(quota_use::table.filter(quota_use::api_user_id.eq(id))).execute(connection)?;
    diesel::delete(quotas::table.find(id)).execute(connection)?;
    Ok(())
}

/// The organizations in use besides the main one, the first `limit` by name.
pub fn organizations(connection: &mut DbConnection, limit: i64) -> DbResult<Vec<String>> {
    Ok(organizations::table
        .filter(organizations::api_users.gt(0))
        .order(organizations::organization_key)
        .limit(limit)
        .select(organizations::organization)
        .load(connection)?)
}

/// Moves the counter of a status and a role; the database adds, so that writers at once lose nothing.
pub(super) fn count(connection: &mut DbConnection, status: Status, role: ApiUserRole, by: i64) -> DbResult<()> {
    let counted = diesel::update(api_user_counts::table.find((status, role)))
        .set(api_user_counts::total.eq(api_user_counts::total + by))
        .execute(connection)?;
    must_be_counted(counted)
}

/// Moves the counter of an organization. The newest spelling is the one to suggest.
pub(super) fn count_organization(connection: &mut DbConnection, organization: &Organization, by: i64) -> DbResult<()> {
    if organization.as_str().is_empty() {
        return Ok(());
    }
    let key = organization.key();
    let row = organizations::table.find(&key);
    let api_users = organizations::api_users.eq(organizations::api_users + by);
    let counted = if by > 0 {
        diesel::update(row).set((api_users, organizations::organization.eq(organization))).execute(connection)?
    } else {
        diesel::update(row).set(api_users).execute(connection)?
    };
    if counted == 0 && by > 0 {
        let inserted = diesel::insert_into(organizations::table)
            .values((
                organizations::organization_key.eq(&key),
                organizations::organization.eq(organization),
                organizations::api_users.eq(by),
            ))
            .execute(connection)?;
        return must_be_counted(inserted);
    }
    must_be_counted(counted)
}

/// A counter that is not there has been lost; going on without it would make the numbers wrong for good.
fn must_be_counted(counted: usize) -> DbResult<()> {
    if counted == 1 { Ok(()) } else { Err(diesel::result::Error::NotFound.into()) }
}

fn must_be_one(changed: usize) -> Result<(), Refused> {
    if changed == 1 { Ok(()) } else { Err(Refused::Conflict) }
}
