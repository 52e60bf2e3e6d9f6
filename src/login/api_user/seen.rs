//! Which logins were seen, collected so that all of them together cost one write a second.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    api_users,
    authentication::{Attempt, touch_login_network},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::ApiUserId,
    secret_keys::touch_key,
    security::KeyHash,
};

/// A login that need not be written at once: from a network that is known.
pub(super) struct SeenLogin<'a> {
    pub(super) api_user: &'a ApiUserId,
    pub(super) key: KeyHash,
    pub(super) network: &'a str,
    pub(super) address: &'a str,
    pub(super) at: Timestamp,
    /// The try whose old failures it forgives.
    pub(super) forgiven: Option<&'a Attempt>,
}

/// What was seen and is not written yet: at most one entry for each key and known network of an API user.
#[derive(Default)]
pub(super) struct SeenLogins(Mutex<PendingLogins>);

/// Logins that are to be written.
#[derive(Clone, Default)]
pub(super) struct PendingLogins(HashMap<ApiUserId, Vec<Use>>);

/// The last login of an API user with one key from one network.
#[derive(Clone)]
struct Use {
    key: KeyHash,
    network: String,
    address: String,
    at: Timestamp,
    forgiven: Option<Attempt>,
}

impl SeenLogins {
    /// Notes a login.
    pub(super) fn add(&self, login: &SeenLogin<'_>) {
        let mut pending = self.lock();
        let uses = match pending.0.get_mut(login.api_user) {
            Some(uses) => uses,
            None => pending.0.entry(login.api_user.clone()).or_default(),
        };
        match uses.iter_mut().find(|other| other.key == login.key && other.network == login.network) {
            Some(other) if other.at <= login.at => {
                other.at = login.at;
                if other.address != login.address {
                    login.address.clone_into(&mut other.address);
                }
                if other.forgiven.is_none() {
                    other.forgiven = login.forgiven.cloned();
                }
            }
            Some(_) => {}
            None => uses.push(Use {
                key: login.key.clone(),
                network: login.network.to_owned(),
                address: login.address.to_owned(),
                at: login.at,
                forgiven: login.forgiven.cloned(),
            }),
        }
    }

    /// Takes what is to be written.
    pub(super) fn take(&self) -> PendingLogins {
        std::mem::take(&mut self.lock())
    }

    /// Takes back what could not be written, where nothing later was seen.
    pub(super) fn put_back(&self, pending: &PendingLogins) {
        for (api_user, uses) in &pending.0 {
            for Use { key, network, address, at, forgiven } in uses {
                let (key, at, forgiven) = (key.clone(), *at, forgiven.as_ref());
                self.add(&SeenLogin { api_user, key, network, address, at, forgiven });
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, PendingLogins> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PendingLogins {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes them; of what was deleted meanwhile nothing comes back.
    pub(super) fn write(&self, connection: &mut DbConnection) -> DbResult<()> {
        for (api_user, uses) in &self.0 {
            for seen in uses {
                touch_key(connection, &seen.key, &seen.address, seen.at)?;
                touch_login_network(connection, api_user, &seen.network, seen.at)?;
                if let Some(attempt) = &seen.forgiven {
                    attempt.forgive_old(connection, seen.at)?;
                }
            }
            if let Some(last) = uses.iter().map(|seen| seen.at).max() {
                api_users::touch_login(connection, api_user, last)?;
            }
        }
        Ok(())
    }
}
