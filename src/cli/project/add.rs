//! `idc-admin project add`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use crate::{
    audit::{Actor, operate_blocking},
    authorization::Status,
    cli::{
        failure::Problems,
        output::{Format, field},
        words,
    },
    clock::Timestamp,
    db::Db,
    input::ProjectName,
    projects::{self, NewProject, Refused},
    security::{KeyKind, SecretKey},
};

#[derive(Args)]
pub(super) struct AddArgs {
    /// The name, unique among all projects
    name: String,
    /// The status; only an active project can be reached
    #[arg(long, default_value = Status::Inactive.as_str(), value_parser = words::status())]
    status: Status,
}

/// Its key is told this once.
#[derive(Serialize)]
struct Added<'a> {
    id: String,
    name: String,
    status: &'static str,
    project_secret_key: &'a str,
}

impl Display for Added<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} is added. Keep its secret key now: it is never shown again.", self.name)?;
        field(formatter, "id", &self.id)?;
        field(formatter, "name", &self.name)?;
        field(formatter, "status", self.status)?;
        field(formatter, "project secret key", self.project_secret_key)
    }
}

pub(super) fn add(db: &Db, args: &AddArgs, format: Format) -> anyhow::Result<()> {
    let mut problems = Problems::default();
    let name = problems.check(("invalid_project_name", "name"), ProjectName::parse(&args.name));
    let name = problems.none_or(name)?;
    let key = SecretKey::generate(KeyKind::Project)?;
    let new = NewProject { name, key: key.clone() };
    let added = operate_blocking(db, &Actor::CommandLine, Timestamp::now(), |tx| {
        let project = projects::create(tx, &new)?;
        projects::move_status(tx, &project.id, project.version, args.status)?;
        Ok(project)
    });
    let project = added.map_err(|refused| match refused {
        Refused::NameTaken => taken(&new.name).into(),
        refused => anyhow::Error::from(refused),
    })?;
    format.print(&Added {
        id: project.id.to_string(),
        name: project.name.to_string(),
        status: args.status.as_str(),
        project_secret_key: key.reveal(),
    })
}

fn taken(name: &ProjectName) -> Problems {
    Problems::one("project_name_taken", format!("another project has the name {:?}; choose another", name.as_str()))
}
