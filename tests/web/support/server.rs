//! The panel on a port and a database of its own, for as long as one test takes.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, Once, PoisonError},
    thread::{self, JoinHandle},
};

use actix_web::rt::System;
use diesel::prelude::*;
use idc_admin::{
    api_users::{self, EditApiUser, Fields, NewApiUser, PrivilegeChange, PrivilegeChanges, Refused, ServedFields},
    audit::{Actor, Tx, operate_blocking},
    authorization::{ApiUserRole, PanelRole, PrivilegeSet, Status},
    clock::Timestamp,
    config::Config,
    db::{
        Db, DbError, DbResult,
        schema::{self, calls, privileges},
    },
    ids::{ApiUserId, PanelUserId, ProjectId, RecordId},
    input::{MainOrganization, Organization, PrivateNote, ProjectName, Username},
    locale::{Locale, Timezone},
    projects::{self, NewProject},
    records::{
        self,
        form::{FormRefused, TypedRecord},
    },
    security::{Hasher, KeyKind, PasswordHash, PlainPassword, SecretKey},
    server::App,
    users::{self, NewPanelUser},
};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tracing_subscriber::EnvFilter;
use url::Url;

/// A password that meets the policy, for whoever a test doesn't care about.
pub const PASSWORD: &str = "plum otter violin 47";

/// What [`super::browser::Browser`] and [`super::chromium::Chromium`] can be pointed at.
pub trait Site {
    /// Its first page.
    fn origin(&self) -> &Url;
}

/// The real application over a fresh database; both end with this value.
pub struct Server {
    /// A handle of its own onto the same database, to seed and to assert with.
    pub db: Db,
    origin: Url,
    first_run_link: Option<String>,
    database: PathBuf,
    _background: Background,
    _folder: TempDir,
}

impl Site for Server {
    fn origin(&self) -> &Url {
        &self.origin
    }
}

impl Server {
    /// With the default settings.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// With these settings, named as in the environment, over the defaults.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        Self::start_changed(settings, |_| {}).await
    }

    /// With these settings, and with what the closure changes of what is no setting.
    pub async fn start_changed(settings: &[(&str, &str)], change: impl FnOnce(&mut Config)) -> Self {
        log_to_the_test_that_fails();
        let folder = TempDir::new().unwrap();
        let database = folder.path().join("idc-admin.sqlite3");
        let own =
            [("DATABASE_URL", format!("sqlite:{}", database.display())), ("IDC_LISTEN", "127.0.0.1:0".to_owned())];
        let own = own.map(|(name, value)| (name.to_owned(), value));
        let asked = settings.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        let mut config = Config::from_sources(own.into_iter().chain(asked), "").unwrap();
        change(&mut config);
        let url = config.database.clone();

        let ((address, first_run_link), background) = Background::start(async || {
            let app = App::build(config).await.unwrap();
            let news = (app.address(), app.first_run_link().map(str::to_owned));
            (news, app.run())
        })
        .await;
        Self {
            db: Db::open(&url).unwrap(),
            // Not the public URL, which may be that of a proxy.
            origin: Url::parse(&format!("http://{address}")).unwrap(),
            first_run_link,
            database,
            _background: background,
            _folder: folder,
        }
    }

    /// The whole URL of a path.
    pub fn url(&self, path: &str) -> String {
        self.origin.join(path).unwrap().into()
    }

    /// The one-time link that was told at the start.
    #[track_caller]
    pub fn first_run_link(&self) -> &str {
        self.first_run_link.as_deref().unwrap()
    }

    /// The file of the database.
    pub fn database(&self) -> &Path {
        &self.database
    }

    /// Adds a person.
    #[track_caller]
    pub fn panel_user(&self, name: &str, role: PanelRole, password: &str) -> PanelUserId {
        let username = Username::parse(name).unwrap();
        let password_hash = hash_of(password);
        let new = NewPanelUser { username, role, language: None, timezone: Timezone::UTC, password_hash };
        self.operate(|tx| users::create(tx, &new)).id
    }

    /// Adds an Active project.
    #[track_caller]
    pub fn project(&self, name: &str) -> ProjectId {
        self.project_of(name, Status::Active)
    }

    /// Adds a project of this status.
    #[track_caller]
    pub fn project_of(&self, name: &str, status: Status) -> ProjectId {
        self.project_with_key(name, status).0
    }

    /// Adds a project of this status, with its key.
    #[track_caller]
    pub fn project_with_key(&self, name: &str, status: Status) -> (ProjectId, SecretKey) {
        let name = ProjectName::parse(name).unwrap();
        let new = NewProject { name, key: SecretKey::generate(KeyKind::Project).unwrap() };
        let project = self.operate(|tx| projects::create(tx, &new));
        self.operate(|tx| projects::move_status(tx, &project.id, project.version, status));
        (project.id, new.key)
    }

    /// The log of calls in the order they came: deed, parts, state of the record, broken rule, error.
    #[track_caller]
    pub fn calls(&self) -> Vec<(String, i32, String, String, String)> {
        let columns = (calls::deed, calls::parts, calls::record_state, calls::broken_rule, calls::error);
        let all = calls::table.order((calls::at, calls::nonce)).select(columns);
        self.db.write_blocking(|connection| -> DbResult<_> { Ok(all.load(connection)?) }).unwrap()
    }

    /// The versions of all records, in the order they were made.
    #[track_caller]
    pub fn versions_of_records(&self) -> Vec<i64> {
        let all = schema::records::table.order(schema::records::id).select(schema::records::version);
        self.db.write_blocking(|connection| -> DbResult<_> { Ok(all.load(connection)?) }).unwrap()
    }

    /// Moves a project to a status, whatever its version.
    #[track_caller]
    pub fn move_project(&self, id: &ProjectId, to: Status) {
        self.operate(|tx| {
            let version = projects::find(tx.connection, id)?.ok_or(projects::Refused::Gone)?.version;
            projects::move_status(tx, id, version, to)
        });
    }

    /// Adds a record of this status without any values but its number.
    #[track_caller]
    pub fn record(&self, project: &ProjectId, status: Status) -> RecordId {
        self.operate(|tx| {
            let project = records::find_project(tx.connection, project)?.ok_or(FormRefused::Gone)?;
            let record = records::form::create(tx, &project, &RecordId::new(), &TypedRecord::default())?;
            records::form::move_status(tx, &project, &record.id, record.version, status)?;
            Ok::<_, FormRefused>(record.id)
        })
    }

    /// Adds an Active Operator of the main organization, whose password is [`PASSWORD`].
    #[track_caller]
    pub fn api_user(&self, name: &str) -> ApiUserId {
        self.api_user_with(name, |_| {})
    }

    /// Adds an API user that differs from the one of [`Server::api_user`] by what the closure does.
    #[track_caller]
    pub fn api_user_with(&self, name: &str, change: impl FnOnce(&mut Sketch)) -> ApiUserId {
        let mut sketch = Sketch::default();
        change(&mut sketch);
        let new = NewApiUser {
            fields: Fields {
                username: Username::parse(name).unwrap(),
                role: sketch.role,
                organization: organization_named(&sketch.organization),
                language: sketch.language,
                timezone: sketch.timezone,
                private_note: Some(PrivateNote::parse(&sketch.private_note).unwrap()),
            },
            password_hash: hash_of(PASSWORD),
            key: sketch.key,
            privileges: Vec::new().into(),
            last_login_at: sketch.last_login_at,
        };
        let made = operate_blocking(&self.db, &Actor::CommandLine, sketch.created_at, |tx| api_users::create(tx, &new));
        let id = made.unwrap().id;
        if sketch.status != Status::Active {
            let move_it = |tx: &mut Tx<'_>| api_users::move_status(tx, &id, 1, sketch.status);
            operate_blocking(&self.db, &Actor::CommandLine, sketch.created_at, move_it).unwrap();
        }
        id
    }

    /// Makes these the privileges of the API user in the project.
    #[track_caller]
    pub fn grant(&self, user: &ApiUserId, project: &ProjectId, privileges: PrivilegeSet) {
        let saved = self.db.write_blocking(|connection| api_users::find(connection, user)).unwrap().unwrap();
        let edit = EditApiUser {
            served: ServedFields::of(&saved),
            id: saved.id,
            version: saved.version,
            fields: Fields {
                username: saved.username,
                role: saved.role,
                organization: saved.organization,
                language: saved.language,
                timezone: saved.timezone,
                private_note: None,
            },
            password: None,
            privileges: PrivilegeChanges::from(vec![PrivilegeChange {
                project: project.clone(),
                baseline: self.held(user, project),
                selected: privileges,
            }]),
        };
        self.operate(|tx| api_users::edit(tx, &edit));
    }

    fn held(&self, user: &ApiUserId, project: &ProjectId) -> PrivilegeSet {
        let row = privileges::table.find((user, project)).select(privileges::bits);
        let bits: Option<i32> =
            self.db.write_blocking(|connection| -> DbResult<_> { Ok(row.first(connection).optional()?) }).unwrap();
        bits.map_or(PrivilegeSet::NONE, |bits| PrivilegeSet::from_bits(bits).unwrap())
    }

    /// Moves an API user to a status, whatever its version.
    #[track_caller]
    pub fn move_api_user(&self, id: &ApiUserId, to: Status) {
        self.operate(|tx| {
            let version = api_users::find(tx.connection, id)?.ok_or(Refused::Gone)?.version;
            api_users::move_status(tx, id, version, to)
        });
    }

    /// Deletes an API user, whatever its version.
    #[track_caller]
    pub fn delete_api_user(&self, id: &ApiUserId) {
        self.operate(|tx| {
            let version = api_users::find(tx.connection, id)?.ok_or(Refused::Gone)?.version;
            api_users::delete(tx, id, version)
        });
    }

    /// Runs an operation of the core as the command line does.
    #[track_caller]
    pub fn operate<T, E: From<DbError> + Debug>(&self, operation: impl Fn(&mut Tx<'_>) -> Result<T, E>) -> T {
        operate_blocking(&self.db, &Actor::CommandLine, Timestamp::now(), operation).unwrap()
    }
}

/// An API user to be made for a test.
#[derive(Clone)]
pub struct Sketch {
    pub role: ApiUserRole,
    pub status: Status,
    pub organization: String,
    pub language: Locale,
    pub timezone: Timezone,
    pub private_note: String,
    pub key: SecretKey,
    pub created_at: Timestamp,
    pub last_login_at: Timestamp,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            role: ApiUserRole::Operator,
            status: Status::Active,
            organization: String::new(),
            language: Locale::En,
            timezone: Timezone::UTC,
            private_note: String::new(),
            key: SecretKey::generate(KeyKind::ApiUser).unwrap(),
            created_at: Timestamp::now(),
            last_login_at: Timestamp::NEVER,
        }
    }
}

/// A server on a thread with an actix system of its own, so that it needs nothing of the runtime of the test.
pub struct Background {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Runs what the closure builds, once it has told its news.
    pub async fn start<News, Running>(build: impl AsyncFnOnce() -> (News, Running) + Send + 'static) -> (News, Self)
    where
        News: Send + 'static,
        Running: Future<Output = io::Result<()>>,
    {
        let (tell, told) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::spawn(move || {
            System::new().block_on(async {
                let (news, running) = build().await;
                // Nobody listens any more where the test is over already.
                let _ = tell.send(news);
                tokio::select! {
                    ended = running => panic!("the server ended by itself: {ended:?}"),
                    _ = stopped => {}
                }
            });
        });
        let this = Self { stop: Some(stop), thread: Some(thread) };
        (told.await.expect("the server did not start"), this)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A panic over there was printed over there.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// The name of the main organization, as it is by default.
pub fn main_organization() -> MainOrganization {
    MainOrganization::parse("Main organization").unwrap()
}

/// An organization of this name.
pub fn organization_named(name: &str) -> Organization {
    Organization::parse(name, &main_organization()).unwrap()
}

/// Argon2 is slow by design, and hundreds of tests use one password.
pub fn hash_of(password: &str) -> PasswordHash {
    static HASHES: Mutex<BTreeMap<String, PasswordHash>> = Mutex::new(BTreeMap::new());
    let mut hashes = HASHES.lock().unwrap_or_else(PoisonError::into_inner);
    let hash = || Hasher::default().hash_now(&PlainPassword::normalise(password).unwrap()).unwrap();
    hashes.entry(password.to_owned()).or_insert_with(hash).clone()
}

/// The cause of a 500 is in the log only.
fn log_to_the_test_that_fails() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
        tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().init();
    });
}
