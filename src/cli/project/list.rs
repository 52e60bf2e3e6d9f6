//! `idc-admin project list`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use crate::{
    authorization::Status,
    cli::{
        failure::Problems,
        output::{Format, Instant},
        words,
    },
    db::Db,
    input::SearchTerm,
    projects::{self, Project, ProjectFilter, Scope},
};

const PAGE: i64 = 1_000;

#[derive(Args)]
pub(super) struct ListArgs {
    /// Only those of this status
    #[arg(long, value_parser = words::status())]
    status: Option<Status>,
    /// Only those with this in the name
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    id: String,
    name: String,
    status: &'static str,
    created_at: Instant,
    modified_at: Instant,
}

impl Listed {
    fn of(project: &Project) -> Self {
        Self {
            id: project.id.to_string(),
            name: project.name.to_string(),
            status: project.status.as_str(),
            created_at: Instant(project.created_at),
            modified_at: Instant(project.modified_at),
        }
    }
}

impl Display for Listed {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { id, name, status, modified_at, .. } = self;
        write!(formatter, "{id} {status:<9} {modified_at:<27} {name}")
    }
}

pub(super) fn list(db: &Db, args: &ListArgs, format: Format) -> anyhow::Result<()> {
    let filter = args.filter()?;
    let header = format!("{:<36} {:<9} {:<27} {}", "ID", "STATUS", "LAST MODIFIED", "NAME");
    let (mut last, mut is_first) = (None, true);
    format.print_list(header, || {
        if last.is_none() && !is_first {
            return Ok(None);
        }
        is_first = false;
        let (filter, behind) = (filter.clone(), last.take());
        let page = move |connection: &mut _| projects::behind(connection, &filter, behind.as_ref(), PAGE);
        let rows = db.read_blocking(page)?;
        last = rows.last().cloned();
        Ok(Some(rows.iter().map(Listed::of).collect()))
    })
}

impl ListArgs {
    fn filter(&self) -> Result<ProjectFilter, Problems> {
        let mut problems = Problems::default();
        let search = match &self.search {
            Some(typed) => problems.check(("invalid_search", "text to search for"), SearchTerm::parse(typed)).map(Some),
            None => Some(None),
        };
        let scope = self.status.map_or(Scope::All, Scope::In);
        problems.none_or(search.map(|search| ProjectFilter { scope, search, held: None }))
    }
}
