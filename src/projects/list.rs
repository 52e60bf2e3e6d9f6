//! The list of projects: what is asked of it, and the page that answers it.

use std::collections::HashMap;

use diesel::{
    dsl::{count_star, exists, not},
    prelude::*,
};

use super::Project;
use crate::{
    authorization::Status,
    db::{
        DbConnection, DbResult, ESCAPE, MultiBackend, among, containing,
        schema::{privileges, projects},
    },
    ids::{ApiUserId, ProjectId},
    input::SearchTerm,
    paging::Pagination,
};

/// The statuses of the projects that are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// All but those in Trash.
    Live,
    /// Those of this status.
    In(Status),
}

/// Whether privileges are held in a project; by none, where the API user is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// There are some.
    With(Option<ApiUserId>),
    /// There is none.
    Without(Option<ApiUserId>),
}

/// Which projects are wanted.
#[derive(Clone, Debug, Default)]
pub struct ProjectFilter {
    /// By status.
    pub scope: Scope,
    /// By whether an API user has privileges there.
    pub held: Option<Held>,
    /// By a part of the name.
    pub search: Option<SearchTerm>,
}

/// What is asked of the list, which is by name.
#[derive(Clone, Debug)]
pub struct ListSpec {
    /// What narrows it.
    pub filter: ProjectFilter,
    /// The number of the page, from 1; the last page where the list ends before it.
    pub page: i64,
    /// How many projects stand on a page.
    pub size: i64,
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The projects by name.
    pub projects: Vec<Project>,
    /// Which page it is, and of how many.
    pub pages: Pagination,
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
        let has_privileges = |user: &ApiUserId| {
            let of_both = privileges::api_user_id.eq(user.clone()).and(privileges::project_id.eq(projects::id));
            exists(privileges::table.filter(of_both))
        };
        let query = match &self.held {
            Some(Held::With(Some(user))) => query.filter(has_privileges(user)),
            Some(Held::With(None)) => query.filter(projects::id.ne(projects::id)),
            Some(Held::Without(Some(user))) => query.filter(not(has_privileges(user))),
            Some(Held::Without(None)) | None => query,
        };
        match &self.search {
            Some(term) => query.filter(projects::name_search.like(containing(&term.search_key())).escape(ESCAPE)),
            None => query,
        }
    }
}

/// The page of the spec.
pub fn list(connection: &mut DbConnection, spec: &ListSpec) -> DbResult<Listing> {
    let asked = Pagination { number: spec.page, size: spec.size, total: count(connection, &spec.filter)? };
    let pages = Pagination { number: asked.number.min(asked.last()), ..asked };
    let query = spec.filter.query().order(projects::name_key).offset(pages.offset()).limit(pages.size);
    Ok(Listing { projects: query.select(Project::as_select()).load(connection)?, pages })
}

/// The number of the page on which a wanted project stands.
pub(crate) fn page_of(
    connection: &mut DbConnection,
    filter: &ProjectFilter,
    size: i64,
    project: &Project,
) -> DbResult<i64> {
    let before = filter.query().filter(projects::name_key.lt(project.name.key()));
    let before: i64 = before.select(count_star()).first(connection)?;
    Ok(before / size + 1)
}

/// How many projects are wanted by the filter.
pub fn count(connection: &mut DbConnection, filter: &ProjectFilter) -> DbResult<i64> {
    Ok(filter.query().select(count_star()).first(connection)?)
}

/// All the wanted projects, by name.
pub(crate) fn ids(connection: &mut DbConnection, filter: &ProjectFilter) -> DbResult<Vec<ProjectId>> {
    Ok(filter.query().order(projects::name_key).select(projects::id).load(connection)?)
}

/// How many projects there are of each status, in the order of [`Status::ALL`].
pub(crate) fn count_by_status(connection: &mut DbConnection) -> DbResult<[i64; Status::ALL.len()]> {
    let rows: Vec<(Status, i64)> =
        projects::table.group_by(projects::status).select((projects::status, count_star())).load(connection)?;
    let of = |status| rows.iter().find(|row| row.0 == status).map_or(0, |row| row.1);
    Ok(Status::ALL.map(of))
}

/// The names of these projects, as far as they are there.
pub(crate) fn names(connection: &mut DbConnection, ids: &[ProjectId]) -> DbResult<HashMap<ProjectId, String>> {
    let wanted = projects::table.filter(among(projects::id, ids.iter().map(ProjectId::as_str)));
    let rows: Vec<(ProjectId, String)> = wanted.select((projects::id, projects::name)).load(connection)?;
    Ok(rows.into_iter().collect())
}

/// The wanted projects behind one, by name, at most `limit`; from the first one on where that is none.
pub(crate) fn behind(
    connection: &mut DbConnection,
    filter: &ProjectFilter,
    last: Option<&Project>,
    limit: i64,
) -> DbResult<Vec<Project>> {
    let query = filter.query().order(projects::name_key).limit(limit);
    let query = match last {
        Some(last) => query.filter(projects::name_key.gt(last.name.key())),
        None => query,
    };
    Ok(query.select(Project::as_select()).load(connection)?)
}
