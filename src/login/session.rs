//! Beginning a session of a person, and finding them again by it.

use crate::{
    account_names::AccountKind,
    authentication::{SessionDigest, SessionId, SessionOwner, end_session, find_session, insert_session},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::PanelUserId,
    users::{self, PanelUser, PanelUserStatus},
};

/// A person whose session goes on.
#[derive(Clone, Debug)]
pub(crate) struct Resumed {
    /// The person.
    pub(crate) person: PanelUser,
    /// Whether it is time to note that the session was seen.
    pub(crate) is_due_to_be_noted: bool,
}

/// Begins a session; the one that the browser had before ends (OWASP Session Management, "renew the session id").
pub(crate) fn begin_session(
    connection: &mut DbConnection,
    id: &SessionId,
    person: &PanelUser,
    before: Option<&SessionDigest>,
    now: Timestamp,
) -> DbResult<()> {
    if let Some(before) = before {
        end_session(connection, before)?;
    }
    let owner = SessionOwner {
        kind: AccountKind::PanelUser,
        id: person.id.to_string(),
        password_version: person.password_version,
    };
    insert_session(connection, &id.digest(), &owner, now)
}

/// Whose session this is; none where it is over, the person is disabled, or their password is another by now.
pub(crate) fn resume_session(
    connection: &mut DbConnection,
    digest: &SessionDigest,
    now: Timestamp,
) -> DbResult<Option<Resumed>> {
    let Some(session) = find_session(connection, digest, now)? else { return Ok(None) };
    let owner = session.owner;
    let Some(id) = PanelUserId::parse(&owner.id).filter(|_| owner.kind == AccountKind::PanelUser) else {
        return Ok(None);
    };
    let person = users::find(connection, &id)?
        .filter(|person| person.status == PanelUserStatus::Active && person.password_version == owner.password_version);
    Ok(person.map(|person| Resumed { person, is_due_to_be_noted: session.is_due_to_be_noted }))
}
