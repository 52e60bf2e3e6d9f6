//! Who calls.

use crate::{
    audit::{Actor, Forbidden},
    authorization::{PanelRole, Permission},
    clock::Timestamp,
    ids::{ApiUserId, ProjectId},
    locale::{Locale, Timezone},
    security::KeyHash,
    text_enum,
};

text_enum! {
    /// How a call came.
    pub enum Origin {
        /// Over the API, with a key.
        Api = "api",
        /// From a browser in which the API user signed in, or in which a person runs a call as the API user.
        Browser = "browser",
    }
}

/// How a call names its project.
#[derive(Clone, Debug)]
pub enum ProjectClaim {
    /// By its secret key.
    Key(KeyHash),
    /// By its id, in a browser.
    Id(ProjectId),
    /// Not at all, or by what can be no key.
    None,
}

/// The person who runs a call as an API user: nobody can be one who may not do that.
#[derive(Clone, Debug)]
pub struct RunBy(String);

impl RunBy {
    /// A person of this role and username.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub fn new(role: PanelRole, username: &str) -> Result<Self, Forbidden> {
        if role.may(Permission::RunCalls) { Ok(Self(username.to_owned())) } else { Err(Forbidden) }
    }

    /// The username.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.0
    }
}

/// An API user who logged in, and what it wants to reach.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The API user.
    pub api_user: ApiUserId,
    /// Its username.
    pub username: String,
    /// In which language it is answered.
    pub language: Locale,
    /// In which zone it is told the time.
    pub timezone: Timezone,
    /// The last four characters of the key that it sent; empty in a browser.
    pub key_last_four: String,
    /// How the call came.
    pub origin: Origin,
    /// Who runs the call as the API user, in the API client.
    pub run_by: Option<RunBy>,
    /// From where.
    pub address: String,
    /// The project that it named.
    pub project: ProjectClaim,
    /// When the call came.
    pub now: Timestamp,
}

impl Caller {
    /// Who the trail says did it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let (id, name, address) = (self.api_user.clone(), self.username.clone(), self.address.clone());
        match self.run_by.clone() {
            Some(RunBy(run_by)) => Actor::ApiClient { id, name, run_by, address },
            None => Actor::ApiUser { id, name, address },
        }
    }
}
