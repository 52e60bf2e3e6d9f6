//! The binary as the operator calls it.

use diesel::prelude::*;
use idc_admin::{
    authorization::PanelRole,
    db::{Db, DbConnection, DbResult, schema},
    ids::PanelUserId,
};
use tempfile::TempDir;

use crate::{
    panel::{name_of, staffed},
    support::{
        browser::Browser,
        command_line::{call, fail, succeed},
        server::{PASSWORD, Server},
    },
};

#[test]
fn people_are_added_listed_and_given_other_passwords() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    assert!(fail(folder, &["user", "list"], "").contains("there is no database"));
    let add = ["user", "add", "Ana", "--role", "manager", "--password-stdin"];
    assert!(fail(folder, &add, "short\n").contains("at least 15"));
    assert!(succeed(folder, &add, "plum otter violin 47\n").contains("Ana can sign in as manager"));
    let twice = ["user", "add", "ANA", "--role", "auditor", "--password-stdin"];
    assert!(fail(folder, &twice, "plum otter violin 47\n").contains("another account has this username"));
    assert!(
        fail(folder, &["user", "add", "a:b", "--role", "auditor", "--password-stdin"], "x\n")
            .contains("the username is refused")
    );
    assert!(fail(folder, &["user", "add", "x", "--role", "root"], "").contains("invalid value 'root'"));
    let list = succeed(folder, &["user", "list"], "");
    assert!(list.contains("Ana") && list.contains("manager") && list.contains("Never"), "{list}");
    let reset = ["user", "reset-password", "ana", "--password-stdin"];
    assert!(succeed(folder, &reset, "marble canyon teapot 93").contains("has a new password"));
    assert!(
        fail(folder, &["user", "reset-password", "nobody", "--password-stdin"], "x")
            .contains("nobody has the username")
    );
}

#[test]
fn people_are_disabled_enabled_promoted_and_removed_but_not_the_last_administrator() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    for (name, role) in [("ana", "administrator"), ("max", "manager")] {
        succeed(folder, &["user", "add", name, "--role", role, "--password-stdin"], "plum otter violin 47\n");
    }
    for refused in [["user", "disable", "ana"], ["user", "remove", "ana"]] {
        assert!(fail(folder, &refused, "").contains("last active Administrator"), "{refused:?}");
    }
    assert!(fail(folder, &["user", "set-role", "ana", "auditor"], "").contains("last active Administrator"));
    succeed(folder, &["user", "set-role", "max", "administrator"], "");
    succeed(folder, &["user", "disable", "ana"], "");
    assert!(fail(folder, &["user", "remove", "max"], "").contains("last active Administrator"), "ana is disabled");
    let list = succeed(folder, &["user", "list"], "");
    assert!(list.lines().any(|line| line.starts_with("ana") && line.contains("disabled")), "{list}");
    assert!(list.lines().any(|line| line.starts_with("max") && line.contains("administrator")), "{list}");
    succeed(folder, &["user", "enable", "ana"], "");
    succeed(folder, &["user", "end-sessions", "max"], "");
    succeed(folder, &["user", "remove", "max"], "");
    assert!(!succeed(folder, &["user", "list"], "").contains("max"));
    succeed(folder, &["user", "add", "MAX", "--role", "auditor", "--password-stdin"], "plum otter violin 47\n");
    assert!(fail(folder, &["user", "disable", "nobody"], "").contains("nobody has the username"));
}

/// Calls the binary on the database of the server, which runs meanwhile.
#[track_caller]
fn call_beside(server: &Server, arguments: &[&str]) -> String {
    let url = format!("sqlite:{}", server.database().display());
    let folder = server.database().parent().unwrap();
    let output = call(folder, arguments, &[("DATABASE_URL", &url)], "plum otter violin 48\n");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn count_sessions(server: &Server, person: &PanelUserId) -> i64 {
    let of = schema::sessions::table.filter(schema::sessions::account_id.eq(person.as_str()));
    server.db.write_blocking(|connection| -> DbResult<i64> { Ok(of.count().get_result(connection)?) }).unwrap()
}

/// What the command line did to the person, in order.
fn trail(server: &Server, person: &PanelUserId) -> Vec<(String, String)> {
    use schema::audit;
    let of = audit::table
        .filter(audit::subject_id.eq(person.as_str()).and(audit::actor_kind.eq("command_line")))
        .order(audit::seq)
        .select((audit::action, audit::changes));
    server.db.write_blocking(|connection| -> DbResult<_> { Ok(of.load(connection)?) }).unwrap()
}

#[tokio::test]
async fn another_role_password_or_status_ends_sessions_and_stands_in_the_trail() {
    let server = staffed().await;
    let mia = server.panel_user("mia", PanelRole::Manager, PASSWORD);
    let mut password = PASSWORD;
    for (arguments, action, change) in [
        (
            &["user", "set-role", "mia", "auditor"][..],
            "changed",
            r#""field":"role","before":"manager","after":"auditor""#,
        ),
        (&["user", "end-sessions", "mia"], "sessions_ended", ""),
        (&["user", "reset-password", "mia", "--password-stdin"], "password_reset", ""),
        (&["user", "disable", "mia"], "changed", r#""field":"status","before":"active","after":"disabled""#),
        (&["user", "remove", "mia"], "deleted", r#""field":"username","before":"mia""#),
    ] {
        let browser = Browser::sign_in(&server, "mia", password).await;
        assert!(count_sessions(&server, &mia) > 0);
        let rows = trail(&server, &mia).len();
        let told = call_beside(&server, arguments);
        assert!(told.contains("sessions") || told.contains("removed"), "{told}");
        assert_eq!(count_sessions(&server, &mia), 0, "{arguments:?}");
        assert!(browser.get("/api-users").await.path().starts_with("/sign-in"), "{arguments:?}");
        let trail = trail(&server, &mia);
        assert_eq!(trail.len(), rows + 1, "{arguments:?}: {trail:?}");
        let (done, changes) = trail.last().unwrap();
        assert!(done == action && changes.contains(change), "{arguments:?}: {done} {changes}");
        match arguments[1] {
            "reset-password" => password = "plum otter violin 48",
            "disable" => drop(call_beside(&server, &["user", "enable", "mia"])),
            _ => {}
        }
    }
    Browser::sign_in(&server, name_of(PanelRole::Manager), PASSWORD).await.get("/api-users").await.must_be(200);
}

#[tokio::test]
async fn what_is_so_already_ends_no_session_and_writes_no_row() {
    let server = staffed().await;
    let mia = server.panel_user("mia", PanelRole::Manager, PASSWORD);
    let browser = Browser::sign_in(&server, "mia", PASSWORD).await;
    let rows = trail(&server, &mia);
    assert!(call_beside(&server, &["user", "set-role", "mia", "manager"]).contains("already"));
    browser.get("/api-users").await.must_be(200);
    assert_eq!((count_sessions(&server, &mia), &trail(&server, &mia)), (1, &rows));
    call_beside(&server, &["user", "disable", "mia"]);
    // As one would be left there by a panel that had not heard of it.
    let left = (
        schema::sessions::id_hash.eq("x"),
        schema::sessions::account_kind.eq("panel_user"),
        schema::sessions::account_id.eq(mia.as_str()),
        schema::sessions::password_version.eq(1_i64),
        schema::sessions::created_at.eq(1_i64),
        schema::sessions::last_seen_at.eq(1_i64),
    );
    let inserted = server.db.write_blocking(|connection| -> DbResult<usize> {
        Ok(diesel::insert_into(schema::sessions::table).values(left).execute(connection)?)
    });
    assert_eq!(inserted.unwrap(), 1);
    assert!(call_beside(&server, &["user", "disable", "mia"]).contains("already"));
    assert_eq!((count_sessions(&server, &mia), trail(&server, &mia).len()), (1, rows.len() + 1));
}

#[test]
fn the_database_is_made_private_and_filled_once() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    assert!(succeed(folder, &["migrate"], "").contains("sqlite:idc-admin.sqlite3 is up to date"));
    assert!(succeed(folder, &["migrate"], "").contains("up to date"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder.join("idc-admin.sqlite3").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let demo = ["demo", "--api-users", "40", "--projects", "5", "--records", "150", "--seed", "3"];
    let told = succeed(folder, &demo, "");
    assert!(
        told.contains("Made 5 projects, 40 API users and 150 records")
            && told.contains("The password of every one of them:")
    );
    assert!(fail(folder, &demo, "").contains("not empty"));
    let db = Db::open(&format!("sqlite:{}", folder.join("idc-admin.sqlite3").display()).parse().unwrap()).unwrap();
    let [records, counted, unique, versions, trail] = db.write_blocking(sums_of_records).unwrap();
    assert_eq!((records, counted, unique), (150, 150, 150));
    assert_eq!(versions, trail, "each version has its row in the trail");
    assert!(versions > 150, "some were changed since");
}

/// How many records there are, by the rows, the counters and the unique values; and how often they changed, by their
/// versions and by the trail.
fn sums_of_records(connection: &mut DbConnection) -> DbResult<[i64; 5]> {
    use diesel::dsl::count_star;
    use schema::{audit, record_counters, records, unique_values};
    let counters: Vec<(i64, i64, i64)> = record_counters::table
        .select((record_counters::active, record_counters::inactive, record_counters::trash))
        .load(connection)?;
    let versions: Vec<i64> = records::table.select(records::version).load(connection)?;
    Ok([
        i64::try_from(versions.len()).unwrap(),
        counters.iter().map(|(active, inactive, trash)| active + inactive + trash).sum(),
        unique_values::table.select(count_star()).first(connection)?,
        versions.iter().sum(),
        audit::table.filter(audit::subject_kind.eq("record")).select(count_star()).first(connection)?,
    ])
}

/// It holds password hashes and the key of the cookies.
#[cfg(unix)]
#[test]
fn a_database_that_others_may_read_is_warned_of() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("idc-admin.sqlite3");
    for (mode, is_warned_of) in [(0o600, false), (0o640, true), (0o604, true), (0o600, false)] {
        fs::write(&path, []).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let output = call(folder.path(), &["migrate"], &[], "");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        assert_eq!(told.contains("chmod 600"), is_warned_of, "{mode:o}: {told}");
        for file in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(file.unwrap().path()).unwrap();
        }
    }
}

#[test]
fn settings_are_checked_all_at_once() {
    let folder = TempDir::new().unwrap();
    let told = succeed(folder.path(), &["check-config"], "");
    assert!(
        told.contains("IDC_LISTEN=127.0.0.1:8080") && told.contains("DATABASE_URL=sqlite:idc-admin.sqlite3"),
        "{told}"
    );
    for line in ["IDC_PROXY_HEADER=x-forwarded-for", "IDC_ALLOW_PLAIN_HTTP=false", "IDC_MAX_CONNECTIONS=1000"] {
        assert!(told.contains(line), "{line} in {told}");
    }
    let wide = call(folder.path(), &["check-config"], &[("IDC_TRUSTED_PROXIES", "10.0.0.0/8")], "");
    assert!(wide.status.success() && String::from_utf8_lossy(&wide.stderr).contains("10.0.0.0/8 is a wide network"));
    let wrong = [("DATABASE_URL", "mysql://x"), ("IDC_LISTEN", "here"), ("IDC_LISTNE", "x")];
    let output = call(folder.path(), &["check-config"], &wrong, "");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    for name in ["DATABASE_URL", "IDC_LISTEN:", "IDC_LISTNE"] {
        assert!(told.contains(name), "{name} in {told}");
    }
    std::fs::write(folder.path().join("idc-admin.toml"), "listen = '127.0.0.1:9'\norganisation = 'typo'").unwrap();
    assert!(fail(folder.path(), &["check-config"], "").contains("organisation: there is no such setting"));
}
