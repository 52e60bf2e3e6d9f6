//! An API user as it is printed.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use crate::{
    api_users::ApiUser,
    cli::output::field,
    input::{MainOrganization, Organization},
};

/// The fields that everybody may read.
#[derive(Serialize)]
pub(super) struct Profile {
    pub(super) id: String,
    pub(super) username: String,
    pub(super) role: &'static str,
    pub(super) status: &'static str,
    /// The name of the main organization, where it belongs to that.
    pub(super) organization: String,
    pub(super) language: &'static str,
    pub(super) timezone: &'static str,
}

impl Profile {
    pub(super) fn of(user: &ApiUser, main: &MainOrganization) -> Self {
        Self {
            id: user.id.to_string(),
            username: user.username.to_string(),
            role: user.role.as_str(),
            status: user.status.as_str(),
            organization: organization(&user.organization, main),
            language: user.language.tag(),
            timezone: user.timezone.name(),
        }
    }
}

/// The name of an organization; of the main one that which is set for it.
pub(super) fn organization(organization: &Organization, main: &MainOrganization) -> String {
    if organization.as_str().is_empty() { main.to_string() } else { organization.to_string() }
}

impl Display for Profile {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        field(formatter, "id", &self.id)?;
        field(formatter, "username", &self.username)?;
        field(formatter, "role", self.role)?;
        field(formatter, "status", self.status)?;
        field(formatter, "organization", &self.organization)?;
        field(formatter, "language", self.language)?;
        field(formatter, "timezone", self.timezone)
    }
}
