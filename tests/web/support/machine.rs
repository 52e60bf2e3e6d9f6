//! A machine on which the binary is called, as a script calls it.

use std::{fs, path::Path, process::Output};

use diesel::prelude::*;
use idc_admin::{
    api_users,
    db::{Db, DbResult, schema},
    ids::ApiUserId,
    security::{Hasher, HashingQueue, PasswordCheck, SecretKey},
};
use serde_json::Value;
use tempfile::TempDir;

use super::command_line::call;

/// A folder with a fresh database, where commands are called.
pub struct Machine(TempDir);

impl Machine {
    /// With an empty one.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        assert!(call(folder.path(), &["migrate"], &[], "").status.success());
        Self(folder)
    }

    /// With Campus, which is Active, Old, which is not, and the API user kiosk.
    pub fn set_up() -> Self {
        let machine = Self::new();
        machine.run(&["project", "add", "Campus", "--status", "active"]);
        machine.run(&["project", "add", "Old"]);
        machine.run(&["api-user", "add", "kiosk"]);
        machine
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn db(&self) -> Db {
        let url = format!("sqlite:{}", self.path().join("idc-admin.sqlite3").display());
        Db::open(&url.parse().unwrap()).unwrap()
    }

    fn call(&self, arguments: &[&str], input: &str) -> Output {
        call(self.path(), &[arguments, &["--json"]].concat(), &[], input)
    }

    /// The JSON that a command prints that is done and says nothing on standard error.
    #[track_caller]
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Value {
        let Output { status, stdout, stderr } = self.call(arguments, input);
        assert_eq!((status.code(), String::from_utf8_lossy(&stderr).as_ref()), (Some(0), ""), "{arguments:?}");
        serde_json::from_slice(&stdout).unwrap()
    }

    /// [`Machine::run_with`] nothing on standard input.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Value {
        self.run_with(arguments, "")
    }

    /// The JSON of what a command says that ends with this code and prints nothing else.
    #[track_caller]
    pub fn stopped(&self, code: i32, arguments: &[&str], input: &str) -> Value {
        let Output { status, stdout, stderr } = self.call(arguments, input);
        assert_eq!((status.code(), String::from_utf8_lossy(&stdout).as_ref()), (Some(code), ""), "{arguments:?}");
        serde_json::from_slice(&stderr).unwrap()
    }

    /// The word of a refusal, which says something too.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> String {
        let told = self.stopped(1, arguments, "");
        assert!(!text(&told, "message").is_empty(), "{told}");
        text(&told, "error").to_owned()
    }

    /// The trail of a thing, as who did what and the changes.
    pub fn trail(&self, id: &str) -> Vec<(String, String, String)> {
        use schema::audit;
        let of = audit::table.filter(audit::subject_id.eq(id)).order(audit::seq);
        let rows = of.select((audit::actor_kind, audit::action, audit::changes));
        self.db().write_blocking(|connection| -> DbResult<_> { Ok(rows.load(connection)?) }).unwrap()
    }

    /// What was done to a thing, all of it by the command line.
    pub fn actions(&self, id: &str) -> Vec<String> {
        let trail = self.trail(id);
        assert!(trail.iter().all(|(actor, ..)| actor == "command_line"), "{trail:?}");
        trail.into_iter().map(|(_, action, _)| action).collect()
    }

    /// Nothing in the folder, such as the database with its trail, holds the text.
    #[track_caller]
    pub fn must_not_keep(&self, secret: &str) {
        assert!(secret.len() > 10);
        for file in fs::read_dir(self.path()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "a secret is kept");
        }
    }

    /// The id of who has this key, and its last four characters.
    pub fn owner_of_key(&self, key: &str) -> (String, String) {
        use schema::secret_keys;
        let hash = SecretKey::parse(key).unwrap().hash();
        let row = secret_keys::table.find(hash.as_str()).select((secret_keys::owner_id, secret_keys::last_four));
        self.db().write_blocking(|connection| -> DbResult<_> { Ok(row.first(connection)?) }).unwrap()
    }

    /// Whether it is the password of the API user of this id.
    pub async fn check_password(&self, id: &str, password: &str) -> PasswordCheck {
        let id = ApiUserId::parse(id).unwrap();
        let user = self.db().read(move |connection| api_users::find(connection, &id)).await.unwrap().unwrap();
        Hasher::default().verify(HashingQueue::SignedIn, password, Some(user.password_hash)).await.unwrap()
    }
}

/// The text of a field.
#[track_caller]
pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} of {value}"))
}
