//! Who can sign in: people and API users, looked up together.

use crate::{
    account_names::{self, AccountId},
    api_users::{self, OwnAccount},
    authentication::SessionOwner,
    authorization::Status,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    locale::Locale,
    security::PasswordHash,
    users::{self, PanelUser, PanelUserStatus},
};

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub(crate) enum Account {
    /// A person.
    PanelUser(PanelUser),
    /// An API user.
    ApiUser(OwnAccount),
}

impl Account {
    pub(super) fn find(connection: &mut DbConnection, id: &AccountId) -> DbResult<Option<Self>> {
        Ok(match id {
            AccountId::PanelUser(id) => users::find(connection, id)?.map(Self::PanelUser),
            AccountId::ApiUser(id) => api_users::find_own(connection, id)?.map(Self::ApiUser),
        })
    }

    /// The account of this folded username.
    pub(super) fn find_by_username_key(connection: &mut DbConnection, key: &str) -> DbResult<Option<Self>> {
        match account_names::owner(connection, key)? {
            Some(id) => Self::find(connection, &id),
            None => Ok(None),
        }
    }

    /// Which account it is.
    pub(crate) fn id(&self) -> AccountId {
        match self {
            Self::PanelUser(person) => AccountId::PanelUser(person.id.clone()),
            Self::ApiUser(api_user) => AccountId::ApiUser(api_user.id.clone()),
        }
    }

    /// The language that was chosen, where one was.
    pub(crate) const fn locale(&self) -> Option<Locale> {
        match self {
            Self::PanelUser(person) => person.locale(),
            Self::ApiUser(api_user) => Some(api_user.language),
        }
    }

    pub(super) fn may_sign_in(&self) -> bool {
        match self {
            Self::PanelUser(person) => person.status == PanelUserStatus::Active,
            Self::ApiUser(api_user) => api_user.status == Status::Active,
        }
    }

    pub(super) const fn password_hash(&self) -> &PasswordHash {
        match self {
            Self::PanelUser(person) => &person.password_hash,
            Self::ApiUser(api_user) => &api_user.password_hash,
        }
    }

    /// The account once its password is hashed anew, where it was.
    pub(super) fn rehashed(mut self, fresh: Option<PasswordHash>) -> Self {
        if let Some(fresh) = fresh {
            match &mut self {
                Self::PanelUser(person) => person.password_hash = fresh,
                Self::ApiUser(api_user) => api_user.password_hash = fresh,
            }
        }
        self
    }

    /// Whose a session is that begins now.
    ///
    /// Nobody counts the passwords of API users; the number of the stored hash stands for that. It is another too once the
    /// same password is hashed under new parameters: then the sessions end without need, and signing in mends it.
    pub(super) fn owner(&self) -> SessionOwner {
        let password_version = match self {
            Self::PanelUser(person) => person.password_version,
            Self::ApiUser(api_user) => api_user.password_hash.number(),
        };
        SessionOwner { account: self.id(), password_version }
    }

    /// Notes a sign-in with the password that was verified, whose hash may be a fresh one; false where the password was
    /// changed, or the account may no longer sign in.
    pub(super) fn note_sign_in(
        &self,
        connection: &mut DbConnection,
        fresh: Option<&PasswordHash>,
        now: Timestamp,
    ) -> DbResult<bool> {
        match self {
            Self::PanelUser(person) => users::note_sign_in(connection, person, fresh, now),
            Self::ApiUser(api_user) => {
                api_users::note_login(connection, &api_user.id, &api_user.password_hash, fresh, now)
            }
        }
    }
}
