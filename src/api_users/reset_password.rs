//! Giving an API user another password in the place of one that is lost.

use super::{ApiUser, Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authentication::{Reauthentication, end_sessions_of},
    authorization::Permission,
    ids::ApiUserId,
    security::PasswordHash,
};

/// Sets the password, whatever it was, for an actor who proved to be themselves; ends the API user's sessions.
///
/// # Errors
/// [`Refused::Gone`], [`Refused::Forbidden`].
pub fn reset_password(
    tx: &mut Tx<'_>,
    id: &ApiUserId,
    by: &Reauthentication,
    hash: &PasswordHash,
) -> Result<ApiUser, Refused> {
    tx.require(Permission::ResetApiUserPasswords)?;
    by.require(tx)?;
    let user = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    store::set_password(tx.connection, &user, hash, tx.now)?;
    end_sessions_of(tx.connection, user.id.as_str())?;
    let subject = Subject::ApiUser(user.id.clone(), user.username.to_string());
    tx.record(Action::PasswordReset, subject, user.version.saturating_add(1), Changes::default());
    Ok(user)
}
