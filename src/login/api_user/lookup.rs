//! The one query of a login.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};

use super::{ApiCaller, ApiCredentials};
use crate::{
    authentication::{Attempt, Failures},
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::{DbConnection, DbResult, statement},
    ids::ApiUserId,
    input::{Username, fold},
    locale::{Locale, Timezone},
    security::{PasswordHash, SecretKey, sha256_hex},
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

statement! {
    /// The API user with the username; its key, network and failures where they are as sent.
    struct OfUsername<'a> { key_hash: &'a str, network: &'a str, subject: &'a str, username_key: &'a str }
        -> ((Text, Text, Text, Text, Text, Text), Text, Nullable<Text>, Nullable<BigInt>, Nullable<BigInt>, Nullable<BigInt>);
    "SELECT u.id, u.username, u.role, u.status, u.language, u.timezone, u.password_hash, k.last_four, n.last_login_at, \
     f.failures, f.last_failed_at FROM api_users AS u \
     LEFT JOIN secret_keys AS k ON k.owner_kind = 'api_user' AND k.owner_id = u.id AND k.key_hash = " [key_hash: Text]
    " LEFT JOIN login_networks AS n ON n.api_user_id = u.id AND n.network = " [network: Text]
    " LEFT JOIN failed_attempts AS f ON f.subject = " [subject: Text]
    " WHERE u.username_key = " [username_key: Text]
}

type Row = (
    (ApiUserId, Username, ApiUserRole, Status, Locale, Timezone),
    PasswordHash,
    Option<String>,
    Option<Timestamp>,
    Option<i64>,
    Option<Timestamp>,
);

/// Looks everything up by five keys at once.
pub(super) fn look_up(
    connection: &mut DbConnection,
    username_key: &str,
    key: Option<&SecretKey>,
    credentials: &ApiCredentials,
    known: &Attempt,
) -> DbResult<Option<Candidate>> {
    let key_hash = key.map(SecretKey::hash);
    let wanted = OfUsername {
        key_hash: key_hash.as_ref().map_or("", |hash| hash.as_str()),
        network: credentials.network(),
        subject: &known.subject(),
        username_key,
    };
    let row: Option<Row> = wanted.get_result(connection).optional()?;
    Ok(row.map(|(caller, password_hash, key_last_four, network_used_at, failures, last_failed_at)| {
        let (id, username, role, status, language, timezone) = caller;
        let caller = ApiCaller { id, username, role, status, language, timezone };
        Candidate { caller, password_hash, key_last_four, network_used_at, failures: failures.zip(last_failed_at) }
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
