//! Deleting an API user permanently.

use super::{
    ApiUser, Refused,
    privileges::{self, words},
    store,
};
use crate::{
    account_names,
    audit::{Action, Changes, Subject, Tx},
    authentication::{delete_failures, delete_login_networks, end_sessions_of},
    authorization::Permission,
    ids::ApiUserId,
    secret_keys::{all_keys, delete_keys},
};

/// Deletes an API user in Trash with its privileges, its keys, its sessions, its quota and what is known of its logins;
/// its name is free at once. The log of calls outlives it.
///
/// # Errors
/// [`Refused::NotInTrash`]; [`Refused::Conflict`] where the version is no longer the one that the actor saw;
/// [`Refused::Gone`], [`Refused::Forbidden`].
pub fn delete(tx: &mut Tx<'_>, id: &ApiUserId, version: i64) -> Result<(), Refused> {
    tx.require(Permission::DeleteApiUsers)?;
    let user = store::find(tx.connection, id)?.ok_or(Refused::Gone)?;
    if !user.status.allows_deletion() {
        return Err(Refused::NotInTrash);
    }
    if user.version != version {
        return Err(Refused::Conflict);
    }
    let changes = what_goes(tx, &user)?;
    privileges::delete_all(tx.connection, id)?;
    delete_keys(tx.connection, id.as_str())?;
    end_sessions_of(tx.connection, id.as_str())?;
    delete_login_networks(tx.connection, id)?;
    delete_failures(tx.connection, id)?;
    store::delete_traces(tx.connection, id)?;
    account_names::release(tx.connection, id.as_str())?;
    store::delete(tx.connection, &user)?;
    let subject = Subject::ApiUser(user.id, user.username.to_string());
    tx.record(Action::Deleted, subject, user.version.saturating_add(1), changes);
    Ok(())
}

/// What the trail keeps of it: all but secrets.
fn what_goes(tx: &mut Tx<'_>, user: &ApiUser) -> Result<Changes, Refused> {
    let mut changes = Changes::default();
    changes.end("username", user.username.as_str());
    changes.end("role", user.role.as_str());
    changes.end("status", user.status.as_str());
    changes.end("organization", user.organization.as_str());
    changes.end("language", user.language.tag());
    changes.end("timezone", user.timezone.name());
    if !user.private_note.as_str().is_empty() {
        changes.redacted("private_note");
    }
    changes.end("created_at", &user.created_at.micros().to_string());
    changes.end("last_login_at", &user.last_login_at.micros().to_string());
    for key in all_keys(tx.connection, user.id.as_str())? {
        changes.end("key", &key.last_four);
    }
    for (project, set) in privileges::all_privileges(tx.connection, &user.id)? {
        changes.end(privileges::privileges_field(&project), &words(set));
    }
    Ok(changes)
}
