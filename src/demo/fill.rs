//! Filling an empty database, by the operations of the core, so that the data has a history.

use std::time::Duration;

use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use thiserror::Error;

use super::names::{CARDS, MACHINES, NOTES, ORGANIZATIONS, PLACES, ZONES};
use crate::{
    api_users::{self, EditApiUser, Fields, NewApiUser, PrivilegeChange, PrivilegeChanges, ServedFields},
    audit::{Actor, Tx, operate_blocking},
    authorization::{ApiUserRole, PanelRole, Privilege, PrivilegeSet, Status},
    clock::Timestamp,
    db::{Db, DbConnection, DbError, DbResult},
    ids::ProjectId,
    input::{FieldError, MainOrganization, NewPassword, Organization, PrivateNote, ProjectName, Username},
    locale::{Locale, Timezone},
    projects::{self, NewProject},
    records,
    security::{Hasher, HashingError, KeyKind, PasswordHash, RandomnessUnavailable, SecretKey},
    users::{self, NewPanelUser},
};

/// How much to make.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// How many API users.
    pub api_users: u32,
    /// How many projects.
    pub projects: u32,
    /// How many records, in all projects together.
    pub records: u32,
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
    /// An operation on an API user was refused.
    #[error(transparent)]
    ApiUser(#[from] api_users::Refused),
    /// An operation on a project was refused.
    #[error(transparent)]
    Project(#[from] projects::Refused),
    /// An operation on a record was refused.
    #[error(transparent)]
    Record(#[from] records::Refused),
    /// A panel user could not be added.
    #[error(transparent)]
    PanelUser(#[from] users::Refused),
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

/// How many of anything go into one transaction.
pub(super) const BATCH: u32 = 1_000;
/// From how many API users or records on indexes are made when all are there.
const WORTH_DEFERRING: u32 = 10_000;
const DAY: Duration = Duration::from_hours(24);

/// Makes it all, and tells how many more were made; every account gets the one password that comes back.
///
/// # Errors
/// [`DemoError::NotEmpty`].
pub fn fill(db: &Db, main: &MainOrganization, demo: Demo, mut made: impl FnMut(u64)) -> Result<NewPassword, DemoError> {
    if db.write_blocking(is_used)? {
        return Err(DemoError::NotEmpty);
    }
    let password = NewPassword::generate()?;
    let mut generator = Generator {
        random: StdRng::seed_from_u64(demo.seed),
        hash: Hasher::default().hash_now(password.plain())?,
        now: Timestamp::now(),
        main,
        projects: Vec::new(),
    };
    generator.panel_users(db)?;
    for start in (0..demo.projects).step_by(BATCH as usize) {
        let end = demo.projects.min(start + BATCH);
        generator.projects(db, start..end)?;
        made(u64::from(end - start));
    }
    let is_bulk = demo.api_users.max(demo.records) >= WORTH_DEFERRING;
    if is_bulk {
        db.defer_indexes(&["api_users", "account_names", "secret_keys", "privileges", "records", "audit"])?;
    }
    for start in (0..demo.api_users).step_by(BATCH as usize) {
        let end = demo.api_users.min(start + BATCH);
        generator.api_users(db, start..end)?;
        made(u64::from(end - start));
    }
    generator.records(db, demo.records, &mut made)?;
    if is_bulk {
        db.restore_indexes()?;
    }
    api_users::finish_bulk(db)?;
    records::fill_search(db)?;
    Ok(password)
}

fn is_used(connection: &mut DbConnection) -> DbResult<bool> {
    let has_projects = projects::count(connection, &projects::ProjectFilter::default())? > 0;
    Ok(has_projects || users::any(connection)? || api_users::any(connection)?)
}

/// One API user and what becomes of it.
struct History {
    created_at: Timestamp,
    new: NewApiUser,
    /// A later edit, which gives it this note.
    noted: Option<(Timestamp, PrivateNote)>,
    /// A later move.
    moved: Option<(Timestamp, Status)>,
}

pub(super) struct Generator<'a> {
    pub(super) random: StdRng,
    hash: PasswordHash,
    pub(super) now: Timestamp,
    main: &'a MainOrganization,
    pub(super) projects: Vec<ProjectId>,
}

impl Generator<'_> {
    fn panel_users(&self, db: &Db) -> Result<(), DemoError> {
        for (name, role) in PANEL_USERS {
            let username = Username::parse(name).map_err(DemoError::Text)?;
            let password_hash = self.hash.clone();
            let new = NewPanelUser { username, role, language: None, timezone: Timezone::UTC, password_hash };
            operate_blocking(db, &Actor::CommandLine, self.now, |tx| users::create(tx, &new))?;
        }
        Ok(())
    }

    fn projects(&mut self, db: &Db, numbers: std::ops::Range<u32>) -> Result<(), DemoError> {
        let new: Vec<(Timestamp, NewProject)> = numbers.map(|number| self.project(number)).collect::<Result<_, _>>()?;
        let statuses: Vec<Status> = new.iter().map(|_| self.status()).collect();
        let made = operate_blocking(db, &Actor::CommandLine, self.now, |tx| -> Result<_, projects::Refused> {
            let new: Vec<_> = new.iter().map(|(at, new)| (*at, new)).collect();
            let made = projects::create_all(tx, &new)?;
            for (project, status) in made.iter().zip(&statuses) {
                let later = project.created_at.plus(DAY).min(tx.now);
                projects::move_status(&mut tx.at(later), &project.id, project.version, *status)?;
            }
            Ok(made)
        })?;
        self.projects.extend(made.into_iter().map(|project| project.id));
        Ok(())
    }

    fn project(&mut self, number: u32) -> Result<(Timestamp, NewProject), DemoError> {
        let organization = ORGANIZATIONS[number as usize % ORGANIZATIONS.len()];
        let cards = CARDS[(number as usize / 2) % CARDS.len()];
        let year = 2026 - number / (ORGANIZATIONS.len() * CARDS.len()).try_into().unwrap_or(1);
        let series = if year == 2026 { String::new() } else { format!(" {year}") };
        let name = format!("{organization} {cards}{series} {}", number + 1);
        let name = ProjectName::parse(&name).map_err(DemoError::Text)?;
        Ok((self.before_now(700), NewProject { name, key: SecretKey::generate(KeyKind::Project)? }))
    }

    fn api_users(&mut self, db: &Db, numbers: std::ops::Range<u32>) -> Result<(), DemoError> {
        let histories: Vec<History> = numbers.map(|number| self.history(number)).collect::<Result<_, _>>()?;
        operate_blocking(db, &Actor::CommandLine, self.now, |tx| replay(tx, &histories))?;
        Ok(())
    }

    fn history(&mut self, number: u32) -> Result<History, DemoError> {
        let name = format!("{}-{}-{:02}", self.one_of(&PLACES), self.one_of(&MACHINES), number + 1);
        let organization = if self.random.random_bool(0.4) { "" } else { self.one_of(&ORGANIZATIONS) };
        let zone = self.one_of(&ZONES);
        let fields = Fields {
            username: Username::parse(&name).map_err(DemoError::Text)?,
            role: if self.random.random_bool(0.05) { ApiUserRole::Administrator } else { ApiUserRole::Operator },
            organization: Organization::parse(organization, self.main).map_err(DemoError::Text)?,
            language: if self.random.random_bool(0.2) { Locale::Fr } else { Locale::En },
            timezone: Timezone::parse(zone).unwrap_or(Timezone::UTC),
            private_note: Some(self.note(0.15)?),
        };
        let created_at = self.before_now(700);
        let has_logged_in = self.random.random_bool(0.85);
        let last_login_at = if has_logged_in { self.before_now(30).max(created_at) } else { Timestamp::NEVER };
        let is_noted = self.random.random_bool(0.05);
        let status = self.status();
        let later = self.before_now(60).max(created_at.plus(Duration::from_secs(1))).min(self.now);
        Ok(History {
            created_at,
            noted: if is_noted { Some((later, self.note(1.0)?)) } else { None },
            moved: (status != Status::Active).then_some((later, status)),
            new: NewApiUser {
                fields,
                password_hash: self.hash.clone(),
                key: SecretKey::generate(KeyKind::ApiUser)?,
                privileges: self.privileges().into(),
                last_login_at,
            },
        })
    }

    fn note(&mut self, likelihood: f64) -> Result<PrivateNote, DemoError> {
        let note = if self.random.random_bool(likelihood) { self.one_of(&NOTES) } else { "" };
        PrivateNote::parse(note).map_err(DemoError::Text)
    }

    /// Most machines work in a project or two.
    fn privileges(&mut self) -> Vec<PrivilegeChange> {
        let mut changes: Vec<PrivilegeChange> = Vec::new();
        for _ in 0..self.random.random_range(0..4) {
            let Some(project) = self.projects.choose(&mut self.random).cloned() else { break };
            let selected = self.privileges_in_one();
            if !changes.iter().any(|change| change.project == project) {
                changes.push(PrivilegeChange { project, baseline: PrivilegeSet::NONE, selected });
            }
        }
        changes
    }

    fn status(&mut self) -> Status {
        match self.random.random_range(0..100) {
            0..88 => Status::Active,
            88..96 => Status::Inactive,
            _ => Status::Trash,
        }
    }

    /// Most machines do one thing in a project, a few do all.
    fn privileges_in_one(&mut self) -> PrivilegeSet {
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
    pub(super) fn before_now(&mut self, days: u32) -> Timestamp {
        let share: f64 = self.random.random();
        self.now.minus((DAY * days).mul_f64(share * share))
    }

    pub(super) fn one_of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices.choose(&mut self.random).copied().unwrap_or_default()
    }
}

fn replay(tx: &mut Tx<'_>, histories: &[History]) -> Result<(), api_users::Refused> {
    let new: Vec<_> = histories.iter().map(|history| (history.created_at, &history.new)).collect();
    let made = api_users::create_all(tx, &new)?;
    for (user, history) in made.iter().zip(histories) {
        let mut version = user.version;
        if let Some((at, note)) = &history.noted {
            let fields = Fields { private_note: Some(note.clone()), ..history.new.fields.clone() };
            let edit = EditApiUser {
                id: user.id.clone(),
                version: user.version,
                served: ServedFields::of(user),
                fields,
                password: None,
                privileges: PrivilegeChanges::default(),
            };
            version = api_users::edit(&mut tx.at(*at), &edit)?.version();
        }
        if let Some((at, status)) = history.moved {
            api_users::move_status(&mut tx.at(at), &user.id, version, status)?;
        }
    }
    Ok(())
}
