//! `idc-admin api-user show`

use std::{
    collections::HashMap,
    fmt::{self, Display, Formatter},
};

use serde::Serialize;

use super::{find::NameArgs, privileges::InProject, profile::Profile};
use crate::{
    api_users::{self, ApiUser},
    cli::{
        key::Key,
        output::{Format, Instant, field},
    },
    config::Config,
    db::{Db, DbConnection, DbResult},
    projects::{self, Held, Project, ProjectFilter},
};

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    profile: Profile,
    private_note: String,
    #[serde(flatten)]
    key: Key,
    last_login_at: Instant,
    created_at: Instant,
    modified_at: Instant,
    privileges: Vec<InProject>,
}

impl Display for Shown {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.profile.username)?;
        self.profile.fmt(formatter)?;
        field(formatter, "secret key", &self.key)?;
        field(formatter, "last login", &self.last_login_at)?;
        field(formatter, "created", &self.created_at)?;
        field(formatter, "last modified", &self.modified_at)?;
        if !self.private_note.is_empty() {
            field(formatter, "private note", self.private_note.replace('\n', &format!("\n{:25}", "")))?;
        }
        field(formatter, "privileges", format_args!("in {} projects", self.privileges.len()))?;
        self.privileges.iter().try_for_each(|privileges| writeln!(formatter, "    {privileges}"))
    }
}

pub(super) fn show(config: &Config, db: &Db, args: &NameArgs, format: Format) -> anyhow::Result<()> {
    let (args, main) = (args.clone(), config.organization.clone());
    let shown = db.read_blocking(move |connection| -> anyhow::Result<Shown> {
        let user = args.find(connection)?;
        Ok(Shown {
            profile: Profile::of(&user, &main),
            key: Key::newest_of(connection, user.id.as_str())?,
            privileges: privileges(connection, &user)?,
            private_note: user.private_note.to_string(),
            last_login_at: Instant(user.last_login_at),
            created_at: Instant(user.created_at),
            modified_at: Instant(user.modified_at),
        })
    })?;
    format.print(&shown)
}

/// By the names of the projects.
fn privileges(connection: &mut DbConnection, user: &ApiUser) -> DbResult<Vec<InProject>> {
    let filter = ProjectFilter { held: Some(Held::With(Some(user.id.clone()))), ..ProjectFilter::default() };
    let projects = projects::behind(connection, &filter, None, i64::MAX)?;
    let sets: HashMap<_, _> = api_users::all_privileges(connection, &user.id)?.into_iter().collect();
    let in_project = |project: &Project| InProject::of(project, sets.get(&project.id).copied().unwrap_or_default());
    Ok(projects.iter().map(in_project).collect())
}
