//! Making projects.

use super::{Project, Refused, fields::insert_defaults, store};
use crate::{
    audit::{Action, Changes, Subject, Tx},
    authorization::{Permission, Status},
    clock::Timestamp,
    ids::ProjectId,
    input::ProjectName,
    secret_keys::insert_key,
    security::{KeyKind, SecretKey},
};

/// What it takes to make a project.
#[derive(Clone)]
pub struct NewProject {
    /// Unique among all projects.
    pub name: ProjectName,
    /// Its secret key.
    pub key: SecretKey,
}

/// Makes a project, Inactive until somebody moves it, with its key and the usual fields.
///
/// # Errors
/// [`Refused::Forbidden`], [`Refused::NameTaken`].
pub fn create(tx: &mut Tx<'_>, new: &NewProject) -> Result<Project, Refused> {
    tx.require(Permission::ManageProjects)?;
    let project = Project {
        id: ProjectId::new(),
        name: new.name.clone(),
        status: Status::Inactive,
        created_at: tx.now,
        modified_at: tx.now,
        version: 1,
    };
    store::insert(tx.connection, &project)?;
    insert_defaults(tx.connection, &project.id)?;
    insert_key(tx.connection, &new.key, KeyKind::Project, project.id.as_str(), tx.now)?;
    let mut changes = Changes::default();
    changes.start("name", project.name.as_str());
    changes.start("status", project.status.as_str());
    let subject = Subject::Project(project.id.clone(), project.name.to_string());
    tx.record(Action::Created, subject, project.version, changes);
    Ok(project)
}

/// Makes many at once, each as of an instant of its own.
///
/// # Errors
/// As [`create`]; then none is made.
pub fn create_all(tx: &mut Tx<'_>, new: &[(Timestamp, &NewProject)]) -> Result<Vec<Project>, Refused> {
    new.iter().map(|(at, new)| create(&mut tx.at(*at), new)).collect()
}
