//! The password of an API user, as it changes it itself.

use super::{OwnAccount, Refused, own_settings::find_self, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authentication::{PasswordProof, end_sessions_of},
    ids::ApiUserId,
    security::PasswordHash,
};

/// Changes the actor's own password over the one that was proved, which ends all its sessions. Gives the API user as it is
/// now.
///
/// # Errors
/// [`Refused::Conflict`] where the password is no longer the one that was proved; [`Refused::Forbidden`] where it is
/// another's, or it is Active no longer; [`Refused::Gone`].
pub(crate) fn change_password(
    tx: &mut Tx<'_>,
    id: &ApiUserId,
    proof: &PasswordProof,
    hash: &PasswordHash,
) -> Result<OwnAccount, Refused> {
    let before = find_self(tx, id)?;
    if !proof.proves(id.as_str(), &before.password_hash) {
        return Err(Refused::Conflict);
    }
    store::set_password(tx.connection, &before, hash, tx.now)?;
    end_sessions_of(tx.connection, id.as_str())?;
    let mut changes = Changes::default();
    changes.redacted("password");
    let subject = Subject::ApiUser(before.id, before.username.to_string());
    tx.record(Action::PasswordChanged, subject, before.version.saturating_add(1), changes);
    store::find_own(tx.connection, id)?.ok_or(Refused::Gone)
}
