//! The queries of panel users; each write changes only what was read.

use diesel::{dsl::exists, prelude::*, select};

use super::{ChosenLanguage, PanelUser, PanelUserStatus, Refused, Settings};
use crate::{
    account_names::{self, AccountId},
    authorization::PanelRole,
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::panel_users},
    ids::PanelUserId,
    security::PasswordHash,
};

/// The person of this id, where there is one.
pub fn find(connection: &mut DbConnection, id: &PanelUserId) -> DbResult<Option<PanelUser>> {
    Ok(panel_users::table.find(id).select(PanelUser::as_select()).first(connection).optional()?)
}

/// The person of this folded username; none where the name is nobody's or a machine account's.
pub(crate) fn find_by_username_key(connection: &mut DbConnection, username_key: &str) -> DbResult<Option<PanelUser>> {
    match account_names::owner(connection, username_key)? {
        Some(AccountId::PanelUser(id)) => find(connection, &id),
        _ => Ok(None),
    }
}

/// Whether there is anybody yet.
pub fn any(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(select(exists(panel_users::table.select(panel_users::id))).get_result(connection)?)
}

/// Everybody, by name.
pub fn all(connection: &mut DbConnection) -> DbResult<Vec<PanelUser>> {
    Ok(panel_users::table.order(panel_users::username).select(PanelUser::as_select()).load(connection)?)
}

pub(super) fn any_active_administrator(connection: &mut DbConnection) -> DbResult<bool> {
    let active = panel_users::table
        .filter(panel_users::role.eq(PanelRole::Administrator))
        .filter(panel_users::status.eq(PanelUserStatus::Active))
        .select(panel_users::id);
    Ok(select(exists(active)).get_result(connection)?)
}

pub(super) fn insert(connection: &mut DbConnection, user: &PanelUser) -> DbResult<()> {
    diesel::insert_into(panel_users::table).values(user).execute(connection)?;
    Ok(())
}

pub(super) fn delete(connection: &mut DbConnection, user: &PanelUser) -> Result<(), Refused> {
    let row = panel_users::table.find(&user.id).filter(panel_users::version.eq(user.version));
    must_be_one(diesel::delete(row).execute(connection)?)
}

/// Notes a sign-in with the password that was verified, whose hash may be a fresh one;
/// false where the password was changed, or the person disabled, in between.
pub(crate) fn note_sign_in(
    connection: &mut DbConnection,
    user: &PanelUser,
    fresh: Option<&PasswordHash>,
    now: Timestamp,
) -> DbResult<bool> {
    let row = panel_users::table
        .find(&user.id)
        .filter(panel_users::password_version.eq(user.password_version))
        .filter(panel_users::status.eq(PanelUserStatus::Active));
    let hash = fresh.unwrap_or(&user.password_hash);
    let changed = diesel::update(row)
        .set((panel_users::last_login_at.eq(now), panel_users::password_hash.eq(hash)))
        .execute(connection)?;
    Ok(changed == 1)
}

/// Gives the version that this makes.
pub(super) fn update_settings(
    connection: &mut DbConnection,
    before: &PanelUser,
    settings: Settings,
    now: Timestamp,
) -> Result<i64, Refused> {
    let version = before.version.saturating_add(1);
    let row = panel_users::table.find(&before.id).filter(panel_users::version.eq(before.version));
    let changed = diesel::update(row)
        .set((
            panel_users::language.eq(ChosenLanguage(settings.language)),
            panel_users::timezone.eq(settings.timezone),
            panel_users::theme.eq(settings.theme),
            panel_users::modified_at.eq(now),
            panel_users::version.eq(version),
        ))
        .execute(connection)?;
    must_be_one(changed).map(|()| version)
}

/// Gives the version that this makes.
pub(super) fn set_role_and_status(
    connection: &mut DbConnection,
    before: &PanelUser,
    role: PanelRole,
    status: PanelUserStatus,
    now: Timestamp,
) -> Result<i64, Refused> {
    let version = before.version.saturating_add(1);
    let row = panel_users::table.find(&before.id).filter(panel_users::version.eq(before.version));
    let changed = diesel::update(row)
        .set((
            panel_users::role.eq(role),
            panel_users::status.eq(status),
            panel_users::modified_at.eq(now),
            panel_users::version.eq(version),
        ))
        .execute(connection)?;
    must_be_one(changed).map(|()| version)
}

/// Gives the person with the new password.
pub(super) fn set_password(
    connection: &mut DbConnection,
    before: &PanelUser,
    hash: &PasswordHash,
    now: Timestamp,
) -> Result<PanelUser, Refused> {
    let row = panel_users::table.find(&before.id).filter(panel_users::version.eq(before.version));
    let after = PanelUser {
        password_hash: hash.clone(),
        password_version: before.password_version.saturating_add(1),
        modified_at: now,
        version: before.version.saturating_add(1),
        ..before.clone()
    };
    let changed = diesel::update(row)
        .set((
            panel_users::password_hash.eq(&after.password_hash),
            panel_users::password_version.eq(after.password_version),
            panel_users::modified_at.eq(after.modified_at),
            panel_users::version.eq(after.version),
        ))
        .execute(connection)?;
    must_be_one(changed).map(|()| after)
}

fn must_be_one(changed: usize) -> Result<(), Refused> {
    if changed == 1 { Ok(()) } else { Err(Refused::Conflict) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{Actor, operate_blocking},
        db::Db,
        input::{NewPassword, Username},
        locale::Timezone,
        security::Hasher,
        users::{NewPanelUser, create},
    };

    #[test]
    fn who_was_changed_since_they_were_read_is_not_deleted() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap()).unwrap();
        let new = NewPanelUser {
            username: Username::parse("ana").unwrap(),
            role: PanelRole::Manager,
            language: None,
            timezone: Timezone::UTC,
            password_hash: Hasher::default().hash_now(NewPassword::generate().unwrap().plain()).unwrap(),
        };
        let now = Timestamp::now();
        let read = operate_blocking(&db, &Actor::CommandLine, now, |tx| create(tx, &new)).unwrap();
        let played: Result<(), Refused> = db.write_blocking(|connection| {
            set_role_and_status(connection, &read, PanelRole::Auditor, PanelUserStatus::Active, now)?;
            assert!(matches!(delete(connection, &read), Err(Refused::Conflict)));
            let current = find(connection, &read.id)?.ok_or(Refused::Gone)?;
            account_names::release(connection, read.id.as_str())?;
            delete(connection, &current)
        });
        played.unwrap();
    }
}
