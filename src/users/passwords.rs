//! Giving a person another password, which ends all their sessions.

use super::{PanelUser, Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authentication::end_sessions_of,
    authorization::Permission,
    ids::PanelUserId,
    security::PasswordHash,
};

/// Changes the actor's own password over the one that was verified. Gives the person as they are now.
///
/// # Errors
/// [`Refused::Conflict`] where the password is no longer the one that was verified; [`Refused::Forbidden`] where it is another
/// person's; [`Refused::Gone`].
pub fn change_password(
    tx: &mut Tx<'_>,
    id: &PanelUserId,
    verified: &PasswordHash,
    hash: &PasswordHash,
) -> Result<PanelUser, Refused> {
    tx.require_self(id)?;
    let before = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    if before.password_hash != *verified {
        return Err(Refused::Conflict);
    }
    replace(tx, &before, hash, Action::PasswordChanged)
}

/// Sets a person's password, whatever it was. Gives the person as they are now.
///
/// # Errors
/// [`Refused::Forbidden`], [`Refused::Gone`].
pub fn reset_password(tx: &mut Tx<'_>, id: &PanelUserId, hash: &PasswordHash) -> Result<PanelUser, Refused> {
    tx.require(Permission::ManagePanelUsers)?;
    let before = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    replace(tx, &before, hash, Action::PasswordReset)
}

fn replace(tx: &mut Tx<'_>, before: &PanelUser, hash: &PasswordHash, action: Action) -> Result<PanelUser, Refused> {
    let after = store::set_password(tx.connection, before, hash, tx.now)?;
    end_sessions_of(tx.connection, after.id.as_str())?;
    let subject = Subject::PanelUser(after.id.clone(), after.username.to_string());
    tx.record(action, subject, after.version, Changes::default());
    Ok(after)
}
