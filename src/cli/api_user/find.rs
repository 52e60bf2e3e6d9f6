//! The API user that a command is about.

use clap::Args;

use crate::{
    api_users::{self, ApiUser},
    cli::failure::Problems,
    db::DbConnection,
    ids::ApiUserId,
    input::Username,
};

#[derive(Args, Clone)]
pub(super) struct NameArgs {
    /// The username of the API user, or its id
    pub(super) name: String,
}

impl NameArgs {
    /// The API user of this id or, where there is none, of this username.
    pub(super) fn find(&self, connection: &mut DbConnection) -> anyhow::Result<ApiUser> {
        let of_id = match ApiUserId::parse(&self.name) {
            Some(id) => api_users::find(connection, &id)?,
            None => None,
        };
        let found = match (of_id, Username::parse(&self.name)) {
            (None, Ok(username)) => api_users::find_by_username_key(connection, &username.key())?,
            (of_id, _) => of_id,
        };
        Ok(found.ok_or_else(|| {
            let message = format!("there is no API user {:?}; `idc-admin api-user list` lists them", self.name);
            Problems::one("api_user_not_found", message)
        })?)
    }
}
