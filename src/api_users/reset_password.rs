//! Giving an API user another password in the place of one that is lost.

use super::{ApiUser, Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::Permission,
    ids::ApiUserId,
    security::PasswordHash,
};

/// Sets the password, whatever it was.
///
/// # Errors
/// [`Refused::Gone`], [`Refused::Forbidden`].
pub fn reset_password(tx: &mut Tx<'_>, id: &ApiUserId, hash: &PasswordHash) -> Result<ApiUser, Refused> {
    tx.require(Permission::ResetApiUserPasswords)?;
    let user = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    store::set_password(tx.connection, &user, hash, tx.now)?;
    let subject = Subject::ApiUser(user.id.clone(), user.username.to_string());
    tx.record(Action::PasswordReset, subject, user.version.saturating_add(1), Changes::default());
    Ok(user)
}
