//! What only Administrators do to people. The last active Administrator stays one.

use super::{PanelUser, PanelUserStatus, Refused, store};
use crate::{
    account_names,
    audit::{Action, Changes, Subject, Tx},
    authentication::end_sessions_of,
    authorization::{PanelRole, Permission},
    ids::PanelUserId,
};

/// Gives a person another role, which ends their sessions; false where they have it already.
///
/// # Errors
/// [`Refused::LastAdministrator`], [`Refused::Gone`], [`Refused::Forbidden`].
pub fn set_role(tx: &mut Tx<'_>, id: &PanelUserId, role: PanelRole) -> Result<bool, Refused> {
    let before = find(tx, id)?;
    change(tx, &before, &PanelUser { role, ..before.clone() })
}

/// Lets a person sign in, or no longer, which ends their sessions; false where that is so already.
///
/// # Errors
/// As [`set_role`].
pub fn set_status(tx: &mut Tx<'_>, id: &PanelUserId, status: PanelUserStatus) -> Result<bool, Refused> {
    let before = find(tx, id)?;
    change(tx, &before, &PanelUser { status, ..before.clone() })
}

/// Ends all sessions of a person.
///
/// # Errors
/// [`Refused::Gone`], [`Refused::Forbidden`].
pub fn end_sessions(tx: &mut Tx<'_>, id: &PanelUserId) -> Result<(), Refused> {
    let user = find(tx, id)?;
    end_sessions_of(tx.connection, id.as_str())?;
    tx.record(Action::SessionsEnded, subject_of(&user), user.version, Changes::default());
    Ok(())
}

/// Removes a person with their sessions; their name is free at once.
///
/// # Errors
/// As [`set_role`].
pub fn remove(tx: &mut Tx<'_>, id: &PanelUserId) -> Result<(), Refused> {
    let user = find(tx, id)?;
    end_sessions_of(tx.connection, id.as_str())?;
    account_names::release(tx.connection, id.as_str())?;
    store::delete(tx.connection, &user)?;
    must_leave_an_administrator(tx, &user)?;
    let mut changes = Changes::default();
    changes.end("username", user.username.as_str());
    changes.end("role", user.role.as_str());
    changes.end("status", user.status.as_str());
    changes.end("language", user.language.as_str());
    changes.end("timezone", user.timezone.name());
    changes.end("theme", user.theme.as_str());
    tx.record(Action::Deleted, subject_of(&user), user.version.saturating_add(1), changes);
    Ok(())
}

fn find(tx: &mut Tx<'_>, id: &PanelUserId) -> Result<PanelUser, Refused> {
    tx.require(Permission::ManagePanelUsers)?;
    store::find(tx.connection, id)?.ok_or(Refused::Gone)
}

fn change(tx: &mut Tx<'_>, before: &PanelUser, after: &PanelUser) -> Result<bool, Refused> {
    let mut changes = Changes::default();
    changes.compare("role", before.role.as_str(), after.role.as_str());
    changes.compare("status", before.status.as_str(), after.status.as_str());
    if changes.is_empty() {
        return Ok(false);
    }
    let version = store::set_role_and_status(tx.connection, before, after.role, after.status, tx.now)?;
    must_leave_an_administrator(tx, before)?;
    // What was begun under one role or status is not gone on with under another.
    end_sessions_of(tx.connection, before.id.as_str())?;
    tx.record(Action::Changed, subject_of(before), version, changes);
    Ok(true)
}

/// Asked after the write, so that two Administrators who remove each other at once can't both succeed.
fn must_leave_an_administrator(tx: &mut Tx<'_>, before: &PanelUser) -> Result<(), Refused> {
    let was_one = before.role == PanelRole::Administrator && before.status == PanelUserStatus::Active;
    if was_one && !store::any_active_administrator(tx.connection)? { Err(Refused::LastAdministrator) } else { Ok(()) }
}

fn subject_of(user: &PanelUser) -> Subject {
    Subject::PanelUser(user.id.clone(), user.username.to_string())
}
