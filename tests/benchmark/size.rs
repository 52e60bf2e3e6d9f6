//! All that is measured over one database.

use std::time::Duration;

use crate::{
    Cli, Group, changes,
    database::{Amount, Database, PROJECTS},
    figures::Measured,
    person::Person,
    scenarios::{Pages, Scenario},
    server::Server,
};

/// The Administrator of the demo data.
const NAME: &str = "ana";

/// A chapter of the report.
pub struct Size {
    pub api_users: u32,
    pub fill: Duration,
    pub measured: Vec<Measured>,
    /// The list's requests per second as a share of the baseline's.
    pub share_of_bare: Option<f64>,
    /// The panel's, in MiB, and when it was looked at.
    pub memory: Vec<(&'static str, u32)>,
}

/// The panel over the database, somebody who is signed in to it, and what was measured so far.
struct Trial<'a> {
    cli: &'a Cli,
    database: Database,
    server: Server,
    person: Person,
    pages: Pages,
    measured: Vec<Measured>,
}

pub async fn measure(cli: &Cli, api_users: u32) -> anyhow::Result<Size> {
    let mut trial = Trial::begin(cli, api_users).await?;
    let share_of_bare = if cli.wants(Group::List) { Some(trial.compare().await?) } else { None };
    let mut memory = Vec::new();
    for (group, when) in
        [(Group::List, "after lists"), (Group::Search, "after searches"), (Group::Setup, "after setups")]
    {
        if cli.wants(group) {
            trial.ask(group).await?;
            memory.push((when, trial.server.memory()?));
        }
    }
    trial.change().await?;
    memory.push(("at most", trial.server.most_memory()?));
    Ok(Size { api_users, fill: trial.database.took, measured: trial.measured, share_of_bare, memory })
}

impl<'a> Trial<'a> {
    async fn begin(cli: &'a Cli, api_users: u32) -> anyhow::Result<Self> {
        let database = Database::fill(Amount { api_users, projects: PROJECTS, records: 0 })?;
        let server = Server::panel(&database).await?;
        let mut person = Person::at(&server.origin)?;
        person.sign_in(NAME, &database.password).await?;
        let pages = Pages::find(&person, api_users).await?;
        Scenario::plain_list(cli.connections).warm_up(&person).await?;
        Ok(Self { cli, database, server, person, pages, measured: Vec::new() })
    }

    /// The list and the baseline, one right after the other. The share is that of their requests per second.
    async fn compare(&mut self) -> anyhow::Result<f64> {
        let Cli { connections, seconds, .. } = *self.cli;
        let list = Scenario::plain_list(connections).measure(&self.server, &self.person, seconds).await?;
        let server = Server::bare(&self.database.path()).await?;
        let stranger = Person::at(&server.origin)?;
        let bare = Scenario::bare(connections);
        bare.warm_up(&stranger).await?;
        let bare = bare.measure(&server, &stranger, seconds).await?;
        let share = list.figures.per_second() / bare.figures.per_second();
        self.measured.extend([bare, list]);
        Ok(share)
    }

    async fn ask(&mut self, group: Group) -> anyhow::Result<()> {
        for scenario in self.pages.scenarios(self.cli.connections)? {
            if scenario.group == group {
                self.measured.push(scenario.measure(&self.server, &self.person, self.cli.seconds).await?);
            }
        }
        Ok(())
    }

    async fn change(&mut self) -> anyhow::Result<()> {
        let connections = self.cli.connections;
        let own: Vec<_> = self.pages.setup.iter().take(connections.try_into()?).cloned().collect();
        for (group, name) in [(Group::Save, "Save"), (Group::Status, "Move"), (Group::SignIn, "Sign in")] {
            if self.cli.wants(group) {
                let senders = match group {
                    Group::Save => changes::saving(&self.person, &own).await?,
                    Group::Status => changes::moving(&self.person, &own).await?,
                    _ => changes::signing_in(&self.server.origin, NAME, &self.database.password, connections).await?,
                };
                let load = changes::send(senders, self.cli.seconds);
                self.measured.push(Measured::under(&self.server, name.to_owned(), connections, load).await?);
            }
        }
        Ok(())
    }
}
