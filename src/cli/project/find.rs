//! The project that a command is about.

use clap::Args;

use crate::{
    cli::failure::Problems,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    input::ProjectName,
    projects::{self, Project},
};

#[derive(Args, Clone)]
pub(super) struct NameArgs {
    /// The name of the project, or its id
    name: String,
}

impl NameArgs {
    pub(super) fn find(&self, connection: &mut DbConnection) -> anyhow::Result<Project> {
        Ok(find(connection, &self.name)?.ok_or_else(|| not_found(&self.name))?)
    }
}

/// The project of this id or, where there is none, of this name.
pub(in crate::cli) fn find(connection: &mut DbConnection, name: &str) -> DbResult<Option<Project>> {
    let of_id = match ProjectId::parse(name) {
        Some(id) => projects::find(connection, &id)?,
        None => None,
    };
    match (of_id, ProjectName::parse(name)) {
        (None, Ok(name)) => projects::find_by_name_key(connection, &name.key()),
        (of_id, _) => Ok(of_id),
    }
}

pub(in crate::cli) fn not_found(name: &str) -> Problems {
    let message = format!("there is no project {name:?}; `idc-admin project list` lists them");
    Problems::one("project_not_found", message)
}
