//! The queries about panel users.

use diesel::prelude::*;

use super::{NewPanelUser, PanelUser, PanelUserId, Settings, Theme};
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::panel_users},
    i18n::Locale,
    names::{self, AccountKind, NameError},
    security::PasswordHash,
};

/// The person of this id, where there is one.
///
/// # Errors
/// When the database can't say; so for all of this file.
pub fn find(connection: &mut DbConnection, id: &PanelUserId) -> DbResult<Option<PanelUser>> {
    Ok(panel_users::table.find(id).select(PanelUser::as_select()).first(connection).optional()?)
}

/// The person of this folded username; none where the name is nobody's or a machine account's.
pub fn find_by_username_key(connection: &mut DbConnection, username_key: &str) -> DbResult<Option<PanelUser>> {
    match names::owner(connection, username_key)? {
        Some((AccountKind::PanelUser, id)) => PanelUserId::parse(&id).map_or(Ok(None), |id| find(connection, &id)),
        _ => Ok(None),
    }
}

/// Whether there is anybody yet.
pub fn any(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(diesel::select(diesel::dsl::exists(panel_users::table.select(panel_users::id))).get_result(connection)?)
}

/// Everybody, by name.
pub fn all(connection: &mut DbConnection) -> DbResult<Vec<PanelUser>> {
    Ok(panel_users::table.order(panel_users::username).select(PanelUser::as_select()).load(connection)?)
}

/// Adds a person.
///
/// # Errors
/// [`NameError::Taken`] where another account has the username.
pub fn insert(connection: &mut DbConnection, new: NewPanelUser, now: Timestamp) -> Result<PanelUser, NameError> {
    let user = PanelUser {
        id: PanelUserId::new(),
        username: new.username.as_str().to_owned(),
        role: new.role,
        language: new.language.map_or("", Locale::tag).to_owned(),
        timezone: new.timezone,
        theme: Theme::System,
        password_hash: new.password_hash,
        last_login_at: Timestamp::NEVER,
        created_at: now,
        modified_at: now,
        version: 1,
    };
    names::take(connection, &new.username, AccountKind::PanelUser, user.id.as_str())?;
    diesel::insert_into(panel_users::table).values(&user).execute(connection)?;
    Ok(user)
}

/// Notes a sign-in with the password that was verified, whose hash may be a fresh one;
/// false where the password was changed in between.
pub fn note_sign_in(
    connection: &mut DbConnection,
    user: &PanelUser,
    fresh: Option<&PasswordHash>,
    now: Timestamp,
) -> DbResult<bool> {
    let row = panel_users::table.find(&user.id).filter(panel_users::password_hash.eq(&user.password_hash));
    let hash = fresh.unwrap_or(&user.password_hash);
    let changed = diesel::update(row)
        .set((panel_users::last_login_at.eq(now), panel_users::password_hash.eq(hash)))
        .execute(connection)?;
    Ok(changed == 1)
}

/// Changes how the person reads, over this version; false where it is no longer that.
pub fn update_settings(
    connection: &mut DbConnection,
    id: &PanelUserId,
    version: i64,
    settings: Settings,
    now: Timestamp,
) -> DbResult<bool> {
    let row = panel_users::table.find(id).filter(panel_users::version.eq(version));
    let changed = diesel::update(row)
        .set((
            panel_users::language.eq(settings.language.map_or("", Locale::tag)),
            panel_users::timezone.eq(settings.timezone),
            panel_users::theme.eq(settings.theme),
            panel_users::modified_at.eq(now),
            panel_users::version.eq(version + 1),
        ))
        .execute(connection)?;
    Ok(changed == 1)
}

/// Changes the language alone.
pub fn set_language(connection: &mut DbConnection, id: &PanelUserId, language: Locale, now: Timestamp) -> DbResult<()> {
    diesel::update(panel_users::table.find(id))
        .set((
            panel_users::language.eq(language.tag()),
            panel_users::modified_at.eq(now),
            panel_users::version.eq(panel_users::version + 1),
        ))
        .execute(connection)?;
    Ok(())
}

/// Changes the password over the one that was verified; nothing is found where that was changed in between.
pub fn change_password(
    connection: &mut DbConnection,
    user: &PanelUser,
    hash: &PasswordHash,
    now: Timestamp,
) -> DbResult<()> {
    let row = panel_users::table.find(&user.id).filter(panel_users::password_hash.eq(&user.password_hash));
    let _: PanelUserId = row.select(panel_users::id).first(connection)?;
    set_password(connection, &user.id, hash, now)
}

/// Sets the password, whatever it was.
pub fn set_password(
    connection: &mut DbConnection,
    id: &PanelUserId,
    hash: &PasswordHash,
    now: Timestamp,
) -> DbResult<()> {
    diesel::update(panel_users::table.find(id))
        .set((
            panel_users::password_hash.eq(hash),
            panel_users::modified_at.eq(now),
            panel_users::version.eq(panel_users::version + 1),
        ))
        .execute(connection)?;
    Ok(())
}
