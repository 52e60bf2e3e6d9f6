//! Knowing an API user again, without a hash and without a write.

use super::{
    ApiCredentials, ApiLogin, ApiLogins,
    lookup::{self, Candidate, look_up},
    seen::SeenLogin,
};
use crate::{
    authentication::{Attempt, Door, LoginFailure, Pair, Waiting, is_known_network},
    authorization::Status,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    security::{HashingQueue, SecretKey},
};

/// What one read tells of credentials.
pub(crate) enum Recognized {
    /// All right, as it was verified lately, and from a network that is known: the call may go on.
    Known(ApiLogin),
    /// Too many failed before, whatever these are.
    TooSoon(Waiting),
    /// [`ApiLogins::log_in`] has to find out.
    MustVerify,
}

pub(super) enum Found {
    Known(ApiLogin),
    TooSoon(Waiting),
    Unverified(Box<Unverified>),
}

/// Credentials that are not slowed down, before their password is verified.
#[derive(Clone)]
pub(super) struct Unverified {
    pub(super) candidate: Option<Candidate>,
    /// What is wrong with them even where the password is right.
    pub(super) fault: Option<LoginFailure>,
    /// The key that was sent, where it has the form of one.
    pub(super) key: Option<SecretKey>,
    pub(super) pair: Option<Pair>,
    /// Whether the pair was verified before.
    pub(super) is_remembered: bool,
    /// What the try counts as.
    pub(super) attempts: Vec<Attempt>,
    pub(super) queue: HashingQueue,
}

impl ApiLogins {
    /// Whether these credentials are known to be right. It reads once, writes nothing and hashes nothing.
    ///
    /// Whoever is slowed down is told so before anything that was remembered counts: else a guess could be told from
    /// another by its answer.
    ///
    /// # Errors
    /// When the database can't be read.
    pub(crate) fn recognize(
        &self,
        connection: &mut DbConnection,
        credentials: &ApiCredentials,
    ) -> DbResult<Recognized> {
        Ok(match self.find(connection, credentials)? {
            Found::Known(login) => Recognized::Known(login),
            Found::TooSoon(waiting) => Recognized::TooSoon(waiting),
            Found::Unverified(_) => Recognized::MustVerify,
        })
    }

    pub(super) fn find(&self, connection: &mut DbConnection, credentials: &ApiCredentials) -> DbResult<Found> {
        let now = credentials.now;
        let key = credentials.user_secret_key.as_deref().and_then(SecretKey::parse);
        let mut known = None;
        let mut candidate = None;
        let mut attempts = Attempt::of_nobody(Door::Api, &credentials.networks);
        if let Some(username_key) = lookup::username_key(&credentials.username) {
            let attempt =
                Attempt::KnownNetwork { username_key: username_key.clone(), network: credentials.network().to_owned() };
            candidate = look_up(connection, &username_key, key.as_ref(), credentials, &attempt)?;
            known = Some(attempt).filter(|_| candidate.as_ref().is_some_and(|found| found.knows_network(now)));
            if known.is_none() {
                attempts = Attempt::of_stranger(Door::Api, &username_key, &credentials.networks);
            }
        }
        let failures = candidate.as_ref().and_then(|candidate| candidate.failures);
        let checked = match &known {
            Some(attempt) => attempt.judge(failures, now),
            None => Attempt::check(&attempts, connection, now)?,
        };
        if let Err(waiting) = checked {
            self.note_failure(candidate.as_ref(), LoginFailure::TooSoon, credentials);
            return Ok(Found::TooSoon(waiting));
        }
        let fault = fault(candidate.as_ref(), credentials);
        let sound = candidate.as_ref().filter(|_| fault.is_none());
        let pair = sound.and_then(|sound| self.0.verified.pair(&sound.password_hash, &credentials.password));
        let is_remembered = pair.is_some_and(|pair| self.0.verified.contains(&pair));
        if let (true, Some(candidate), Some(key), Some(attempt)) = (is_remembered, &candidate, &key, &known) {
            let forgives = failures.is_some_and(|failures| Attempt::is_forgivable(failures, now));
            self.0.seen.add(&SeenLogin {
                api_user: &candidate.caller.id,
                key: key.hash(),
                network: credentials.network(),
                address: &credentials.address,
                at: now,
                forgiven: forgives.then_some(attempt),
            });
            return Ok(Found::Known(candidate.login(false)));
        }
        let queue = if known.is_some() { HashingQueue::ApiKnownNetwork } else { HashingQueue::ApiStranger };
        let attempts = known.map_or(attempts, |known| vec![known]);
        Ok(Found::Unverified(Box::new(Unverified { candidate, fault, key, pair, is_remembered, attempts, queue })))
    }

    pub(super) fn note_failure(
        &self,
        candidate: Option<&Candidate>,
        reason: LoginFailure,
        credentials: &ApiCredentials,
    ) {
        let api_user = candidate.map(|candidate| &candidate.caller.id);
        self.0.failed.add(api_user, credentials.network(), reason, credentials.now);
    }
}

impl Unverified {
    /// Whether the API user logged in from this network lately.
    pub(super) fn is_network_known(&self) -> bool {
        self.queue == HashingQueue::ApiKnownNetwork
    }
}

impl Candidate {
    fn knows_network(&self, now: Timestamp) -> bool {
        self.network_used_at.is_some_and(|used_at| is_known_network(used_at, now))
    }

    pub(super) fn login(&self, is_new_network: bool) -> ApiLogin {
        let key_last_four = self.key_last_four.clone().unwrap_or_default();
        ApiLogin { caller: self.caller.clone(), key_last_four, is_new_network }
    }
}

/// What is wrong, whatever the password.
fn fault(candidate: Option<&Candidate>, credentials: &ApiCredentials) -> Option<LoginFailure> {
    if credentials.username.trim().is_empty() || credentials.password.is_empty() {
        return Some(LoginFailure::MissingCredentials);
    }
    let Some(candidate) = candidate else { return Some(LoginFailure::UnknownUsername) };
    match candidate.caller.status {
        Status::Inactive => Some(LoginFailure::Inactive),
        Status::Trash => Some(LoginFailure::Trash),
        Status::Active if candidate.key_last_four.is_some() => None,
        Status::Active if credentials.user_secret_key.as_ref().is_none_or(String::is_empty) => {
            Some(LoginFailure::MissingKey)
        }
        Status::Active => Some(LoginFailure::WrongKey),
    }
}
