//! What projects say of their records, remembered by the version of the project.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::Project;
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    projects::{
        self,
        fields::{color_codes, fields},
    },
};

/// How many projects are remembered; with 50 fields each, about 10 MB.
const MOST: usize = 1_000;

/// What a project says of its records; none where there is no such project.
pub fn find_project(connection: &mut DbConnection, id: &ProjectId) -> DbResult<Option<Project>> {
    let Some(saved) = projects::find(connection, id)? else { return Ok(None) };
    read(connection, id, saved.name.as_str()).map(Some)
}

fn read(connection: &mut DbConnection, id: &ProjectId, name: &str) -> DbResult<Project> {
    Ok(Project {
        id: id.clone(),
        name: name.to_owned(),
        fields: Arc::new(fields(connection, id)?),
        color_codes: color_codes(connection, id)?.into(),
    })
}

/// Remembers the fields of projects. A change of them makes another version of the project, which is read anew.
#[derive(Debug, Default)]
pub struct ProjectCache(Mutex<HashMap<ProjectId, (Version, Project)>>);

/// A version of a project, with its instant: what was read in a transaction that was not committed may come again under
/// the same number.
type Version = (i64, Timestamp);

impl ProjectCache {
    /// What the project says at this version.
    pub fn get(
        &self,
        connection: &mut DbConnection,
        id: &ProjectId,
        version: Version,
        name: &str,
    ) -> DbResult<Project> {
        if let Some((known, project)) = self.lock().get(id)
            && *known == version
        {
            return Ok(project.clone());
        }
        let project = read(connection, id, name)?;
        let mut all = self.lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(id.clone(), (version, project.clone()));
        Ok(project)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ProjectId, (Version, Project)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
