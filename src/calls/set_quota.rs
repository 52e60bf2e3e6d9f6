//! Setting how many calls an API user may make in a month.

use diesel::prelude::*;

use super::quota::quota_of;
use crate::{
    api_users::{self, Refused},
    audit::{Action, Changes, Subject, Tx},
    authorization::Permission,
    db::{DbConnection, DbResult, schema::quotas},
    ids::ApiUserId,
    input::Quota,
    merge::{Clashes, Edited},
};

/// The quota that an API user is to have.
#[derive(Clone, Debug)]
pub struct SetQuota {
    /// Whose.
    pub id: ApiUserId,
    /// What the form was served with, in digits; empty for no quota.
    pub served: String,
    /// None for no quota.
    pub quota: Option<Quota>,
}

/// Sets it; the next call counts against it.
///
/// # Errors
/// [`Refused::Clash`] where it was changed elsewhere too; [`Refused::Gone`], [`Refused::Forbidden`].
pub fn set_quota(tx: &mut Tx<'_>, wanted: &SetQuota) -> Result<Edited, Refused> {
    tx.require(Permission::EditApiUsers)?;
    let user = api_users::find(tx.connection, &wanted.id)?.ok_or(Refused::Gone)?;
    tx.require(Permission::to_change(user.role))?;
    let saved = quota_of(tx.connection, &user.id)?;
    let mut clashes = Clashes::default();
    let quota = clashes.merge("quota", &wanted.served, &wanted.quota, &saved, |quota| text(*quota));
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    let found = user.version;
    if quota == saved {
        return Ok(Edited { is_changed: false, found });
    }
    store(tx.connection, &user.id, saved, quota)?;
    api_users::note_changed(tx.connection, &user, tx.now)?;
    let mut changes = Changes::default();
    changes.compare("quota", &text(saved), &text(quota));
    let subject = Subject::ApiUser(user.id, user.username.to_string());
    tx.record(Action::Changed, subject, found.saturating_add(1), changes);
    Ok(Edited { is_changed: true, found })
}

fn store(connection: &mut DbConnection, id: &ApiUserId, before: Option<Quota>, after: Option<Quota>) -> DbResult<()> {
    let row = quotas::table.find(id);
    match (before, after) {
        (_, None) => diesel::delete(row).execute(connection)?,
        (Some(_), Some(quota)) => diesel::update(row).set(quotas::calls.eq(quota.calls())).execute(connection)?,
        (None, Some(quota)) => {
            let new = (quotas::api_user_id.eq(id), quotas::calls.eq(quota.calls()));
            diesel::insert_into(quotas::table).values(new).execute(connection)?
        }
    };
    Ok(())
}

/// As the form and the trail write it.
fn text(quota: Option<Quota>) -> String {
    quota.map(|quota| quota.to_string()).unwrap_or_default()
}
