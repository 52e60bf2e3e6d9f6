//! Filling an empty database.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use thiserror::Error;

use super::names::{CARDS, MACHINES, NOTES, ORGANIZATIONS, PLACES, ZONES};
use crate::{
    api_users::{self, ApiUser, ApiUserId},
    authorization::{ApiUserRole, PanelRole, Privilege, PrivilegeSet, Status},
    clock::Timestamp,
    db::{Db, DbConnection, DbError, DbResult},
    forms::{FieldError, Organization, PrivateNote, ProjectName, Username},
    i18n::{Locale, Timezone},
    names::NameError,
    projects::{self, Project, ProjectError, ProjectId},
    security::{Hasher, HashingError, KeyKind, NewPassword, PasswordHash, RandomnessUnavailable, SecretKey, keep_key},
    users::{self, NewPanelUser},
};

/// How much to make.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// How many API users.
    pub api_users: u32,
    /// How many projects.
    pub projects: u32,
    /// The same seed makes the same names, privileges and times before now.
    pub seed: u64,
}

/// Why the data could not be made.
#[derive(Debug, Error)]
pub enum DemoError {
    /// Somebody's data is there.
    #[error("the database is not empty: demo data goes into an empty one only")]
    NotEmpty,
    /// A made-up text breaks a rule.
    #[error("a made-up text breaks a rule: {0:?}")]
    Text(FieldError),
    /// An API user could not be saved.
    #[error(transparent)]
    ApiUser(#[from] api_users::SaveError),
    /// A project could not be saved.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A panel user could not be saved.
    #[error(transparent)]
    PanelUser(#[from] NameError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The operating system has no random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessUnavailable),
    /// The database could not be changed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The panel users that are made.
pub const PANEL_USERS: [(&str, PanelRole); 3] =
    [("ana", PanelRole::Administrator), ("max", PanelRole::Manager), ("ida", PanelRole::Auditor)];

/// How many rows go into one transaction.
const BATCH: u32 = 2_000;
const DAY: Duration = Duration::from_hours(24);

/// Makes it all; every account gets the one password that comes back.
///
/// # Errors
/// [`DemoError::NotEmpty`], and what the database says.
pub fn fill(db: &Db, demo: Demo) -> Result<NewPassword, DemoError> {
    if db.write_blocking(is_used)? {
        return Err(DemoError::NotEmpty);
    }
    let password = NewPassword::generate()?;
    let mut maker = Maker {
        random: StdRng::seed_from_u64(demo.seed),
        hash: Hasher::default().hash_now(&password)?,
        now: Timestamp::now(),
        projects: Vec::new(),
    };
    let bar = ProgressBar::new(u64::from(demo.projects) + u64::from(demo.api_users));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} {elapsed}, {eta} to go") {
        bar.set_style(style);
    }
    db.write_blocking(|connection| maker.panel_users(connection))?;
    for start in (0..demo.projects).step_by(BATCH as usize) {
        let end = demo.projects.min(start + BATCH);
        db.write_blocking(|connection| (start..end).try_for_each(|number| maker.project(connection, number)))?;
        bar.inc(u64::from(end - start));
    }
    for start in (0..demo.api_users).step_by(BATCH as usize) {
        let end = demo.api_users.min(start + BATCH);
        db.write_blocking(|connection| (start..end).try_for_each(|number| maker.api_user(connection, number)))?;
        bar.inc(u64::from(end - start));
    }
    bar.finish();
    Ok(password)
}

fn is_used(connection: &mut DbConnection) -> DbResult<bool> {
    let has_projects = projects::count(connection, &projects::ProjectFilter::default())? > 0;
    Ok(has_projects || users::any(connection)? || api_users::any(connection)?)
}

struct Maker {
    random: StdRng,
    hash: PasswordHash,
    now: Timestamp,
    projects: Vec<ProjectId>,
}

impl Maker {
    fn panel_users(&self, connection: &mut DbConnection) -> Result<(), DemoError> {
        for (name, role) in PANEL_USERS {
            let username = Username::parse(name).map_err(DemoError::Text)?;
            let password_hash = self.hash.clone();
            let new = NewPanelUser { username, role, language: None, timezone: Timezone::UTC, password_hash };
            users::insert(connection, new, self.now)?;
        }
        Ok(())
    }

    fn project(&mut self, connection: &mut DbConnection, number: u32) -> Result<(), DemoError> {
        let organization = ORGANIZATIONS[number as usize % ORGANIZATIONS.len()];
        let cards = CARDS[(number as usize / 2) % CARDS.len()];
        let year = 2026 - number / (ORGANIZATIONS.len() * CARDS.len()).try_into().unwrap_or(1);
        let series = if year == 2026 { String::new() } else { format!(" {year}") };
        let name = format!("{organization} {cards}{series} {}", number + 1);
        let name = ProjectName::parse(&name).map_err(DemoError::Text)?;
        let mut project = Project::new(&name, self.before_now(700));
        project.status = self.status();
        projects::insert(connection, &project)?;
        let key = SecretKey::generate(KeyKind::Project)?;
        keep_key(connection, &key, KeyKind::Project, project.id.as_str(), project.created_at)?;
        self.projects.push(project.id);
        Ok(())
    }

    fn api_user(&mut self, connection: &mut DbConnection, number: u32) -> Result<(), DemoError> {
        let name = format!("{}-{}-{:02}", self.one_of(&PLACES), self.one_of(&MACHINES), number + 1);
        let username = Username::parse(&name).map_err(DemoError::Text)?;
        let user = self.user(&username)?;
        api_users::insert(connection, &user, &username)?;
        let key = SecretKey::generate(KeyKind::ApiUser)?;
        keep_key(connection, &key, KeyKind::ApiUser, user.id.as_str(), user.created_at)?;
        for _ in 0..self.random.random_range(0..4) {
            let Some(project) = self.projects.choose(&mut self.random).cloned() else { break };
            let privileges = self.privileges();
            api_users::set_privileges(connection, &user.id, &project, privileges)?;
        }
        Ok(())
    }

    fn user(&mut self, username: &Username) -> Result<ApiUser, DemoError> {
        let organization = if self.random.random_bool(0.4) { "" } else { self.one_of(&ORGANIZATIONS) };
        let organization = Organization::parse(organization).map_err(DemoError::Text)?;
        let note = if self.random.random_bool(0.2) { self.one_of(&NOTES) } else { "" };
        let note = PrivateNote::parse(note).map_err(DemoError::Text)?;
        let created_at = self.before_now(700);
        let is_changed = self.random.random_bool(0.6);
        let has_logged_in = self.random.random_bool(0.85);
        let zone = self.one_of(&ZONES);
        Ok(ApiUser {
            id: ApiUserId::new(),
            username: username.as_str().to_owned(),
            username_key: username.key(),
            role: if self.random.random_bool(0.05) { ApiUserRole::Administrator } else { ApiUserRole::Operator },
            status: self.status(),
            organization: organization.to_string(),
            organization_key: organization.key(),
            language: if self.random.random_bool(0.2) { Locale::Fr } else { Locale::En },
            timezone: Timezone::parse(zone).unwrap_or(Timezone::UTC),
            password_hash: self.hash.clone(),
            last_login_at: if has_logged_in { self.before_now(30).max(created_at) } else { Timestamp::NEVER },
            created_at,
            modified_at: if is_changed { self.before_now(60).max(created_at) } else { created_at },
            version: 1,
            private_note_key: note.key(),
            private_note: note.to_string(),
        })
    }

    fn status(&mut self) -> Status {
        match self.random.random_range(0..100) {
            0..88 => Status::Active,
            88..96 => Status::Inactive,
            _ => Status::Trash,
        }
    }

    /// Most machines do one thing in a project, a few do all.
    fn privileges(&mut self) -> PrivilegeSet {
        let jobs: [&[Privilege]; 4] = [
            &[Privilege::Add, Privilege::Edit, Privilege::Photo, Privilege::Signature],
            &[Privilege::Print, Privilege::Preview],
            &[Privilege::Edit, Privilege::Deactivate, Privilege::Trash],
            &Privilege::ALL,
        ];
        let job: PrivilegeSet = self.one_of(&jobs).iter().copied().collect();
        if self.random.random_bool(0.95) { job.with(Privilege::Access) } else { job.without(Privilege::Access) }
    }

    /// An instant of the last `days` days, the later the likelier.
    fn before_now(&mut self, days: u32) -> Timestamp {
        let share: f64 = self.random.random();
        self.now.minus((DAY * days).mul_f64(share * share))
    }

    fn one_of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices.choose(&mut self.random).copied().unwrap_or_default()
    }
}
