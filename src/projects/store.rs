//! The queries about projects.

use diesel::{dsl::count_star, prelude::*};
use thiserror::Error;

use super::{Project, ProjectId};
use crate::{
    authorization::Status,
    clock::Timestamp,
    db::{DbConnection, DbError, DbResult, ESCAPE, MultiBackend, containing, schema::projects},
    forms::{ProjectName, SearchTerm},
};

/// Why a project could not be saved.
#[derive(Debug, Error)]
pub enum ProjectError {
    /// Another project has the name.
    #[error("another project has this name")]
    NameTaken,
    /// It was changed in between.
    #[error("the project was changed in between")]
    Conflict,
    /// The database could not say.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for ProjectError {
    fn from(error: diesel::result::Error) -> Self {
        match DbError::from(error) {
            error if error.violates("projects.name_key") => Self::NameTaken,
            error => Self::Db(error),
        }
    }
}

/// The states of the projects that are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// All but those in Trash.
    Live,
    /// Those of this state.
    In(Status),
}

/// Which projects are wanted.
#[derive(Clone, Debug, Default)]
pub struct ProjectFilter {
    /// By state.
    pub scope: Scope,
    /// By a part of the name.
    pub search: Option<SearchTerm>,
}

type Query<'a> = projects::BoxedQuery<'a, MultiBackend>;

impl ProjectFilter {
    fn query<'a>(&self) -> Query<'a> {
        let query = projects::table.into_boxed::<MultiBackend>();
        let query = match self.scope {
            Scope::All => query,
            Scope::Live => query.filter(projects::status.ne(Status::Trash)),
            Scope::In(status) => query.filter(projects::status.eq(status)),
        };
        match &self.search {
            Some(term) => query.filter(projects::name_key.like(containing(&term.key())).escape(ESCAPE)),
            None => query,
        }
    }
}

/// The project of this id.
///
/// # Errors
/// When there is none, or the database can't say; so for all of this file.
pub fn find(connection: &mut DbConnection, id: &ProjectId) -> DbResult<Project> {
    Ok(projects::table.find(id).select(Project::as_select()).first(connection)?)
}

/// How many projects are wanted by the filter.
pub fn count(connection: &mut DbConnection, filter: &ProjectFilter) -> DbResult<i64> {
    Ok(filter.query().select(count_star()).first(connection)?)
}

/// How many projects there are in each state, in the order of [`Status::ALL`].
pub fn count_by_status(connection: &mut DbConnection) -> DbResult<[i64; Status::ALL.len()]> {
    let rows: Vec<(Status, i64)> =
        projects::table.group_by(projects::status).select((projects::status, count_star())).load(connection)?;
    let of = |status| rows.iter().find(|row| row.0 == status).map_or(0, |row| row.1);
    Ok(Status::ALL.map(of))
}

/// Some of the wanted projects, by name.
pub fn page(connection: &mut DbConnection, filter: &ProjectFilter, offset: i64, limit: i64) -> DbResult<Vec<Project>> {
    let query = filter.query().order(projects::name_key).offset(offset).limit(limit);
    Ok(query.select(Project::as_select()).load(connection)?)
}

/// Saves a new project.
///
/// # Errors
/// [`ProjectError::NameTaken`].
pub fn insert(connection: &mut DbConnection, project: &Project) -> Result<(), ProjectError> {
    diesel::insert_into(projects::table).values(project).execute(connection)?;
    Ok(())
}

/// Renames the project that has this version still.
///
/// # Errors
/// [`ProjectError::NameTaken`] or [`ProjectError::Conflict`].
pub fn rename(
    connection: &mut DbConnection,
    id: &ProjectId,
    version: i64,
    name: &ProjectName,
    now: Timestamp,
) -> Result<(), ProjectError> {
    let changed = diesel::update(projects::table.find(id).filter(projects::version.eq(version)))
        .set((
            projects::name.eq(name.as_str()),
            projects::name_key.eq(name.key()),
            projects::modified_at.eq(now),
            projects::version.eq(projects::version + 1),
        ))
        .execute(connection)?;
    if changed == 1 { Ok(()) } else { Err(ProjectError::Conflict) }
}

/// Moves the project to a state.
pub fn set_status(connection: &mut DbConnection, id: &ProjectId, to: Status, now: Timestamp) -> DbResult<()> {
    diesel::update(projects::table.find(id))
        .set((projects::status.eq(to), projects::modified_at.eq(now), projects::version.eq(projects::version + 1)))
        .execute(connection)?;
    Ok(())
}
