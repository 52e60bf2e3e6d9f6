//! `idc-admin api-user grant` and `… revoke`

use std::{
    collections::HashSet,
    fmt::{self, Display, Formatter},
};

use clap::Args;
use serde::Serialize;

use super::find::NameArgs;
use crate::{
    api_users::{self, ApiUser, EditApiUser, Fields, PrivilegeChange, ServedFields, privileges_in},
    audit::{Actor, Tx, operate_blocking},
    authorization::{Privilege, PrivilegeSet},
    cli::{failure::Problems, output::Format, project, words},
    clock::Timestamp,
    db::{Db, DbConnection},
    projects::{self, Held, Project, ProjectFilter, Scope},
};

#[derive(Args)]
pub(super) struct PrivilegesArgs {
    #[command(flatten)]
    name: NameArgs,
    #[command(flatten)]
    projects: ProjectsArgs,
    /// The privileges, or `all` of them; without `access` the others have no effect
    #[arg(value_name = "PRIVILEGE", required = true, value_parser = words::privileges())]
    privileges: Vec<PrivilegeSet>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct ProjectsArgs {
    /// The name of a project, or its id; may be repeated
    #[arg(long = "project", value_name = "PROJECT")]
    names: Vec<String>,
    /// Every project; privileges are not given in those in Trash
    #[arg(long)]
    all_projects: bool,
}

/// What an API user holds in a project.
#[derive(Serialize)]
pub(super) struct InProject {
    project_id: String,
    project: String,
    project_status: &'static str,
    privileges: Vec<&'static str>,
    /// Whether what is held there has an effect: nothing has without Access Producer.
    effective: bool,
}

impl InProject {
    pub(super) fn of(project: &Project, set: PrivilegeSet) -> Self {
        Self {
            project_id: project.id.to_string(),
            project: project.name.to_string(),
            project_status: project.status.as_str(),
            privileges: set.iter().map(Privilege::as_str).collect(),
            effective: !set.effective().is_empty(),
        }
    }
}

impl Display for InProject {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { project, project_status, privileges, effective, .. } = self;
        write!(formatter, "{project} ({project_status}): ")?;
        match (privileges.as_slice(), effective) {
            ([], _) => formatter.write_str("none"),
            (held, true) => formatter.write_str(&held.join(" ")),
            (held, false) => write!(formatter, "{} (no effect without access)", held.join(" ")),
        }
    }
}

/// What it holds now in each of the projects that were named.
#[derive(Serialize)]
struct Outcome {
    id: String,
    username: String,
    changed: bool,
    projects: Vec<InProject>,
}

impl Display for Outcome {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let is = if self.changed { "now has" } else { "has already" };
        let projects = if self.projects.len() == 1 { "project" } else { "projects" };
        writeln!(formatter, "{} {is} in {} {projects}:", self.username, self.projects.len())?;
        self.projects.iter().try_for_each(|project| writeln!(formatter, "    {project}"))
    }
}

pub(super) fn grant(db: &Db, args: &PrivilegesArgs, format: Format) -> anyhow::Result<()> {
    let filter = |_: &ApiUser| ProjectFilter { scope: Scope::Live, ..ProjectFilter::default() };
    format.print(&change(db, args, filter, |held, asked| held.replaced(asked, PrivilegeSet::ALL))?)
}

pub(super) fn revoke(db: &Db, args: &PrivilegesArgs, format: Format) -> anyhow::Result<()> {
    let filter = |user: &ApiUser| {
        let held = Some(Held::With(Some(user.id.clone())));
        ProjectFilter { held, ..ProjectFilter::default() }
    };
    format.print(&change(db, args, filter, |held, asked| held.replaced(asked, PrivilegeSet::NONE))?)
}

/// Makes `becomes(held, asked)` of what it holds in the projects that are named, or else in those of the filter.
fn change(
    db: &Db,
    args: &PrivilegesArgs,
    filter: impl Fn(&ApiUser) -> ProjectFilter,
    becomes: impl Fn(PrivilegeSet, PrivilegeSet) -> PrivilegeSet,
) -> anyhow::Result<Outcome> {
    let asked: PrivilegeSet = args.privileges.iter().flat_map(|set| set.iter()).collect();
    operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| {
        let user = args.name.find(tx.connection)?;
        let projects = args.projects.find(tx.connection, &filter(&user))?;
        let ids: Vec<_> = projects.iter().map(|project| &project.id).collect();
        let held = privileges_in(tx.connection, &user.id, &ids)?;
        let change = |project: &Project| {
            let baseline = held.get(&project.id).copied().unwrap_or_default();
            PrivilegeChange { project: project.id.clone(), baseline, selected: becomes(baseline, asked) }
        };
        let changes: Vec<PrivilegeChange> = projects.iter().map(change).collect();
        let selected = projects.iter().zip(&changes);
        let projects = selected.map(|(project, change)| InProject::of(project, change.selected)).collect();
        let (id, username) = (user.id.to_string(), user.username.to_string());
        Ok(Outcome { id, username, changed: save(tx, user, changes)?, projects })
    })
}

/// Whether there was anything to save.
fn save(tx: &mut Tx<'_>, user: ApiUser, changes: Vec<PrivilegeChange>) -> Result<bool, api_users::Refused> {
    let edit = EditApiUser {
        served: ServedFields::of(&user),
        id: user.id,
        version: user.version,
        fields: Fields {
            username: user.username,
            role: user.role,
            organization: user.organization,
            language: user.language,
            timezone: user.timezone,
            private_note: None,
        },
        password: None,
        privileges: changes.into(),
    };
    Ok(api_users::edit(tx, &edit)?.is_changed)
}

impl ProjectsArgs {
    /// Each once, in the order they are named; all that are none are told at once.
    fn find(&self, connection: &mut DbConnection, all: &ProjectFilter) -> anyhow::Result<Vec<Project>> {
        if self.all_projects {
            return Ok(projects::behind(connection, all, None, i64::MAX)?);
        }
        let (mut problems, mut found, mut seen) = (Problems::default(), Vec::new(), HashSet::new());
        for name in &self.names {
            match project::find(connection, name)? {
                Some(project) if seen.insert(project.id.clone()) => found.push(project),
                Some(_) => {}
                None => problems.append(project::not_found(name)),
            }
        }
        Ok(problems.none_or(Some(found))?)
    }
}
