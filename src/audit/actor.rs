//! Who does something.

use crate::{
    authorization::{Action, Allowed, PanelRole, Permission, RecordState},
    ids::{ApiUserId, PanelUserId},
};

/// Who does something, and from where.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A person in the panel.
    PanelUser {
        /// Their id.
        id: PanelUserId,
        /// Their username at the time.
        name: String,
        /// What they may do.
        role: PanelRole,
        /// From where.
        address: String,
    },
    /// An API user, which may do what its privileges say, and change what is its own.
    ApiUser {
        /// Its id.
        id: ApiUserId,
        /// Its username at the time.
        name: String,
        /// From where.
        address: String,
    },
    /// An API user, as which a person runs a call in the API client.
    ApiClient {
        /// Its id.
        id: ApiUserId,
        /// Its username at the time.
        name: String,
        /// The username of the person.
        run_by: String,
        /// From where the person does it.
        address: String,
    },
    /// Whoever opened the one-time link of the first start; that link is all they may use.
    FirstRun {
        /// From where.
        address: String,
    },
    /// Whoever has the machine's command line, who may do everything.
    CommandLine,
}

impl Actor {
    /// Whether this actor may do that.
    pub(crate) const fn may(&self, permission: Permission) -> bool {
        match self {
            Self::PanelUser { role, .. } => role.may(permission),
            Self::ApiUser { .. } | Self::ApiClient { .. } | Self::FirstRun { .. } => false,
            Self::CommandLine => true,
        }
    }

    /// That this actor may do that to a record. API users are judged by [`crate::authorization::decide`].
    pub(crate) fn allow(&self, action: Action, record: RecordState) -> Option<Allowed> {
        match self {
            Self::PanelUser { role, .. } => role.allow(action, record),
            Self::ApiUser { .. } | Self::ApiClient { .. } | Self::FirstRun { .. } => None,
            Self::CommandLine => PanelRole::Administrator.allow(action, record),
        }
    }
}
