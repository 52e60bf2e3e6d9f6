//! The binary as a script calls it: an integration is set up without a browser, by the same rules as in the panel.

use std::{
    collections::BTreeSet,
    fs,
    process::{Output, Stdio},
};

use idc_admin::{
    api_users,
    audit::{Actor, Tx, operate_blocking},
    authorization::Status,
    clock::Timestamp,
    ids::ApiUserId,
    security::PasswordCheck,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    panel::{administrator, staffed},
    support::{
        command_line::call,
        machine::{Machine, text},
    },
};

#[tokio::test]
async fn an_integration_is_set_up_in_three_commands() {
    let machine = Machine::new();
    let project = machine.run(&["project", "add", "Campus", "--status", "active"]);
    assert_eq!((text(&project, "name"), text(&project, "status")), ("Campus", "active"));
    let user = machine.run(&["api-user", "add", "kiosk"]);
    assert_eq!((text(&user, "username"), text(&user, "role"), text(&user, "status")), ("kiosk", "operator", "active"));
    assert_eq!((text(&user, "organization"), text(&user, "timezone")), ("Main organization", "UTC"));
    let granted = machine.run(&["api-user", "grant", "kiosk", "--project", text(&project, "id"), "access", "add"]);
    let held = json!([{ "project_id": project["id"], "project": "Campus", "project_status": "active",
        "privileges": ["access", "add"], "effective": true }]);
    assert_eq!((&granted["changed"], &granted["projects"]), (&json!(true), &held));

    let (user_key, project_key) = (text(&user, "user_secret_key"), text(&project, "project_secret_key"));
    assert!(user_key.starts_with("idcu_") && project_key.starts_with("idcp_"));
    assert_eq!(machine.owner_of_key(user_key).0, text(&user, "id"));
    assert_eq!(machine.owner_of_key(project_key).0, text(&project, "id"));
    let password = text(&user, "password");
    assert_eq!(machine.check_password(text(&user, "id"), password).await, PasswordCheck::Right);
    for secret in [user_key, project_key, password] {
        machine.must_not_keep(secret);
    }
    assert_eq!(machine.actions(text(&user, "id")), ["created", "changed"]);
    // Projects are made Inactive, as in the panel, and then moved.
    assert_eq!(machine.actions(text(&project, "id")), ["created", "moved"]);
}

#[tokio::test]
async fn an_api_user_is_added_with_all_its_fields() {
    let machine = Machine::new();
    let fields = ["--role", "administrator", "--status", "inactive", "--organization", "Acme", "--language", "fr"];
    let given = ["--timezone", "paris", "--password-stdin", "--note-stdin"];
    let add = [&["api-user", "add", "Import"][..], &fields, &given].concat();
    let added = machine.run_with(&add, "plum otter violin 47\nfor the night\nonly\n");
    let id = text(&added, "id");
    assert_eq!(added["password"], Value::Null, "who gave it has it");
    assert_eq!(machine.check_password(id, "plum otter violin 47").await, PasswordCheck::Right);
    machine.must_not_keep("plum otter violin 47");
    assert_eq!(machine.actions(id), ["created", "moved"]);
    let shown = machine.run(&["api-user", "show", "IMPORT"]);
    for (field, value) in [
        ("id", id),
        ("username", "Import"),
        ("role", "administrator"),
        ("status", "inactive"),
        ("organization", "Acme"),
        ("language", "fr"),
        ("timezone", "Europe/Paris"),
        ("private_note", "for the night\nonly"),
    ] {
        assert_eq!(text(&shown, field), value, "{field}");
    }
    assert_eq!(text(&shown, "secret_key_last_four"), machine.owner_of_key(text(&added, "user_secret_key")).1);
    assert_eq!((&shown["last_login_at"], &shown["privileges"]), (&Value::Null, &json!([])));
    let created = text(&shown, "created_at");
    assert!(created.len() == 27 && created.ends_with('Z') && created.contains('T'), "{created}");
    assert!(machine.trail(id).iter().all(|(.., changes)| !changes.contains("for the night")));
    assert_eq!(machine.run(&["api-user", "show", id]), shown, "by its id too");
    let main = machine.run(&["api-user", "add", "main", "--organization", "main ORGANIZATION", "--note", "n"]);
    assert_eq!(text(&main, "organization"), "Main organization", "the main one has no name of its own");
}

#[test]
fn what_is_wrong_is_told_at_once_and_nothing_is_added() {
    let machine = Machine::set_up();
    let several = machine.stopped(
        1,
        &["api-user", "add", "KIOSK", "--timezone", "Mars", "--password-stdin", "--organization", "a\u{7}b"],
        "kiosk-kiosk-kiosk-1\n",
    );
    assert_eq!(text(&several, "error"), "several_problems");
    let problems = several["problems"].as_array().unwrap();
    let words: Vec<_> = problems.iter().map(|problem| text(problem, "error")).collect();
    assert_eq!(words, ["username_taken", "invalid_organization", "unknown_timezone", "invalid_password"]);
    for advice in ["choose another", "Europe/Paris", "contains the username"] {
        assert!(text(&several, "message").contains(advice), "{advice}: {several}");
    }
    let short = machine.stopped(1, &["api-user", "add", "x", "--password-stdin"], "short\n");
    assert_eq!(text(&short, "error"), "invalid_password");
    assert!(text(&short, "message").contains("at least 15"), "{short}");
    for (arguments, word) in [
        (&["api-user", "add", "a:b"][..], "invalid_username"),
        (&["api-user", "add", "Kiosk"], "username_taken"),
        (&["api-user", "add", "x", "--timezone", "Mars"], "unknown_timezone"),
        (&["project", "add", "CAMPUS"], "project_name_taken"),
        (&["project", "add", " "], "invalid_project_name"),
        (&["project", "show", "Nowhere"], "project_not_found"),
        (&["project", "status", "Nowhere", "active"], "project_not_found"),
        (&["project", "list", "--search", ""], "invalid_search"),
        (&["api-user", "list", "--search", ""], "invalid_search"),
        (&["api-user", "show", "nobody"], "api_user_not_found"),
        (&["api-user", "status", "nobody", "trash"], "api_user_not_found"),
        (&["api-user", "reset-password", "nobody"], "api_user_not_found"),
        (&["api-user", "delete", "nobody"], "api_user_not_found"),
        (&["api-user", "grant", "nobody", "--project", "Campus", "access"], "api_user_not_found"),
        (&["api-user", "grant", "kiosk", "--project", "Nowhere", "access"], "project_not_found"),
    ] {
        assert_eq!(machine.refused(arguments), word, "{arguments:?}");
    }
    // A person has the name.
    let person = ["user", "add", "ana", "--role", "auditor", "--password-stdin"];
    assert!(call(machine.path(), &person, &[], "plum otter violin 47\n").status.success());
    assert_eq!(machine.refused(&["api-user", "add", "Ana"]), "username_taken");
    assert_eq!(machine.run(&["api-user", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(machine.run(&["project", "list"]).as_array().unwrap().len(), 2);
}

#[test]
fn wrong_arguments_end_with_another_code_than_refusals() {
    let machine = Machine::set_up();
    for arguments in [
        &["api-user", "grant", "kiosk", "access"][..],
        &["api-user", "grant", "kiosk", "--project", "Campus"],
        &["api-user", "grant", "kiosk", "--project", "Campus", "fly"],
        &["api-user", "grant", "kiosk", "--project", "Campus", "--all-projects", "access"],
        &["api-user", "revoke", "kiosk", "access"],
        &["api-user", "add"],
        &["api-user", "add", "x", "--role", "root"],
        &["api-user", "add", "x", "--language", "tlh"],
        &["api-user", "add", "x", "--note", "a", "--note-stdin"],
        &["api-user", "status", "kiosk", "new"],
        &["project", "add", "x", "--status", "new"],
        &["project", "rename", "x"],
    ] {
        assert_eq!(text(&machine.stopped(2, arguments, ""), "error"), "usage", "{arguments:?}");
        let plain = call(machine.path(), arguments, &[], "");
        assert_eq!((plain.status.code(), plain.stdout.len()), (Some(2), 0), "{arguments:?}");
    }
    let plain = call(machine.path(), &["api-user", "grant", "kiosk", "--project", "Campus", "fly"], &[], "");
    let told = String::from_utf8(plain.stderr).unwrap();
    assert!(told.contains("'fly'") && told.contains("signature"), "{told}");
    let elsewhere = TempDir::new().unwrap();
    let nowhere = call(elsewhere.path(), &["project", "show", "x", "--json"], &[], "");
    assert!(nowhere.status.code() == Some(1) && String::from_utf8_lossy(&nowhere.stderr).contains("no_database"));
    assert!(fs::read_dir(elsewhere.path()).unwrap().next().is_none(), "a mistyped path becomes no database");
    let wrong = call(machine.path(), &["project", "list", "--json"], &[("IDC_LISTEN", "here")], "");
    assert!(wrong.status.code() == Some(1) && String::from_utf8_lossy(&wrong.stderr).contains("invalid_settings"));
}

#[test]
fn privileges_are_given_and_taken_project_by_project() {
    let machine = Machine::set_up();
    let id = text(&machine.run(&["api-user", "show", "kiosk"]), "id").to_owned();
    let held = || {
        let shown = machine.run(&["api-user", "show", "kiosk"]);
        let projects = shown["privileges"].as_array().unwrap().clone();
        let words = |project: &Value| {
            let words: Vec<_> =
                project["privileges"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
            format!("{}: {} {}", text(project, "project"), words.join(" "), project["effective"])
        };
        projects.iter().map(words).collect::<Vec<_>>()
    };
    let run = |deed: &str, rest: &[&str]| machine.run(&[&["api-user", deed, "kiosk"][..], rest].concat());

    run("grant", &["--project", "campus", "--project", "Old", "--project", "Campus", "print", "access"]);
    assert_eq!(held(), ["Campus: access print true", "Old: access print true"]);
    let rows = machine.trail(&id).len();
    let again = run("grant", &["--project", "Campus", "print"]);
    assert_eq!((&again["changed"], machine.trail(&id).len()), (&json!(false), rows), "nothing is written");
    run("grant", &["--project", "Campus", "all"]);
    run("revoke", &["--project", "Campus", "erase", "trash"]);
    run("revoke", &["--project", "Old", "access"]);
    assert_eq!(
        held(),
        ["Campus: access add edit deactivate photo signature print preview true", "Old: print false"],
        "without access the others are kept and have no effect"
    );
    let (.., changes) = machine.trail(&id).pop().unwrap();
    assert!(changes.contains(r#""before":"access print","after":"print""#), "{changes}");
    let unknown = machine.stopped(
        1,
        &["api-user", "grant", "kiosk", "--project", "Old", "--project", "No", "--project", "Nor", "access"],
        "",
    );
    assert_eq!(unknown["problems"].as_array().unwrap().len(), 2, "{unknown}");
    assert_eq!(held()[1], "Old: print false", "none is given where one of the projects is none");

    let campus = machine.run(&["project", "show", "Campus"]);
    assert_eq!(campus["api_users_with_access"], 1);
    assert_eq!(text(&campus["first_api_users"][0], "username"), "kiosk");
    assert_eq!(machine.run(&["project", "show", "Old"])["api_users_with_access"], 0);

    run("revoke", &["--all-projects", "all"]);
    assert_eq!(held(), [""; 0]);
    machine.run(&["project", "status", "Old", "trash"]);
    run("grant", &["--all-projects", "access"]);
    assert_eq!(held(), ["Campus: access true"], "not in what is in Trash");
}

#[tokio::test]
async fn a_reset_password_is_told_once_and_the_old_one_is_over() {
    let machine = Machine::new();
    let added = machine.run(&["api-user", "add", "kiosk"]);
    let (id, old) = (text(&added, "id"), text(&added, "password"));
    let reset = machine.run(&["api-user", "reset-password", "Kiosk"]);
    let new = text(&reset, "password");
    assert_eq!(machine.check_password(id, new).await, PasswordCheck::Right);
    assert_eq!(machine.check_password(id, old).await, PasswordCheck::Wrong);
    machine.must_not_keep(new);
    let given = machine.run_with(&["api-user", "reset-password", id, "--password-stdin"], "plum otter violin 47");
    assert_eq!(given["password"], Value::Null);
    assert_eq!(machine.check_password(id, "plum otter violin 47").await, PasswordCheck::Right);
    let guessable = machine.stopped(1, &["api-user", "reset-password", id, "--password-stdin"], "aaaaaaaaaaaaaaaaaa");
    assert_eq!(text(&guessable, "error"), "invalid_password");
    assert_eq!(machine.actions(id), ["created", "password_reset", "password_reset"]);
}

#[test]
fn only_what_is_in_trash_is_deleted() {
    let machine = Machine::set_up();
    let id = text(&machine.run(&["api-user", "show", "kiosk"]), "id").to_owned();
    let delete = ["api-user", "delete", "kiosk"];
    let refused = machine.stopped(1, &delete, "");
    assert_eq!(text(&refused, "error"), "not_in_trash");
    assert!(text(&refused, "message").contains("idc-admin api-user status kiosk trash"), "{refused}");
    machine.run(&["api-user", "status", "kiosk", "inactive"]);
    assert_eq!(machine.refused(&delete), "not_in_trash");
    assert_eq!(machine.run(&["api-user", "status", "kiosk", "trash"])["changed"], true);
    assert_eq!(machine.run(&["api-user", "status", "kiosk", "trash"])["changed"], false);
    assert_eq!(machine.run(&delete)["deleted"], true);
    assert_eq!(machine.refused(&delete), "api_user_not_found");
    assert_eq!(machine.actions(&id), ["created", "moved", "moved", "deleted"]);
    machine.run(&["api-user", "add", "kiosk"]);
}

#[test]
fn lists_are_whole_however_long_and_narrowed_as_in_the_panel() {
    let machine = Machine::new();
    let demo = ["demo", "--api-users", "2300", "--projects", "1100"];
    assert!(call(machine.path(), &demo, &[], "").status.success());
    let list = |arguments: &[&str]| machine.run(arguments).as_array().unwrap().clone();
    let names =
        |rows: &[Value], field: &str| rows.iter().map(|row| text(row, field).to_lowercase()).collect::<Vec<_>>();
    let users = list(&["api-user", "list"]);
    let unique: BTreeSet<String> = users.iter().map(|row| text(row, "id").to_owned()).collect();
    assert_eq!((users.len(), unique.len()), (2300, 2300));
    assert!(names(&users, "username").is_sorted());
    let projects = list(&["project", "list"]);
    assert!(
        projects.len() == 1100 && projects.iter().map(|row| text(row, "id")).collect::<BTreeSet<_>>().len() == 1100
    );

    let of = |rows: &[Value], field: &str, word: &str| rows.iter().filter(|row| text(row, field) == word).count();
    for status in Status::ALL.map(Status::as_str) {
        let some = list(&["api-user", "list", "--status", status]);
        assert!(some.len() == of(&users, "status", status) && some.len() == of(&some, "status", status), "{status}");
        let some = list(&["project", "list", "--status", status]);
        assert!(some.len() == of(&projects, "status", status) && some.len() == of(&some, "status", status), "{status}");
    }
    let administrators = list(&["api-user", "list", "--role", "administrator", "--status", "active"]);
    assert_eq!(of(&administrators, "role", "administrator"), administrators.len());
    // Few are found at once, many page by page.
    for term in ["e", text(&users[1200], "username")] {
        let found = list(&["api-user", "list", "--search", term]);
        let ids: BTreeSet<&str> = found.iter().map(|row| text(row, "id")).collect();
        assert_eq!(ids.len(), found.len(), "{term}");
        let has = |row: &&Value| {
            ["username", "organization"]
                .iter()
                .any(|field| text(row, field).to_lowercase().contains(&term.to_lowercase()))
        };
        let missing: Vec<_> = users.iter().filter(has).filter(|row| !ids.contains(text(row, "id"))).collect();
        assert!(missing.is_empty(), "{term}: {missing:?}");
    }
    let name = text(&projects[700], "name");
    assert!(list(&["project", "list", "--search", name]).iter().any(|row| text(row, "name") == name));
    assert_eq!(list(&["project", "list", "--search", "no such project"]), [Value::Null; 0]);
    assert_eq!(list(&["api-user", "list", "--search", "no such user"]), [Value::Null; 0]);
}

#[test]
fn people_read_lines() {
    let machine = Machine::new();
    let plain = |arguments: &[&str]| {
        let Output { status, stdout, stderr } = call(machine.path(), arguments, &[], "");
        assert_eq!((status.code(), stderr.len()), (Some(0), 0), "{arguments:?}");
        String::from_utf8(stdout).unwrap()
    };
    let added = plain(&["project", "add", "Campus"]);
    assert!(added.contains("idcp_") && added.contains("inactive"), "{added}");
    let added = plain(&["api-user", "add", "kiosk", "--note", "one\ntwo"]);
    assert!(added.contains("idcu_") && added.contains("password"), "{added}");
    let granted = plain(&["api-user", "grant", "kiosk", "--project", "Campus", "print"]);
    assert!(granted.contains("Campus (inactive): print (no effect without access)"), "{granted}");
    let shown = plain(&["api-user", "show", "kiosk"]);
    assert!(shown.contains("two") && shown.contains("never") && !shown.contains("idcu_"), "{shown}");
    assert!(plain(&["api-user", "list"]).lines().any(|line| line.starts_with("kiosk ")));
    assert!(plain(&["project", "list"]).lines().any(|line| line.ends_with(" Campus")));
    assert!(plain(&["project", "show", "Campus"]).contains("API users with access  0"));
    assert!(plain(&["project", "status", "Campus", "active"]).contains("Campus has the status active."));
    assert!(plain(&["api-user", "status", "kiosk", "active"]).contains("already"));
    let refused = call(machine.path(), &["api-user", "delete", "kiosk"], &[], "");
    assert!(String::from_utf8(refused.stderr).unwrap().starts_with("idc-admin: kiosk is active; "));
}

/// Whoever stops reading a list does so on purpose; a secret that reaches nobody is a failure.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_takes_nothing_is_told() {
    use std::{fs::File, process::Command};
    let machine = Machine::set_up();
    let run = |arguments: &[&str], output: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_idc-admin"));
        command.args(arguments).arg("--json").current_dir(machine.path()).env_clear().stdin(Stdio::null());
        command.stdout(output).stderr(Stdio::piped()).output().unwrap()
    };
    for arguments in [&["api-user", "add", "printer"][..], &["api-user", "list"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let Output { status, stderr, .. } = run(arguments, full.into());
        let told: Value = serde_json::from_slice(&stderr).unwrap();
        assert_eq!((status.code(), text(&told, "error")), (Some(1), "output_failed"), "{told}");
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let Output { status, stderr, .. } = run(&["api-user", "list"], writer.into());
    assert_eq!((status.code(), stderr.len()), (Some(0), 0));
}

#[tokio::test]
async fn the_panel_shows_what_was_set_up_beside_it() {
    let server = staffed().await;
    let folder = server.database().parent().unwrap();
    let run = |arguments: &[&str]| {
        let url = format!("sqlite:{}", server.database().display());
        let output = call(folder, &[arguments, &["--json"]].concat(), &[("DATABASE_URL", &url)], "");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    run(&["project", "add", "Campus", "--status", "active"]);
    let user = run(&["api-user", "add", "kiosk"]);
    let id = ApiUserId::parse(text(&user, "id")).unwrap();
    run(&["api-user", "grant", "kiosk", "--project", "Campus", "access"]);
    let browser = administrator(&server).await;
    browser.get("/api-users").await.must_be(200).must_say("kiosk");
    // What is saved in the panel and what the command line saves count the same versions.
    let move_it = |tx: &mut Tx<'_>| api_users::move_status(tx, &id, 2, Status::Trash);
    assert!(operate_blocking(&server.db, &Actor::CommandLine, Timestamp::now(), move_it).unwrap());
    run(&["api-user", "delete", "kiosk"]);
    browser.get("/api-users").await.must_be(200).must_not_say("kiosk");
}
