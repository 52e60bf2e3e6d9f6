//! Moving an API user between Active, Inactive and Trash.

use super::{Refused, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authentication::end_sessions_of,
    authorization::{Permission, Status},
    ids::ApiUserId,
};

/// Moves an API user to a status, which ends its sessions; false where it is there already.
///
/// # Errors
/// [`Refused::Conflict`] where the version is no longer the one that the actor saw; [`Refused::Gone`],
/// [`Refused::Forbidden`].
pub fn move_status(tx: &mut Tx<'_>, id: &ApiUserId, version: i64, to: Status) -> Result<bool, Refused> {
    tx.require(Permission::EditApiUsers)?;
    let user = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    tx.require(Permission::to_change(user.role))?;
    if user.status == to {
        return Ok(false);
    }
    if user.version != version {
        return Err(Refused::Conflict);
    }
    store::set_status(tx.connection, &user, to, tx.now)?;
    end_sessions_of(tx.connection, user.id.as_str())?;
    let mut changes = Changes::default();
    changes.compare("status", user.status.as_str(), to.as_str());
    let subject = Subject::ApiUser(user.id, user.username.to_string());
    tx.record(Action::Moved, subject, user.version.saturating_add(1), changes);
    Ok(true)
}
