//! The writes of API users, each of which keeps the counters, the names and the organizations in step; and reading one.

use diesel::{dsl::exists, prelude::*, select};
use thiserror::Error;

use super::{ApiUser, ApiUserId, privileges};
use crate::{
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::{
        DbConnection, DbError, DbResult,
        schema::{api_user_counts, api_users, organizations},
    },
    forms::Username,
    names::{self, AccountKind, NameError},
    security::{PasswordHash, drop_keys_of},
};

/// Why an API user could not be saved.
#[derive(Debug, Error)]
pub enum SaveError {
    /// Another account has the username.
    #[error("another account has this username")]
    UsernameTaken,
    /// It was changed in between.
    #[error("the API user was changed in between")]
    Conflict,
    /// Only an Administrator makes an API user an Administrator.
    #[error("not allowed to give the role Administrator")]
    Forbidden,
    /// A privilege was set in a project that is none.
    #[error("there is no such project")]
    UnknownProject,
    /// The database could not say.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<NameError> for SaveError {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Taken => Self::UsernameTaken,
            NameError::Db(error) => Self::Db(error),
        }
    }
}

impl From<diesel::result::Error> for SaveError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

/// The API user of this id.
///
/// # Errors
/// When there is none, or the database can't say; so for all of this file.
pub fn find(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<ApiUser> {
    Ok(api_users::table.find(id).select(ApiUser::as_select()).first(connection)?)
}

/// Whether there is any.
pub fn any(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(select(exists(api_users::table.select(api_users::id))).get_result(connection)?)
}

/// Saves a new one under a name that nobody has.
///
/// # Errors
/// [`SaveError::UsernameTaken`].
pub fn insert(connection: &mut DbConnection, user: &ApiUser, username: &Username) -> Result<(), SaveError> {
    names::take(connection, username, AccountKind::ApiUser, user.id.as_str())?;
    diesel::insert_into(api_users::table).values(user).execute(connection)?;
    count(connection, user.status, user.role, 1)?;
    count_organization(connection, user, 1)?;
    Ok(())
}

/// Saves `after` over the version of `before`; `renamed` is its new name, where that changes.
///
/// # Errors
/// [`SaveError::UsernameTaken`], or [`SaveError::Conflict`] where the version is no longer that.
pub fn update(
    connection: &mut DbConnection,
    before: &ApiUser,
    after: &ApiUser,
    renamed: Option<&Username>,
) -> Result<(), SaveError> {
    if let Some(username) = renamed {
        names::release(connection, after.id.as_str())?;
        names::take(connection, username, AccountKind::ApiUser, after.id.as_str())?;
    }
    let row = api_users::table.find(&before.id).filter(api_users::version.eq(before.version));
    let changed = diesel::update(row)
        .set((
            api_users::username.eq(&after.username),
            api_users::username_key.eq(&after.username_key),
            api_users::role.eq(after.role),
            api_users::organization.eq(&after.organization),
            api_users::organization_key.eq(&after.organization_key),
            api_users::language.eq(after.language),
            api_users::timezone.eq(after.timezone),
            api_users::password_hash.eq(&after.password_hash),
            api_users::private_note.eq(&after.private_note),
            api_users::private_note_key.eq(&after.private_note_key),
            api_users::modified_at.eq(after.modified_at),
            api_users::version.eq(before.version + 1),
        ))
        .execute(connection)?;
    if changed != 1 {
        return Err(SaveError::Conflict);
    }
    if before.role != after.role {
        count(connection, before.status, before.role, -1)?;
        count(connection, before.status, after.role, 1)?;
    }
    if before.organization != after.organization {
        count_organization(connection, before, -1)?;
        count_organization(connection, after, 1)?;
    }
    Ok(())
}

/// Moves it to another status.
pub fn set_status(connection: &mut DbConnection, user: &ApiUser, to: Status, now: Timestamp) -> DbResult<()> {
    diesel::update(api_users::table.find(&user.id))
        .set((api_users::status.eq(to), api_users::modified_at.eq(now), api_users::version.eq(api_users::version + 1)))
        .execute(connection)?;
    count(connection, user.status, user.role, -1)?;
    count(connection, to, user.role, 1)
}

/// Gives it another password.
pub fn set_password(
    connection: &mut DbConnection,
    id: &ApiUserId,
    hash: &PasswordHash,
    now: Timestamp,
) -> DbResult<()> {
    diesel::update(api_users::table.find(id))
        .set((
            api_users::password_hash.eq(hash),
            api_users::modified_at.eq(now),
            api_users::version.eq(api_users::version + 1),
        ))
        .execute(connection)?;
    Ok(())
}

/// Deletes it for good with its privileges, its keys and its name.
///
/// # Errors
/// [`SaveError::Conflict`] where it is not in Trash, or no longer.
pub fn delete(connection: &mut DbConnection, user: &ApiUser) -> Result<(), SaveError> {
    privileges::drop_all_of(connection, &user.id)?;
    let row = api_users::table.find(&user.id).filter(api_users::status.eq(Status::Trash));
    if diesel::delete(row).execute(connection)? != 1 {
        return Err(SaveError::Conflict);
    }
    drop_keys_of(connection, user.id.as_str())?;
    names::release(connection, user.id.as_str())?;
    count(connection, Status::Trash, user.role, -1)?;
    count_organization(connection, user, -1)?;
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

fn count(connection: &mut DbConnection, status: Status, role: ApiUserRole, by: i64) -> DbResult<()> {
    diesel::update(api_user_counts::table.find((status, role)))
        .set(api_user_counts::total.eq(api_user_counts::total + by))
        .execute(connection)?;
    Ok(())
}

fn count_organization(connection: &mut DbConnection, user: &ApiUser, by: i64) -> DbResult<()> {
    if user.organization.is_empty() {
        return Ok(());
    }
    let row = organizations::table.find(&user.organization_key);
    let counted =
        diesel::update(row).set(organizations::api_users.eq(organizations::api_users + by)).execute(connection)?;
    if by > 0 {
        // The newest spelling is the one to suggest.
        diesel::update(row).set(organizations::organization.eq(&user.organization)).execute(connection)?;
    }
    if counted == 0 && by > 0 {
        diesel::insert_into(organizations::table)
            .values((
                organizations::organization_key.eq(&user.organization_key),
                organizations::organization.eq(&user.organization),
                organizations::api_users.eq(by),
            ))
            .execute(connection)?;
    }
    Ok(())
}
