//! Beginning a session, and finding again by it whose it is.

use super::Account;
use crate::{
    authentication::{SessionDigest, SessionId, end_session, find_session, insert_session},
    clock::Timestamp,
    db::{DbConnection, DbResult},
};

/// Somebody whose session goes on.
#[derive(Clone, Debug)]
pub(crate) struct Resumed {
    /// Who.
    pub(crate) account: Account,
    /// Whether it is time to note that the session was seen.
    pub(crate) is_due_to_be_noted: bool,
}

/// Begins a session; the one that the browser had before ends (OWASP Session Management, "renew the session id").
pub(crate) fn begin_session(
    connection: &mut DbConnection,
    id: &SessionId,
    account: &Account,
    before: Option<&SessionDigest>,
    now: Timestamp,
) -> DbResult<()> {
    if let Some(before) = before {
        end_session(connection, before)?;
    }
    insert_session(connection, &id.digest(), &account.owner(), now)
}

/// Whose session this is; none where it is over, the account may no longer sign in, or its password is another by now.
pub(crate) fn resume_session(
    connection: &mut DbConnection,
    digest: &SessionDigest,
    now: Timestamp,
) -> DbResult<Option<Resumed>> {
    let Some(session) = find_session(connection, digest, now)? else { return Ok(None) };
    let account = Account::find(connection, &session.owner.account)?;
    let account = account.filter(|account| account.may_sign_in() && account.owner() == session.owner);
    Ok(account.map(|account| Resumed { account, is_due_to_be_noted: session.is_due_to_be_noted }))
}
