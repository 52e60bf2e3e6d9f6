//! A database with a project and API users, made by the core's own operations, and calls in it.

use std::{collections::BTreeMap, fs, sync::Arc, time::Duration};

use base64::{Engine, prelude::BASE64_STANDARD};
use diesel::{QueryableByName, prelude::*, sql_query, sql_types::Text};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    api_users::{self, EditApiUser, Fields, NewApiUser, PrivilegeChange, PrivilegeChanges, ServedFields},
    audit::{Actor, Tx, operate_blocking},
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    calls::{
        Call, CallError, Caller, Calls, CardSide, Done, GetAllRecords, GetRecord, NotPerformed, Origin, Performed,
        PrimaryKey, ProjectClaim, Repeat, Request,
    },
    cards::CardPress,
    clock::Timestamp,
    db::{
        DatabaseUrl, Db, DbConnection, DbResult,
        schema::{project_fields, projects as project_rows, quotas},
    },
    ids::{ApiUserId, FieldId, ProjectId},
    images::{ImageProcessor, ImageThreads},
    input::{Organization, PrivateNote, ProjectName, Username},
    locale::{Locale, Timezone},
    projects::{self, NewProject, fields::FieldKind},
    records::{Data, DataValue, Project, Record, RecordFilter, Refused},
    security::{KeyKind, PasswordHash, SecretKey},
};

/// In the middle of a month.
pub(super) const NOW: Timestamp = Timestamp::from_micros(1_795_000_000_000_000);

pub(super) struct Scene {
    pub(super) folder: TempDir,
    pub(super) db: Db,
    pub(super) calls: Calls,
    pub(super) project: ProjectId,
    pub(super) user: ApiUserId,
}

/// A field that a project gets beside the usual ones.
pub(super) struct NewField<'a> {
    pub(super) name: &'a str,
    pub(super) kind: FieldKind,
    pub(super) max_length: i32,
    pub(super) is_required: bool,
    pub(super) is_unique: bool,
    pub(super) default_value: &'a str,
    pub(super) choices: &'a str,
}

pub(super) const TEXT: NewField<'static> = NewField {
    name: "",
    kind: FieldKind::Text,
    max_length: 100,
    is_required: false,
    is_unique: false,
    default_value: "",
    choices: "",
};

/// What does calls, as in a process of its own.
pub(super) fn calls(db: &Db) -> Calls {
    let threads = ImageThreads::start().unwrap();
    Calls::new(db.clone(), ImageProcessor::new(threads.clone()), CardPress::new(threads))
}

impl Scene {
    /// With an Operator that holds every privilege in the one project.
    pub(super) fn new() -> Self {
        Self::with(ApiUserRole::Operator, PrivilegeSet::ALL)
    }

    pub(super) fn with(role: ApiUserRole, held: PrivilegeSet) -> Self {
        let folder = TempDir::new().unwrap();
        let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("t.sqlite3"))).unwrap();
        let project = add_project(&db, "Staff");
        let user = add_user(&db, "kiosk", role);
        let scene = Self { folder, calls: calls(&db), db, project, user };
        scene.grant(&scene.user, &scene.project, held);
        scene
    }

    pub(super) fn add_project(&self, name: &str) -> ProjectId {
        add_project(&self.db, name)
    }

    pub(super) fn add_user(&self, name: &str, role: ApiUserRole, held: PrivilegeSet) -> ApiUserId {
        let user = add_user(&self.db, name, role);
        self.grant(&user, &self.project, held);
        user
    }

    pub(super) fn grant(&self, user: &ApiUserId, project: &ProjectId, selected: PrivilegeSet) {
        self.operate(|tx| -> Result<_, api_users::Refused> {
            let saved = api_users::find(tx.connection, user)?.unwrap();
            let held = api_users::privileges_in(tx.connection, user, &[project])?;
            let baseline = held.get(project).copied().unwrap_or_default();
            let edit = EditApiUser {
                id: saved.id.clone(),
                version: saved.version,
                served: ServedFields::of(&saved),
                fields: Fields {
                    username: saved.username,
                    role: saved.role,
                    organization: saved.organization,
                    language: saved.language,
                    timezone: saved.timezone,
                    private_note: Some(saved.private_note),
                },
                password: None,
                privileges: vec![PrivilegeChange { project: project.clone(), baseline, selected }].into(),
            };
            api_users::edit(tx, &edit)
        });
    }

    /// What the API user of the scene holds from now on.
    pub(super) fn hold(&self, held: PrivilegeSet) {
        self.grant(&self.user, &self.project, held);
    }

    pub(super) fn move_user(&self, to: Status) {
        self.operate(|tx| -> Result<_, api_users::Refused> {
            let version = api_users::find(tx.connection, &self.user)?.unwrap().version;
            api_users::move_status(tx, &self.user, version, to)
        });
    }

    pub(super) fn move_project(&self, to: Status) {
        self.operate(|tx| move_project(tx, &self.project, to));
    }

    pub(super) fn add_field(&self, field: &NewField<'_>) {
        self.write(|connection| {
            diesel::insert_into(project_fields::table)
                .values((
                    project_fields::id.eq(FieldId::new()),
                    project_fields::project_id.eq(&self.project),
                    project_fields::position.eq(100),
                    project_fields::name.eq(field.name),
                    project_fields::label.eq(field.name),
                    project_fields::kind.eq(field.kind),
                    project_fields::max_length.eq(field.max_length),
                    project_fields::is_required.eq(field.is_required),
                    project_fields::is_unique.eq(field.is_unique),
                    project_fields::default_value.eq(field.default_value),
                    project_fields::choices.eq(field.choices),
                    project_fields::is_removed.eq(false),
                ))
                .execute(connection)?;
            diesel::update(project_rows::table.find(&self.project))
                .set(project_rows::version.eq(project_rows::version + 1))
                .execute(connection)?;
            Ok(())
        });
    }

    /// E-mail addresses of the scene are unique from now on.
    pub(super) fn make_emails_unique(&self) {
        self.write(|connection| {
            let field = project_fields::table
                .filter(project_fields::project_id.eq(&self.project))
                .filter(project_fields::name.eq("idc_email"));
            diesel::update(field).set(project_fields::is_unique.eq(true)).execute(connection)?;
            Ok(())
        });
    }

    pub(super) fn set_quota(&self, calls: i64) {
        self.write(|connection| {
            diesel::delete(quotas::table.find(&self.user)).execute(connection)?;
            let quota = (quotas::api_user_id.eq(&self.user), quotas::calls.eq(calls));
            diesel::insert_into(quotas::table).values(quota).execute(connection)?;
            Ok(())
        });
    }

    pub(super) fn write<T>(&self, queries: impl Fn(&mut DbConnection) -> DbResult<T>) -> T {
        self.db.write_blocking(queries).unwrap()
    }

    fn operate<T, E>(&self, operation: impl Fn(&mut Tx<'_>) -> Result<T, E>) -> T
    where
        E: From<crate::db::DbError> + std::fmt::Debug,
    {
        operate_blocking(&self.db, &Actor::CommandLine, NOW, operation).unwrap()
    }

    pub(super) fn caller(&self) -> Caller {
        self.caller_at(NOW)
    }

    pub(super) fn caller_at(&self, now: Timestamp) -> Caller {
        Caller {
            api_user: self.user.clone(),
            username: "kiosk".to_owned(),
            language: Locale::En,
            timezone: Timezone::UTC,
            key_last_four: "wxyz".to_owned(),
            origin: Origin::Api,
            run_by: None,
            address: "192.0.2.1".to_owned(),
            project: ProjectClaim::Id(self.project.clone()),
            now,
        }
    }

    /// A caller so much later.
    pub(super) fn later(&self, by: Duration) -> Caller {
        self.caller_at(NOW.plus(by))
    }

    pub(super) async fn perform(
        &self,
        caller: Caller,
        call: impl Into<Option<Call>>,
        repeat: impl Into<Option<Repeat>>,
    ) -> Result<Performed, CallError> {
        self.perform_with(caller, call.into(), repeat.into(), describe).await
    }

    /// A call whose answer is written by the closure.
    pub(super) async fn perform_with(
        &self,
        caller: Caller,
        call: Option<Call>,
        repeat: Option<Repeat>,
        answer: impl Fn(&Done, Option<i64>) -> String + Send + Sync + 'static,
    ) -> Result<Performed, CallError> {
        perform_as(&self.calls, caller, call, repeat, answer).await
    }

    pub(super) async fn call(&self, call: Call) -> Result<Performed, CallError> {
        self.perform(self.caller(), call, None).await
    }

    /// The answer to a call that is done.
    pub(super) async fn done(&self, call: Call) -> Value {
        read(&self.call(call).await.unwrap())
    }

    /// What is told of a call.
    pub(super) async fn told(&self, call: Call) -> String {
        told(&self.call(call).await)
    }

    pub(super) async fn insert(&self, data: &[(&str, &str)]) -> String {
        let answer = self.done(insert(data)).await;
        answer["record"]["idc_id_number"].as_str().unwrap().to_owned()
    }

    pub(super) async fn record(&self, id_number: &str) -> Value {
        self.done(get(id_number)).await["record"].take()
    }

    /// Every row of every table, as text.
    pub(super) fn tables(&self) -> BTreeMap<String, Vec<String>> {
        #[derive(QueryableByName)]
        struct Line {
            #[diesel(sql_type = Text)]
            line: String,
        }
        let lines = |connection: &mut DbConnection, sql: &str| -> DbResult<Vec<String>> {
            let lines: Vec<Line> = sql_query(sql).load(connection)?;
            Ok(lines.into_iter().map(|line| line.line).collect())
        };
        self.write(|connection| {
            let tables = lines(
                connection,
                "SELECT name AS line FROM sqlite_schema WHERE type = 'table' AND name <> 'record_grams' ORDER BY name",
            )?;
            let dump = |name: String| {
                let columns = format!("SELECT 'quote(\"' || name || '\")' AS line FROM pragma_table_info('{name}')");
                let columns = lines(connection, &columns)?.join(" || ' ' || ");
                let rows = lines(connection, &format!("SELECT {columns} AS line FROM \"{name}\" ORDER BY 1"))?;
                Ok((name, rows))
            };
            tables.into_iter().map(dump).collect()
        })
    }

    pub(super) fn count(&self, table: &str) -> usize {
        self.tables()[table].len()
    }

    /// What SQLite says of its file.
    pub(super) fn check_integrity(&self) -> String {
        #[derive(QueryableByName)]
        struct Check {
            #[diesel(sql_type = Text)]
            integrity_check: String,
        }
        let check = |connection: &mut DbConnection| -> DbResult<Check> {
            Ok(sql_query("PRAGMA integrity_check").get_result(connection)?)
        };
        self.write(check).integrity_check
    }

    /// The files that hold these bytes: the database's own, its log, whatever lies beside them.
    pub(super) fn files_with(&self, text: &str) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        let holding = files.filter(|path| holds(&fs::read(path).unwrap()));
        holding.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }
}

fn add_project(db: &Db, name: &str) -> ProjectId {
    let new =
        NewProject { name: ProjectName::parse(name).unwrap(), key: SecretKey::generate(KeyKind::Project).unwrap() };
    let made = operate_blocking(db, &Actor::CommandLine, NOW, |tx| -> Result<_, projects::Refused> {
        let project = projects::create(tx, &new)?;
        move_project(tx, &project.id, Status::Active)?;
        Ok(project.id)
    });
    made.unwrap()
}

fn move_project(tx: &mut Tx<'_>, project: &ProjectId, to: Status) -> Result<bool, projects::Refused> {
    let version = projects::find(tx.connection, project)?.unwrap().version;
    projects::move_status(tx, project, version, to)
}

fn add_user(db: &Db, name: &str, role: ApiUserRole) -> ApiUserId {
    let new = NewApiUser {
        fields: Fields {
            username: Username::parse(name).unwrap(),
            role,
            organization: Organization::default(),
            language: Locale::En,
            timezone: Timezone::UTC,
            private_note: Some(PrivateNote::default()),
        },
        password_hash: PasswordHash::parse("none").unwrap(),
        key: SecretKey::generate(KeyKind::ApiUser).unwrap(),
        privileges: PrivilegeChanges::default(),
        last_login_at: Timestamp::NEVER,
    };
    operate_blocking(db, &Actor::CommandLine, NOW, |tx| api_users::create(tx, &new)).unwrap().id
}

/// What was done as JSON, with what is left of the quota.
pub(super) fn describe(done: &Done, left: Option<i64>) -> String {
    let one = |record: &Record, project: &Project| json!({ "left": left, "record": record_json(record, project) });
    let answer = match done {
        Done::Record(record, project, _) | Done::Inserted(record, project) | Done::Updated(record, project) => {
            one(record, project)
        }
        Done::Printed(record, project, _) => one(record, project),
        Done::Preview(card) => json!({ "left": left, "card": card.len() }),
        Done::Records(page, project) => {
            let records: Vec<Value> = page.records.iter().map(|record| record_json(record, project)).collect();
            json!({ "left": left, "records": records, "next": page.next.as_ref().map(ToString::to_string) })
        }
        Done::Photo(_, photo) => json!({ "left": left, "photo": BASE64_STANDARD.encode(&photo.bytes) }),
        Done::Deleted(id_number) => json!({ "left": left, "deleted": id_number }),
    };
    answer.to_string()
}

fn record_json(record: &Record, project: &Project) -> Value {
    let mut json = json!({
        "id": record.id.as_str(),
        "version": record.version,
        "state": record.state().as_str(),
        "idc_active": record.is_active,
        "idc_check_in": record.is_checked_in,
        "idc_print_queue": record.is_in_print_queue,
        "idc_colorcode": record.color_code,
    });
    for field in project.fields.iter() {
        json[field.name.as_str()] = record.values.get(&field.id).into();
    }
    json
}

pub(super) fn read(performed: &Performed) -> Value {
    serde_json::from_str(&performed.answer).unwrap()
}

/// The word of an error, and what it is about.
pub(super) fn told(result: &Result<Performed, CallError>) -> String {
    let Err(error) = result else { return "done".to_owned() };
    let about = match error {
        CallError::Denied(denied) => denied.0.as_str().to_owned(),
        CallError::NotUnique(field)
        | CallError::Record(Refused::UnknownField(field) | Refused::ReadOnly(field) | Refused::Duplicate(field)) => {
            field.clone()
        }
        CallError::Record(Refused::Invalid { field, problem }) => format!("{field}: {problem}"),
        _ => return error.word().to_owned(),
    };
    format!("{} {about}", error.word())
}

pub(super) fn set(privileges: &[Privilege]) -> PrivilegeSet {
    privileges.iter().copied().collect()
}

pub(super) fn key(id_number: &str) -> PrimaryKey {
    key_by("idc_id_number", id_number)
}

pub(super) fn key_by(field: &str, value: &str) -> PrimaryKey {
    PrimaryKey { field: field.to_owned(), value: value.to_owned() }
}

pub(super) fn data(members: &[(&str, &str)]) -> Data {
    Data(members.iter().map(|&(name, value)| (name.to_owned(), DataValue::Text(value.to_owned()))).collect())
}

pub(super) fn get(id_number: &str) -> Call {
    Call::GetRecord(GetRecord { key: key(id_number), photo: None, preview: None, with_keys: false })
}

pub(super) fn get_all() -> Call {
    Call::GetAllRecords(GetAllRecords { with_keys: false, limit: None, cursor: None, filter: RecordFilter::All })
}

pub(super) fn insert(members: &[(&str, &str)]) -> Call {
    Call::InsertRecord(data(members))
}

pub(super) fn update(id_number: &str, members: &[(&str, &str)]) -> Call {
    Call::UpdateRecord(key(id_number), data(members))
}

pub(super) fn delete(id_number: &str) -> Call {
    Call::DeleteRecord(key(id_number))
}

pub(super) fn print(id_number: &str) -> Call {
    Call::PrintCard(key(id_number), CardSide::Both)
}

pub(super) fn trash(id_number: &str) -> Call {
    update(id_number, &[("idc_trash", "1")])
}

/// A call with a key of its own, and this body.
pub(super) fn keyed(key: &str, body: &str) -> Repeat {
    Repeat::new(Some(key.to_owned()), body.as_bytes())
}

/// A call without a key, and this body.
pub(super) fn unkeyed(body: &str) -> Repeat {
    Repeat::new(None, body.as_bytes())
}

/// A call of a caller who is known.
pub(super) async fn perform_as(
    calls: &Calls,
    caller: Caller,
    call: Option<Call>,
    repeat: Option<Repeat>,
    answer: impl Fn(&Done, Option<i64>) -> String + Send + Sync + 'static,
) -> Result<Performed, CallError> {
    let identify = move |_: &mut DbConnection| -> DbResult<Result<Caller, ()>> { Ok(Ok(caller.clone())) };
    let request = Arc::new(Request { call, misunderstood: "member_invalid", repeat });
    let performed = calls.perform(identify, request, move |_, done, left| answer(done, left)).await;
    performed.map_err(|refused| match refused {
        NotPerformed::Failed { error, .. } => error,
        NotPerformed::Unknown(()) => unreachable!("the caller is known"),
    })
}
