//! Who calls.

use crate::{
    audit::Actor,
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
    /// The username of the person who runs the call as the API user, in the API client.
    pub run_by: Option<String>,
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
            Some(run_by) => Actor::ApiClient { id, name, run_by, address },
            None => Actor::ApiUser { id, name, address },
        }
    }
}
