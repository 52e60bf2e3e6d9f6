//! Verifying what is not known yet: one hash for whatever is refused, and one for all who come with the same at once.

use tokio::spawn;

use super::{
    ApiCredentials, ApiLogin, ApiLogins, LoginRefused, WrongLogin,
    lookup::Candidate,
    recognize::{Found, Unverified},
};
use crate::{
    api_users,
    authentication::{Attempt, LoginFailure, Verifying, insert_login_network},
    db::{Db, DbConnection, DbResult},
    login::rehash::rehashed,
    secret_keys::{owner_of_key, touch_key},
    security::{Hasher, HashingError, KeyKind, PasswordCheck, PasswordHash},
};

impl ApiLogins {
    /// Logs an API user in.
    ///
    /// The throttle speaks first, then a place to hash is taken, then the try is counted, then the password is verified,
    /// and only a right one is told from the other things that may be wrong. A right try is forgiven. It is seen to its
    /// end even where the caller goes away, so that a right one does not stay counted.
    ///
    /// # Errors
    /// [`LoginRefused`].
    pub(crate) async fn log_in(
        &self,
        db: &Db,
        hasher: &Hasher,
        credentials: &ApiCredentials,
    ) -> Result<ApiLogin, LoginRefused> {
        let login =
            Login { logins: self.clone(), db: db.clone(), hasher: hasher.clone(), credentials: credentials.clone() };
        spawn(async move { login.run().await }).await.map_err(|_| HashingError::Stopping)?
    }
}

struct Login {
    logins: ApiLogins,
    db: Db,
    hasher: Hasher,
    credentials: ApiCredentials,
}

impl Login {
    async fn run(&self) -> Result<ApiLogin, LoginRefused> {
        loop {
            let (logins, credentials) = (self.logins.clone(), self.credentials.clone());
            let unverified = match self.db.read(move |connection| logins.find(connection, &credentials)).await? {
                Found::Known(login) => return Ok(login),
                Found::TooSoon(waiting) => return Err(LoginRefused::TooSoon(waiting)),
                Found::Unverified(unverified) => unverified,
            };
            let (Some(candidate), Some(pair)) = (&unverified.candidate, &unverified.pair) else {
                return Err(self.refuse(&unverified).await);
            };
            if unverified.is_remembered {
                return self.note(&unverified, candidate, Vec::new(), None).await;
            }
            // Once somebody else has verified it, it is known, or remembered.
            if let Some(verifying) = self.logins.0.verified.begin(pair).await {
                return self.verify(&unverified, candidate, verifying).await;
            }
        }
    }

    /// Verifies a password on which alone it depends whether the API user logs in.
    async fn verify(
        &self,
        unverified: &Unverified,
        candidate: &Candidate,
        verifying: Verifying<'_>,
    ) -> Result<ApiLogin, LoginRefused> {
        let check = self.check(unverified).await?;
        if check == PasswordCheck::Wrong {
            return Err(self.wrong(unverified, LoginFailure::WrongPassword));
        }
        let fresh = match rehashed(&self.hasher, unverified.queue, check, &self.credentials.password).await {
            // There is another login to do it.
            Err(HashingError::Busy) => None,
            fresh => fresh?,
        };
        let attempts = unverified.attempts.clone();
        let login = self.note(unverified, candidate, attempts, fresh.clone()).await?;
        let verified = &self.logins.0.verified;
        if let Some(pair) = fresh.and_then(|fresh| verified.pair(&fresh, &self.credentials.password)) {
            verified.insert(pair);
        }
        verifying.succeed();
        Ok(login)
    }

    /// Refuses, after as much work as if the password alone were wrong.
    async fn refuse(&self, unverified: &Unverified) -> LoginRefused {
        let reason = match (self.check(unverified).await, unverified.fault) {
            (Err(refused), _) => return refused,
            (
                Ok(PasswordCheck::Wrong),
                Some(fault @ (LoginFailure::MissingCredentials | LoginFailure::UnknownUsername)),
            ) => fault,
            (Ok(PasswordCheck::Wrong), _) | (Ok(_), None) => LoginFailure::WrongPassword,
            (Ok(_), Some(fault)) => fault,
        };
        self.wrong(unverified, reason)
    }

    /// Counts the try and verifies the password. The place is taken before the try is counted: who finds none did not
    /// fail. It is counted in its turn, so that right ones that wait don't use up what their network may fail.
    async fn check(&self, unverified: &Unverified) -> Result<PasswordCheck, LoginRefused> {
        let turn = self.hasher.turn(unverified.queue).await?;
        let (attempts, now) = (unverified.attempts.clone(), self.credentials.now);
        let begun = self.db.write(move |connection| Attempt::begin(&attempts, connection, now)).await?;
        if let Err(waiting) = begun {
            self.logins.note_failure(unverified.candidate.as_ref(), LoginFailure::TooSoon, &self.credentials);
            return Err(LoginRefused::TooSoon(waiting));
        }
        let stored = unverified.candidate.as_ref().map(|candidate| candidate.password_hash.clone());
        Ok(self.hasher.verify_in(turn, &self.credentials.password, stored).await?)
    }

    fn wrong(&self, unverified: &Unverified, reason: LoginFailure) -> LoginRefused {
        let candidate = unverified.candidate.as_ref();
        self.logins.note_failure(candidate, reason, &self.credentials);
        LoginRefused::Wrong(WrongLogin { reason, api_user: candidate.map(|candidate| candidate.caller.id.clone()) })
    }

    /// Writes that it logged in, forgiving `attempts`; refused where what was verified is true no longer.
    async fn note(
        &self,
        unverified: &Unverified,
        candidate: &Candidate,
        attempts: Vec<Attempt>,
        fresh: Option<PasswordHash>,
    ) -> Result<ApiLogin, LoginRefused> {
        let (credentials, unverified_too, candidate_too) =
            (self.credentials.clone(), unverified.clone(), candidate.clone());
        let noted = self.db.write(move |connection| {
            Attempt::forgive(&attempts, connection)?;
            note_login(connection, &unverified_too, &candidate_too, fresh.as_ref(), &credentials)
        });
        if noted.await? {
            self.logins.0.networks.insert(self.credentials.network().to_owned(), ());
            Ok(candidate.login(!unverified.is_network_known()))
        } else {
            Err(self.wrong(unverified, LoginFailure::Changed))
        }
    }
}

/// False where the password was changed, the key taken, or the API user is Active no longer.
fn note_login(
    connection: &mut DbConnection,
    unverified: &Unverified,
    candidate: &Candidate,
    fresh: Option<&PasswordHash>,
    credentials: &ApiCredentials,
) -> DbResult<bool> {
    let (id, now) = (&candidate.caller.id, credentials.now);
    let Some(key) = &unverified.key else { return Ok(false) };
    let is_its_key = owner_of_key(connection, &key.hash())? == Some((KeyKind::ApiUser, id.to_string()));
    if !is_its_key || !api_users::note_login(connection, id, &candidate.password_hash, fresh, now)? {
        return Ok(false);
    }
    touch_key(connection, &key.hash(), &credentials.address, now)?;
    insert_login_network(connection, id, credentials.network(), now)?;
    Ok(true)
}
