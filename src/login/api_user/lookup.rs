//! The one query of a login.

use diesel::prelude::*;

use super::{ApiCaller, ApiCredentials};
use crate::{
    authentication::{Attempt, Failures},
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::{
        DbConnection, DbResult,
        schema::{api_users, failed_attempts, login_networks, secret_keys},
    },
    ids::ApiUserId,
    input::{Username, fold},
    locale::{Locale, Timezone},
    security::{KeyKind, PasswordHash, SecretKey, sha256_hex},
};

/// The most bytes of a username: 64 code points, and as many invisible ones that fold away.
const LONGEST: usize = 512;

/// The username as it is looked up, whether or not it can be one; none where none was sent.
pub(crate) fn username_key(username: &str) -> Option<String> {
    let name = username.trim();
    // Longer than any username: it is no one's, and not worth folding.
    if name.len() > LONGEST {
        return Some(sha256_hex(name));
    }
    // The key of an ASCII username is no more than folded.
    let parsed = if name.is_ascii() { None } else { Username::parse(name).ok() };
    Some(parsed.map_or_else(|| fold(name), |username| username.key())).filter(|key| !key.is_empty())
}

/// The API user that has the username, with what matters to a login.
#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) caller: ApiCaller,
    pub(super) password_hash: PasswordHash,
    /// Of the key that was sent; none where that is none of its keys.
    pub(super) key_last_four: Option<String>,
    /// When it last logged in from the caller's network.
    pub(super) network_used_at: Option<Timestamp>,
    /// What failed of its tries from this network, should it be a known one.
    pub(super) failures: Option<Failures>,
}

type Row = (
    (ApiUserId, Username, ApiUserRole, Status, Locale, Timezone),
    PasswordHash,
    Option<String>,
    Option<Timestamp>,
    Option<Failures>,
);

/// Looks everything up by five keys in one statement, which stays prepared.
pub(super) fn look_up(
    connection: &mut DbConnection,
    username_key: &str,
    key: Option<&SecretKey>,
    credentials: &ApiCredentials,
    known: &Attempt,
) -> DbResult<Option<Candidate>> {
    // Diesel wants what is bound in a join to be owned.
    let key_hash = key.map(|key| key.hash().as_str().to_owned()).unwrap_or_default();
    let its_key = secret_keys::key_hash
        .eq(key_hash)
        .and(secret_keys::owner_kind.eq(KeyKind::ApiUser))
        .and(secret_keys::owner_id.eq(api_users::id));
    let its_network =
        login_networks::api_user_id.eq(api_users::id).and(login_networks::network.eq(credentials.network().to_owned()));
    let row: Option<Row> = api_users::table
        .left_join(secret_keys::table.on(its_key))
        .left_join(login_networks::table.on(its_network))
        .left_join(failed_attempts::table.on(failed_attempts::subject.eq(known.subject())))
        .filter(api_users::username_key.eq(username_key))
        .select((
            (
                api_users::id,
                api_users::username,
                api_users::role,
                api_users::status,
                api_users::language,
                api_users::timezone,
            ),
            api_users::password_hash,
            secret_keys::last_four.nullable(),
            login_networks::last_login_at.nullable(),
            (failed_attempts::failures, failed_attempts::last_failed_at).nullable(),
        ))
        .first(connection)
        .optional()?;
    Ok(row.map(|(caller, password_hash, key_last_four, network_used_at, failures)| {
        let (id, username, role, status, language, timezone) = caller;
        let caller = ApiCaller { id, username, role, status, language, timezone };
        Candidate { caller, password_hash, key_last_four, network_used_at, failures }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_looked_up_as_it_is_kept() {
        for name in [" North-Hall.KIOSK_01@acme ", "o'neil\"", "Zoë", "STRASSE", "ＡＢＣ", "木村"] {
            assert_eq!(username_key(name), Some(Username::parse(name).unwrap().key()), "{name}");
        }
        assert_eq!(username_key(" "), None);
        assert_eq!(username_key("No Name"), Some("no name".to_owned()));
    }
}
