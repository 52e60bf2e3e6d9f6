//! From where API users logged in lately: strangers elsewhere can't lock them out there.

use std::time::Duration;

use diesel::prelude::*;

use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::login_networks},
    ids::ApiUserId,
};

const KNOWN_FOR: Duration = Duration::from_hours(30 * 24);

/// Whether a network from which the last login was then is known now.
pub(crate) fn is_known_network(last_login_at: Timestamp, now: Timestamp) -> bool {
    now.since(last_login_at) < KNOWN_FOR
}

/// Notes a login from a network, be it the first, and clears away the networks that are known no longer.
pub(crate) fn insert_login_network(
    connection: &mut DbConnection,
    id: &ApiUserId,
    network: &str,
    now: Timestamp,
) -> DbResult<()> {
    let old = login_networks::last_login_at.le(now.minus(KNOWN_FOR));
    diesel::delete(login_networks::table.filter(old)).execute(connection)?;
    let row = login_networks::table.find((id, network)).select(login_networks::last_login_at);
    if row.first::<Timestamp>(connection).optional()?.is_some() {
        return touch_login_network(connection, id, network, now);
    }
    diesel::insert_into(login_networks::table)
        .values((
            login_networks::api_user_id.eq(id),
            login_networks::network.eq(network),
            login_networks::last_login_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// Notes a login from a network that is there; one that was cleared away does not come back.
pub(crate) fn touch_login_network(
    connection: &mut DbConnection,
    id: &ApiUserId,
    network: &str,
    now: Timestamp,
) -> DbResult<()> {
    let row = login_networks::table.find((id, network)).filter(login_networks::last_login_at.lt(now));
    diesel::update(row).set(login_networks::last_login_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Forgets every network of an API user.
pub(crate) fn delete_login_networks(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<()> {
    diesel::delete(login_networks::table.filter(login_networks::api_user_id.eq(id))).execute(connection)?;
    Ok(())
}
