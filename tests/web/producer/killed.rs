//! The process is killed in the middle of changes: whatever was answered is there afterwards.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use diesel::prelude::*;
use idc_admin::{
    db::{Db, DbResult, schema},
    ids::{ApiUserId, ProjectId},
};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    integrator::Integrator,
    machine::{Machine, text},
};

const CLIENTS: usize = 12;
/// How many changes are answered before the end.
const ANSWERED: usize = 300;

/// The binary, answering until it is killed.
struct Process {
    process: Child,
    origin: String,
}

impl Process {
    fn serve(folder: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_idc-admin"))
            .args(["serve"])
            .current_dir(folder)
            .env_clear()
            .envs([("IDC_LISTEN", "127.0.0.1:0"), ("RUST_LOG", "error")])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { process, origin: line.trim().rsplit(' ').next().unwrap().to_owned() }
    }
}

impl Drop for Process {
    /// With SIGKILL.
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// What a client knows of its record when its connection breaks.
struct Known {
    number: String,
    answered: usize,
}

fn client(machine: &Machine, process: &Process) -> Integrator {
    let project = machine.run(&["project", "add", "Campus", "--status", "active"]);
    let user = machine.run(&["api-user", "add", "kiosk"]);
    machine.run(&["api-user", "grant", "kiosk", "--project", "Campus", "all"]);
    Integrator {
        client: Client::new(),
        url: format!("{}producer/", process.origin),
        api_user: ApiUserId::parse(text(&user, "id")).unwrap(),
        project: ProjectId::parse(text(&project, "id")).unwrap(),
        username: "kiosk".to_owned(),
        password: text(&user, "password").to_owned(),
        user_secret_key: text(&user, "user_secret_key").to_owned(),
        project_secret_key: text(&project, "project_secret_key").to_owned(),
        headers: Vec::new(),
    }
}

/// Changes a record of its own for as long as it is answered.
async fn change(client: Integrator, answered: Arc<AtomicUsize>) -> Known {
    let number = text(&client.insert(json!({})).await.json()["data"], "idc_id_number").to_owned();
    let mut known = Known { number, answered: 0 };
    loop {
        let data = json!({"idc_title": (known.answered + 1).to_string()});
        let body = client.body("update_record", &json!({"api_primary_key": {"idc_id_number": known.number}}), &data);
        let request = client.request().header("content-type", "application/json").body(body.to_string());
        // Only an answer that came whole says that it is done.
        let answer = async { request.send().await?.error_for_status()?.bytes().await }.await;
        match answer {
            Ok(_) => known.answered += 1,
            Err(error) => {
                assert_eq!(error.status(), None, "{error}");
                return known;
            }
        }
        answered.fetch_add(1, Ordering::Relaxed);
    }
}

/// How many changes the log has a row of, and how many versions the records have.
fn logged_and_made(machine: &Machine) -> (i64, i64) {
    use schema::{calls, records};
    let path = machine.path().join("idc-admin.sqlite3");
    let db = Db::open(&format!("sqlite:{}", path.display()).parse().unwrap()).unwrap();
    let count = |connection: &mut _| -> DbResult<_> {
        let changes = calls::table.filter(calls::deed.eq_any(["insert_record", "update_record"]));
        let versions: Vec<i64> = records::table.select(records::version).load(connection)?;
        Ok((changes.filter(calls::error.eq("")).count().get_result(connection)?, versions.iter().sum()))
    };
    db.write_blocking(count).unwrap()
}

#[tokio::test]
async fn no_answered_change_is_lost_when_the_process_is_killed() {
    let machine = Machine::new();
    let process = Process::serve(machine.path());
    let client = client(&machine, &process);
    let answered = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS).map(|_| tokio::spawn(change(client.clone(), Arc::clone(&answered)))).collect();
    while answered.load(Ordering::Relaxed) < ANSWERED {
        assert!(!clients.iter().any(tokio::task::JoinHandle::is_finished), "a client was refused");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(process);
    let (logged, made) = logged_and_made(&machine);
    assert_eq!(logged, made, "each change has its row in the log");

    let process = Process::serve(machine.path());
    let client = Integrator { url: format!("{}producer/", process.origin), ..client };
    for known in clients {
        let Known { number, answered } = known.await.unwrap();
        let found = client.get(&number).await;
        assert_eq!(found.status, StatusCode::OK, "{number}: {}", found.text);
        let title = match &found.record()["idc_title"] {
            Value::Null => 0,
            title => title.as_str().unwrap().parse().unwrap(),
        };
        // The last one may have been done though its answer did not come.
        assert!((answered..=answered + 1).contains(&title), "{number}: {title}, but {answered} was answered");
    }
}
