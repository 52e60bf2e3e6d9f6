//! Changing an API user.

use super::{
    ApiUser, Fields, Refused,
    privileges::{self, PrivilegeChange},
    store,
};
use crate::{
    account_names::{self, AccountKind},
    audit::{Action, Changes, Subject, Tx},
    authorization::{ApiUserRole, Permission},
    ids::ApiUserId,
    security::PasswordHash,
};

/// What is to become of an API user.
#[derive(Clone, Debug)]
pub struct EditApiUser {
    /// Which one.
    pub id: ApiUserId,
    /// The version that the actor saw.
    pub version: i64,
    /// Its fields.
    pub fields: Fields,
    /// Its new password, where it gets one.
    pub password: Option<NewPasswordHash>,
    /// The privileges that were changed.
    pub privileges: Vec<PrivilegeChange>,
}

/// A new password in the place of one that was proved.
#[derive(Clone, Debug)]
pub struct NewPasswordHash {
    /// The stored hash against which the current password was verified.
    pub verified: PasswordHash,
    /// The hash of the new one.
    pub hash: PasswordHash,
}

/// Saves an API user; says whether there was anything to save.
///
/// # Errors
/// [`Refused::Conflict`] where the version is no longer that, or the password is another than the one that was verified;
/// [`Refused::Gone`], [`Refused::Forbidden`], [`Refused::UsernameTaken`], [`Refused::UnknownProject`].
pub fn edit(tx: &mut Tx<'_>, edit: &EditApiUser) -> Result<bool, Refused> {
    tx.require(Permission::EditApiUsers)?;
    let before = store::find(tx.connection, &edit.id)?.ok_or(Refused::Gone)?;
    must_be_allowed(tx, &before, edit)?;
    let is_verified = edit.password.as_ref().is_none_or(|password| password.verified == before.password_hash);
    if before.version != edit.version || !is_verified {
        return Err(Refused::Conflict);
    }
    let after = edited(tx, &before, edit);
    let mut changes = compare(&before, &after);
    privileges::apply(tx.connection, &after.id, &edit.privileges, &mut changes)?;
    if changes.is_empty() {
        return Ok(false);
    }
    if before.username != after.username {
        account_names::release(tx.connection, after.id.as_str())?;
        account_names::take(tx.connection, &after.username, AccountKind::ApiUser, after.id.as_str())?;
    }
    store::update(tx.connection, &before, &after)?;
    let subject = Subject::ApiUser(after.id.clone(), after.username.to_string());
    tx.record(Action::Changed, subject, after.version, changes);
    Ok(true)
}

/// Whoever may not give the role Administrator may not change those who have it either; a note that the actor may not
/// see is not theirs to change.
fn must_be_allowed(tx: &Tx<'_>, before: &ApiUser, edit: &EditApiUser) -> Result<(), Refused> {
    if edit.fields.role == ApiUserRole::Administrator || before.role == ApiUserRole::Administrator {
        tx.require(Permission::GrantAdministratorRole)?;
    }
    if edit.fields.private_note.is_some() {
        tx.require(Permission::ReadPrivateNotes)?;
    }
    Ok(())
}

fn edited(tx: &Tx<'_>, before: &ApiUser, edit: &EditApiUser) -> ApiUser {
    let fields = edit.fields.clone();
    let hash = edit.password.as_ref().map_or(&before.password_hash, |password| &password.hash);
    ApiUser {
        id: before.id.clone(),
        username: fields.username,
        role: fields.role,
        status: before.status,
        organization: fields.organization,
        language: fields.language,
        timezone: fields.timezone,
        password_hash: hash.clone(),
        last_login_at: before.last_login_at,
        created_at: before.created_at,
        modified_at: tx.now,
        version: before.version.saturating_add(1),
        private_note: fields.private_note.unwrap_or_else(|| before.private_note.clone()),
    }
}

fn compare(before: &ApiUser, after: &ApiUser) -> Changes {
    let mut changes = Changes::default();
    changes.compare("username", before.username.as_str(), after.username.as_str());
    changes.compare("role", before.role.as_str(), after.role.as_str());
    changes.compare("organization", before.organization.as_str(), after.organization.as_str());
    changes.compare("language", before.language.tag(), after.language.tag());
    changes.compare("timezone", before.timezone.name(), after.timezone.name());
    if before.private_note != after.private_note {
        changes.redacted("private_note");
    }
    if before.password_hash != after.password_hash {
        changes.redacted("password");
    }
    changes
}
