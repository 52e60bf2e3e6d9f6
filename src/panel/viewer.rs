//! Who is signed in: a person, whose pages are the panel's, or an API user, who has a few of its own.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use super::{PanelError, RequestContext};
use crate::{
    account_names::AccountId,
    api_users::OwnAccount,
    audit::{Actor, Tx, operate},
    authorization::Permission,
    calls::{Caller, Origin, ProjectClaim},
    clock::Timestamp,
    db::{Db, DbError},
    ids::ProjectId,
    locale::{Locale, Timezone},
    login::Account,
    users::{PanelUser, Theme},
    web::ClientAddress,
};

/// Who is signed in.
#[derive(Clone, Debug)]
pub(super) enum Viewer {
    /// A person.
    Person(CurrentUser),
    /// An API user.
    ApiUser(CurrentApiUser),
}

/// A person who is signed in.
#[derive(Clone, Debug)]
pub(super) struct CurrentUser {
    /// The person.
    pub person: PanelUser,
    /// From where they come.
    pub address: ClientAddress,
}

/// An API user that is signed in.
#[derive(Clone, Debug)]
pub(super) struct CurrentApiUser {
    /// The API user, without its private note.
    pub account: OwnAccount,
    /// From where it comes.
    pub address: ClientAddress,
}

impl Viewer {
    pub(super) fn new(account: Account, address: ClientAddress) -> Self {
        match account {
            Account::PanelUser(person) => Self::Person(CurrentUser { person, address }),
            Account::ApiUser(account) => Self::ApiUser(CurrentApiUser { account, address }),
        }
    }

    /// The person.
    ///
    /// # Errors
    /// [`PanelError::PeopleOnly`].
    pub(super) const fn as_person(&self) -> Result<&CurrentUser, PanelError> {
        match self {
            Self::Person(user) => Ok(user),
            Self::ApiUser(_) => Err(PanelError::PeopleOnly),
        }
    }

    /// The API user; its pages are nothing to people.
    ///
    /// # Errors
    /// [`PanelError::NotFound`].
    pub(super) const fn as_api_user(&self) -> Result<&CurrentApiUser, PanelError> {
        match self {
            Self::ApiUser(user) => Ok(user),
            Self::Person(_) => Err(PanelError::NotFound),
        }
    }

    /// Which account it is.
    pub(super) fn account(&self) -> AccountId {
        match self {
            Self::Person(user) => AccountId::PanelUser(user.person.id.clone()),
            Self::ApiUser(user) => AccountId::ApiUser(user.account.id.clone()),
        }
    }

    /// The language that was chosen, where one was.
    pub(super) const fn locale(&self) -> Option<Locale> {
        match self {
            Self::Person(user) => user.person.locale(),
            Self::ApiUser(user) => Some(user.account.language),
        }
    }

    /// In which zone times are shown.
    pub(super) const fn timezone(&self) -> Timezone {
        match self {
            Self::Person(user) => user.person.timezone,
            Self::ApiUser(user) => user.account.timezone,
        }
    }

    /// In which colors; API users choose none.
    pub(super) const fn theme(&self) -> Theme {
        match self {
            Self::Person(user) => user.person.theme,
            Self::ApiUser(_) => Theme::System,
        }
    }
}

impl CurrentUser {
    /// Whether the person's role allows it.
    pub(super) const fn may(&self, permission: Permission) -> bool {
        self.person.role.may(permission)
    }

    /// Lets only those go on whose role allows it.
    ///
    /// # Errors
    /// [`PanelError::Forbidden`].
    pub(super) const fn require(&self, permission: Permission) -> Result<(), PanelError> {
        if self.may(permission) { Ok(()) } else { Err(PanelError::Forbidden) }
    }

    /// The person as the actor of what they do.
    pub(super) fn actor(&self) -> Actor {
        Actor::PanelUser {
            id: self.person.id.clone(),
            name: self.person.username.to_string(),
            role: self.person.role,
            address: self.address.to_string(),
        }
    }

    /// Runs an operation of the core in this person's name.
    ///
    /// # Errors
    /// What the operation refuses.
    pub(super) async fn operate<T, E>(
        &self,
        db: &Db,
        now: Timestamp,
        operation: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        operate(db, self.actor(), now, operation).await
    }
}

impl CurrentApiUser {
    /// The API user as the actor of what it does.
    pub(super) fn actor(&self) -> Actor {
        let (id, name) = (self.account.id.clone(), self.account.username.to_string());
        Actor::ApiUser { id, name, address: self.address.to_string() }
    }

    /// The API user as the caller of what it does with the records of a project.
    pub(super) fn caller(&self, project: ProjectId, now: Timestamp) -> Caller {
        Caller {
            api_user: self.account.id.clone(),
            username: self.account.username.to_string(),
            language: self.account.language,
            timezone: self.account.timezone,
            key_last_four: String::new(),
            origin: Origin::Browser,
            run_by: None,
            address: self.address.to_string(),
            project: ProjectClaim::Id(project),
            now,
        }
    }

    /// Runs an operation of the core in its name.
    ///
    /// # Errors
    /// What the operation refuses.
    pub(super) async fn operate<T, E>(
        &self,
        db: &Db,
        now: Timestamp,
        operation: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        operate(db, self.actor(), now, operation).await
    }
}

/// For changes, before which `guards::signed_in` found out who it is.
impl FromRequest for Viewer {
    type Error = PanelError;
    type Future = Ready<Result<Self, PanelError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(RequestContext::of(request).viewer.ok_or(PanelError::SignInRequired))
    }
}

impl FromRequest for CurrentUser {
    type Error = PanelError;
    type Future = Ready<Result<Self, PanelError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = Viewer::from_request(request, payload).into_inner();
        ready(viewer.and_then(|viewer| viewer.as_person().cloned()))
    }
}

impl FromRequest for CurrentApiUser {
    type Error = PanelError;
    type Future = Ready<Result<Self, PanelError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = Viewer::from_request(request, payload).into_inner();
        ready(viewer.and_then(|viewer| viewer.as_api_user().cloned()))
    }
}
