//! Records in the panel: their list, the page of one, and what is left of one that was deleted.

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use idc_admin::{
    audit::{Actor, operate_blocking},
    authorization::{
        Action, ApiUserRole, Deed, PanelRole, Part, Parts, PrivilegeSet, RecordState, Standing, Status, decide,
    },
    clock::Timestamp,
    db::{Db, DbError},
    ids::{ApiUserId, ProjectId, RecordId},
    records::{
        self, Change, Data, DataValue, Project, Refused, find_project,
        form::{self, TypedRecord},
    },
    upgrade,
};

use crate::{
    panel::{FORM, administrator, auditor, body, browser_of, manager, staffed},
    support::{
        browser::Answer,
        server::{PASSWORD, Server},
    },
};

/// The project as its records know it.
fn project_of(server: &Server, id: &ProjectId) -> Project {
    server.db.write_blocking(|connection| find_project(connection, id)).unwrap().unwrap()
}

/// The key of a field by its name.
fn key(project: &Project, name: &str) -> String {
    project.fields.get(name).map_or_else(|| name.to_owned(), |field| field.id.to_string())
}

#[tokio::test]
async fn french_says_of_records_what_it_says_of_things_of_their_gender() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    record(&server, &project, &[]);
    let browser = manager(&server).await.reading("fr");
    let list = browser.get(&format!("/projects/{}/records", project.id)).await;
    assert_eq!(list.select_texts(".status-links a"), ["Toutes 1", "Actives 1", "Inactives 0", "Corbeille 0"]);
    assert_eq!(list.select_text("tbody .status"), "Active");
    assert_eq!(list.follow("10000").await.select_text(".status-large"), "Active");
    let projects = browser.get("/projects").await;
    assert_eq!(projects.select_texts(".status-links a")[..2], ["Tous 1", "Actifs 1"]);
    let calls = browser.get(&format!("/projects/{}/calls", project.id)).await;
    assert_eq!(calls.select_texts(".status-links a"), ["Tous 0", "Autorisés 0", "Refusés 0", "En échec 0"]);
}

/// The name of the input of a field.
fn input(project: &Project, name: &str) -> String {
    format!("value-{}", key(project, name))
}

fn typed(project: &Project, values: &[(&str, &str)]) -> TypedRecord {
    TypedRecord(values.iter().map(|(name, value)| (key(project, name), (*value).to_owned())).collect())
}

/// Makes a record.
fn record(server: &Server, project: &Project, values: &[(&str, &str)]) -> RecordId {
    server.operate(|tx| form::create(tx, project, &RecordId::new(), &typed(project, values))).id
}

/// Moves a record, whatever its version.
fn move_record(server: &Server, project: &Project, id: &RecordId, to: Status) {
    server.operate(|tx| {
        let version = records::find(tx.connection, &project.id, id)?.unwrap().version;
        form::move_status(tx, project, id, version, to)
    });
}

/// Changes a record as an API user with every privilege does.
fn change_as(server: &Server, api_user: &ApiUserId, project: &Project, id: &RecordId, name: &str, value: &str) {
    let standing = Standing {
        api_user: Status::Active,
        role: ApiUserRole::Operator,
        project: Status::Active,
        privileges: PrivilegeSet::ALL,
    };
    let action = Action::new(Deed::UpdateRecord, Parts::NONE.with(Part::Values));
    let allowed = decide(standing, action, RecordState::Active).unwrap();
    let actor = Actor::ApiUser { id: api_user.clone(), name: "kiosk".to_owned(), address: "192.0.2.7".to_owned() };
    let data = Data(vec![(name.to_owned(), DataValue::Text(value.to_owned()))]);
    let change = Change::check(&data, project).unwrap();
    let changed = operate_blocking(&server.db, &actor, Timestamp::now(), |tx| -> Result<(), Refused> {
        let before = records::find(tx.connection, &project.id, id)?.unwrap();
        records::update(tx, allowed, project, &before, &change).map(drop)
    });
    changed.unwrap();
}

fn add_fields(server: &Server, project: &ProjectId) {
    let sql = format!(
        "INSERT INTO project_fields VALUES
            ('0196e8a0-0000-7000-8000-00000000000a', '{project}', 20, 'idc_locker', 'Locker', 'number', 10, 0, 1, '', '', 0),
            ('0196e8a0-0000-7000-8000-00000000000b', '{project}', 21, 'idc_shift', 'Shift', 'choice', 20, 0, 0, 'Day', 'Day' || char(10) || 'Night', 0),
            ('0196e8a0-0000-7000-8000-00000000000c', '{project}', 22, 'idc_site', 'Site', 'text', 20, 1, 0, '', '', 0)"
    );
    server.db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(&sql)?)).unwrap();
}

async fn press_save(page: &Answer, project: &Project, values: &[(&str, &str)]) -> Answer {
    let form = page.form("setup");
    let filled = values.iter().fold(form, |form, (name, value)| form.set(&input(project, name), value));
    filled.press("intent", "save").await
}

#[tokio::test]
async fn a_record_is_made_changed_and_its_history_told() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    let browser = manager(&server).await;
    let empty = browser.get(&format!("/projects/{}", project.id)).await.follow("Records").await;
    empty.must_be(200).must_say("No records yet");
    assert_eq!(empty.select_text("h1"), "Records in Badges");
    let new = empty.follow("New Record").await;
    let made =
        press_save(&new, &project, &[("idc_firstname", "Ana"), ("idc_notes", "one\ntwo"), ("idc_colorcode", "3")])
            .await;
    made.must_be(200).must_say("Record 10000 created").must_say("Created by max (panel user)");
    assert_eq!(made.select_text("h1"), "10000");
    assert_eq!(made.select_text(".status-large"), "Active");
    let form = made.form("setup");
    assert_eq!(form.value(&input(&project, "idc_notes")).as_deref(), Some("one\ntwo"));
    assert_eq!(form.value(&input(&project, "idc_colorcode")).as_deref(), Some("3"));
    let form = form.set(&input(&project, "idc_firstname"), "Anne").tick(&input(&project, "idc_check_in"), "1");
    let saved = form.press("intent", "save").await;
    saved
        .must_be(200)
        .must_say("Record 10000 saved")
        .must_say("First name: Ana → Anne")
        .must_say("Checked in: no → yes");
    assert_eq!(saved.text().matches("Notes: one").count(), 1, "only where it was made");
    press_save(&saved, &project, &[]).await.must_be(200).must_say("no changes to save");
    let list = saved.follow("Records").await;
    assert_eq!(list.select_texts("tbody tr:first-child > *")[..3], ["Active", "10000 Yellow", "Anne"]);
    assert_eq!(list.select_texts(".status-links .count"), ["1", "1", "0", "0"]);
    let api_user = server.api_user("kiosk");
    let id = RecordId::parse(saved.url.path().rsplit('/').next().unwrap()).unwrap();
    change_as(&server, &api_user, &project, &id, "idc_title", "Nurse");
    let page = auditor(&server).await.get(saved.url.path()).await;
    page.must_be(200).must_say("Changed by kiosk (API user)").must_say("192.0.2.7").must_say("Title: empty → Nurse");
    page.must_not_say("Save Record").must_not_say("Move to");
    page.follow("kiosk").await.must_be(200).must_say("kiosk");
    for number in 0..30 {
        change_as(&server, &api_user, &project, &id, "idc_title", &format!("Nurse {number}"));
    }
    let newest = browser.get(saved.url.path()).await;
    assert_eq!(newest.select_texts(".history > li").len(), 25);
    let oldest = newest.follow("Older changes").await;
    assert_eq!(oldest.select_texts(".history > li").len(), 8);
    oldest.must_say("Created by max").must_not_say("Older changes");
    browser.get("/projects").await.must_say("1 Records in Badges").follow("1 Records in Badges").await.must_be(200);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_record() {
    let server = staffed().await;
    let id = server.project("Badges");
    let project = project_of(&server, &id);
    let browser = administrator(&server).await;
    let new = browser.get(&format!("/projects/{id}/records/new")).await;
    let [first_name, email] = ["idc_firstname", "idc_email"].map(|name| input(&project, name));
    let save = async |name: &str, address: &str| {
        let form = new.form("setup").set(&first_name, name).set(&email, address).tick("value-idc_check_in", "1");
        form.press("intent", "save").await
    };
    let (first, again) = (save("Ana", " a@b.c ").await, save("Ana", "a@b.c").await);
    first.must_be(200).must_say("Record 10000 created");
    again.must_be(200).must_say("Record 10000 created");
    assert_eq!(first.url, again.url);
    save("Bo", "a@b.c").await.must_be(200).must_say("Record 10001 created");
    let list = browser.get(&format!("/projects/{id}/records")).await;
    assert_eq!(list.select_texts("tbody th"), ["10001", "10000"]);

    // No form of ours has the id of another project's record, whose pictures and history it would take over.
    let other = server.project("Other");
    let theirs = record(&server, &project_of(&server, &other), &[("idc_lastname", "Kim")]);
    let forged = new.form("setup").force("record", theirs.as_str()).press("intent", "save").await;
    forged.must_be(200).must_say("Record 10002 created").must_not_say("Kim");
    assert!(!forged.url.path().ends_with(theirs.as_str()));
}

#[tokio::test]
async fn what_was_typed_into_a_field_that_was_removed_meanwhile_is_told() {
    let server = staffed().await;
    let id = server.project("Badges");
    let project = project_of(&server, &id);
    let saved = format!("/projects/{id}/records/{}", record(&server, &project, &[("idc_firstname", "Ana")]));
    let browser = administrator(&server).await;
    let pages = [browser.get(&saved).await, browser.get(&format!("/projects/{id}/records/new")).await];
    let notes = project.fields.get("idc_notes").unwrap().id.clone();
    let fields = browser.get(&format!("/projects/{id}/fields")).await.form("fields");
    let fields = fields.press("intent", &format!("remove:{notes}")).await.form("fields").press("intent", "save").await;
    fields.must_be(200);
    for page in pages {
        let refused = press_save(&page, &project, &[("idc_notes", "Allergic"), ("idc_lastname", "Kim")]).await;
        refused.must_be(422).must_say("Notes: This field was removed meanwhile").must_say("“Allergic”");
        let form = refused.form("setup");
        assert_eq!(form.value(&input(&project, "idc_lastname")).as_deref(), Some("Kim"));
        form.press("intent", "save").await.must_be(200).must_not_say("removed meanwhile");
    }
}

#[tokio::test]
async fn everything_wrong_is_told_at_once_and_nothing_is_lost() {
    let server = staffed().await;
    let id = server.project("Badges");
    add_fields(&server, &id);
    let project = project_of(&server, &id);
    record(&server, &project, &[("idc_id_number", "A-1"), ("idc_locker", "7"), ("idc_site", "North")]);
    let browser = administrator(&server).await;
    let new = browser.get(&format!("/projects/{id}/records/new")).await;
    assert_eq!(new.form("setup").value(&input(&project, "idc_shift")).as_deref(), Some("Day"), "the default value");
    let long = "x".repeat(101);
    let wrong = [
        ("idc_id_number", "a-1", "Another record has this value"),
        ("idc_firstname", long.as_str(), "Shorten this to 100 characters"),
        ("idc_lastname", "a\u{7}b", "invisible control character"),
        ("idc_email", "ana@", "Enter an e-mail address"),
        ("idc_expiration_date", "2027-02-30", "Enter a date that exists"),
        ("idc_locker", "7,5", "Enter a number"),
        ("idc_shift", "Noon", "Choose one of the options"),
        ("idc_site", "  ", "Enter something here"),
        ("idc_colorcode", "9", "Choose one of the options"),
    ];
    let forced =
        wrong.iter().fold(new.form("setup"), |form, (name, value, _)| form.force(&input(&project, name), value));
    let refused = forced.press("intent", "save").await;
    refused.must_be(422).must_say("There are 9 problems");
    for (name, value, message) in wrong {
        let name = input(&project, name);
        assert!(refused.select_text(&format!("#{name}-error")).contains(message), "{name}: {refused}");
        if !name.ends_with("colorcode") {
            assert_eq!(refused.form("setup").value(&name).as_deref(), Some(value), "{name}");
        }
    }
    let right = [("idc_id_number", "A-2"), ("idc_firstname", " Ana "), ("idc_lastname", ""), ("idc_email", " a@b.c ")];
    let form = right.iter().fold(refused.form("setup"), |form, (name, value)| form.set(&input(&project, name), value));
    let rest =
        [("idc_expiration_date", "2027-02-28"), ("idc_locker", "7"), ("idc_shift", "Night"), ("idc_site", "South")];
    let form = rest.iter().fold(form, |form, (name, value)| form.set(&input(&project, name), value));
    let refused = form.press("intent", "save").await;
    refused.must_be(422).must_say("There is a problem").must_say("Locker: Another record has this value");
    let saved = press_save(&refused, &project, &[("idc_locker", "8")]).await;
    saved.must_be(200).must_say("Record A-2 created");
    assert_eq!(saved.form("setup").value(&input(&project, "idc_email")).as_deref(), Some("a@b.c"));
    let refused = press_save(&saved, &project, &[("idc_site", ""), ("idc_id_number", "")]).await;
    refused.must_be(422).must_say("There are 2 problems");
}

#[tokio::test]
async fn two_people_at_one_record() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    let id = record(&server, &project, &[("idc_firstname", "Ana"), ("idc_title", "Nurse")]);
    let url = format!("/projects/{}/records/{id}", project.id);
    let (mine, theirs) = (administrator(&server).await.get(&url).await, manager(&server).await.get(&url).await);
    press_save(&theirs, &project, &[("idc_title", "Doctor"), ("idc_email", "a@b.c")]).await.must_be(200);
    let merged = press_save(&mine, &project, &[("idc_lastname", "Silva")]).await;
    merged.must_be(200).must_say("Saved, along with changes made in the meantime").must_say("Title: Nurse → Doctor");
    let clash = press_save(&mine, &project, &[("idc_title", "Surgeon"), ("idc_firstname", "Anne")]).await;
    clash.must_be(409).must_say("Changed by max").must_say("Replace it with mine: Surgeon");
    let form = clash.form("setup");
    assert_eq!(form.value(&input(&project, "idc_lastname")).as_deref(), Some("Silva"), "what came along");
    assert_eq!(form.value(&input(&project, "idc_firstname")).as_deref(), Some("Anne"), "what was typed");
    let kept = form.set(&format!("keep.{}", key(&project, "idc_title")), "theirs:Doctor").press("intent", "save").await;
    kept.must_be(200).must_say("saved");
    assert_eq!(kept.form("setup").value(&input(&project, "idc_title")).as_deref(), Some("Doctor"));
    let never = kept.form("setup").force(&format!("served.{}", key(&project, "idc_title")), "Never");
    never.press("intent", "save").await.must_be(400);
}

#[tokio::test]
async fn a_record_is_moved_and_trash_remembers_what_it_was() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    let id = record(&server, &project, &[("idc_firstname", "Ana")]);
    let url = format!("/projects/{}/records/{id}", project.id);
    let browser = manager(&server).await;
    let mut page = browser.get(&url).await;
    let stale = page.clone();
    for (label, status) in [
        ("Move to Inactive", "Inactive"),
        ("Move to Trash", "Trash"),
        ("Restore as Inactive", "Inactive"),
        ("Move to Active", "Active"),
        ("Move to Trash", "Trash"),
        ("Restore as Active", "Active"),
        ("Move to Trash", "Trash"),
        ("Move to Inactive", "Inactive"),
    ] {
        let to = status.to_lowercase();
        page = page.form(&format!("form:has([name=status][value={to}])")).press_label(label).await;
        page.must_be(200).must_say(&format!("moved to {status}"));
        assert_eq!(page.select_text(".status-large"), status);
    }
    page.must_not_say("Delete");
    let conflict = stale.form("form:has([name=status][value=trash])").press("status", "trash").await;
    conflict.must_be(409).must_say("you, in another tab").must_say("In Trash: no → yes");
    let moved = conflict.form("again").press_first().await;
    assert_eq!(moved.must_be(200).select_text(".status-large"), "Trash");
    assert_eq!(moved.follow("Records").await.select_texts(".status-links .count"), ["1", "0", "0", "1"]);
}

#[tokio::test]
async fn only_who_may_changes_and_deletes() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    for (role, changes, deletes) in
        [(PanelRole::Auditor, 403, 403), (PanelRole::Manager, 303, 403), (PanelRole::Administrator, 303, 303)]
    {
        let browser = browser_of(&server, role).await;
        let id = record(&server, &project, &[("idc_firstname", "Ana")]);
        let url = format!("/projects/{}/records/{id}", project.id);
        let new = format!("/projects/{}/records/new", project.id);
        browser.post_raw(&new, &FORM, body(&[])).await.must_be(changes);
        let flags = [("version", "1"), ("served.idc_check_in", "0"), ("served.idc_print_queue", "0")];
        let form = [&flags[..], &[("value-idc_check_in", "1")]].concat();
        browser.post_raw(&url, &FORM, body(&form)).await.must_be(changes);
        let early = browser.post_raw(&format!("{url}/delete"), &FORM, body(&[("version", "1")])).await;
        early.must_be(if deletes == 303 { 409 } else { 403 });
        move_record(&server, &project, &id, Status::Trash);
        let version = if changes == 303 { "3" } else { "2" };
        browser
            .post_raw(&format!("{url}/status"), &FORM, body(&[("version", version), ("status", "active")]))
            .await
            .must_be(changes);
        move_record(&server, &project, &id, Status::Trash);
        let stale = browser.post_raw(&format!("{url}/delete"), &FORM, body(&[("version", "2")])).await;
        stale.must_be(if deletes == 303 {
            409
        } else if changes == 303 {
            403
        } else {
            deletes
        });
        let version = if changes == 303 { "5" } else { "2" };
        browser.post_raw(&format!("{url}/delete"), &FORM, body(&[("version", version)])).await.must_be(deletes);
    }
}

/// Every text of every table, and what the index of trigrams holds.
fn dump(db: &Db) -> String {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let dumped: Result<String, DbError> = db.write_blocking(|connection| {
        let tables = "SELECT name AS line FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
        let tables: Vec<Line> = sql_query(tables).load(connection)?;
        let mut all = String::new();
        for Line { line: table } in tables {
            let columns = format!("SELECT name AS line FROM pragma_table_info('{table}')");
            let columns: Vec<Line> = sql_query(columns).load(connection)?;
            for Line { line: column } in columns {
                let hex = format!("SELECT coalesce(hex(\"{column}\"), '') AS line FROM \"{table}\"");
                let values: Vec<Line> = sql_query(hex).load(connection)?;
                all.extend(values.into_iter().map(|value| value.line + "\n"));
            }
        }
        Ok(all)
    });
    dumped.unwrap()
}

#[tokio::test]
async fn of_a_deleted_record_nothing_is_left() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    for number in 0..20 {
        record(&server, &project, &[("idc_lastname", &format!("Silva {number}"))]);
    }
    let id =
        record(&server, &project, &[("idc_id_number", "QZ-77"), ("idc_lastname", "Wqzxxkv"), ("idc_title", "Nurse")]);
    let url = format!("/projects/{}/records/{id}", project.id);
    let browser = administrator(&server).await;
    let open = browser.get(&url).await;
    let page = press_save(&open, &project, &[("idc_lastname", "Wqzxxkw")]).await;
    let files = || {
        [server.database().to_owned(), server.database().with_extension("sqlite3-wal")]
            .map(|path| std::fs::read(path).unwrap())
    };
    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(
        dump(&server.db).contains(&hex::encode_upper("wqz")) && files().iter().any(|file| has(file, "Wqzxxk")),
        "there at first"
    );
    let list = format!("/projects/{}/records", project.id);
    browser.get(&format!("{list}?q=wqzxx")).await.must_say("QZ-77");
    let trashed = page.form("form:has([name=status][value=trash])").press("status", "trash").await;
    let question = trashed.follow("Delete").await;
    question.must_say("Delete record QZ-77 permanently?").must_say("Its values in 3 fields");
    let gone = question.form("delete").press_first().await;
    gone.must_be(200).must_say("Record QZ-77 deleted permanently");
    assert_eq!(gone.select_texts(".status-links .count"), ["20", "20", "0", "0"]);
    for term in ["wqzxx", "qz-77", "qz", "Wqzxxkv"] {
        browser.get(&format!("{list}?q={term}")).await.must_be(200).must_say("No records match");
    }
    let dumped = dump(&server.db);
    for text in ["Wqzxx", "wqzxx", "wqz", "qzx", "xkw", "xkv", "QZ-77", "qz-77"] {
        assert!(!dumped.contains(&hex::encode_upper(text)), "{text} is still in a table");
    }
    for text in ["Wqzxx", "wqzxx", "QZ-77", "qz-77"] {
        assert!(!files().iter().any(|file| has(file, text)), "{text} is still in a file");
    }
    browser.get(&url).await.must_be(404);
    let late = press_save(&open, &project, &[("idc_firstname", "Typed")]).await;
    late.must_be(404).must_say("This record was deleted").must_not_say("Wqz");
    assert!(!late.html.contains("Wqz") && !late.html.contains("QZ-77") && !late.html.contains("Nurse"));
    assert_eq!(late.form("setup").value(&input(&project, "idc_firstname")).as_deref(), Some("Typed"));
    late.form("setup").press("intent", "save").await.must_be(200).must_say("created");
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    let id = record(&server, &project, &[("idc_firstname", "Ana")]);
    let list = format!("/projects/{}/records", project.id);
    for path in [format!("{list}/new"), format!("{list}/{id}")] {
        let page = administrator(&server).await.get(&path).await;
        let ended = server.db.write_blocking(|connection| -> Result<_, DbError> {
            Ok(diesel::delete(idc_admin::db::schema::sessions::table).execute(connection)?)
        });
        ended.unwrap();
        let again = press_save(&page, &project, &[("idc_title", "Nurse")]).await;
        again.must_be(401);
        let form = again.form("sign-in").set("username", "ana").set("password", PASSWORD);
        let back = form.press_first().await.form("resume").press_first().await;
        back.must_be(200).must_say("Unsaved changes");
        assert_eq!(back.form("setup").value(&input(&project, "idc_title")).as_deref(), Some("Nurse"), "{path}");
        let saved = back.form("setup").press("intent", "save").await;
        assert_eq!(saved.must_be(200).form("setup").value(&input(&project, "idc_title")).as_deref(), Some("Nurse"));
    }
}

#[tokio::test]
async fn a_search_finds_what_is_in_the_project_and_nothing_else() {
    let server = staffed().await;
    let (badges, other) =
        (project_of(&server, &server.project("Badges")), project_of(&server, &server.project("Other")));
    record(&server, &badges, &[("idc_lastname", "Rivière"), ("idc_id_number", "R-1")]);
    record(&server, &badges, &[("idc_lastname", "Silva"), ("idc_id_number", "Riv-2")]);
    let trashed = record(&server, &badges, &[("idc_title", "of the RIVIERA"), ("idc_id_number", "T-3")]);
    record(&server, &badges, &[("idc_lastname", "Nobody"), ("idc_id_number", "N-4")]);
    record(&server, &other, &[("idc_lastname", "Rivière"), ("idc_id_number", "R-9")]);
    move_record(&server, &badges, &trashed, Status::Trash);
    let browser = auditor(&server).await;
    let found = async |project: &Project, query: &str| {
        let page = browser.get(&format!("/projects/{}/records?{query}", project.id)).await;
        page.must_be(200).select_texts("tbody th")
    };
    assert_eq!(found(&badges, "q=riviere").await, ["R-1"]);
    assert_eq!(found(&badges, "q=RIV").await, ["Riv-2", "T-3", "R-1"], "a unique value that begins so comes first");
    assert_eq!(found(&badges, "q=riv&status=trash").await, ["T-3"]);
    assert_eq!(found(&badges, "q=riv&status=active").await, ["Riv-2", "R-1"]);
    assert_eq!(found(&badges, "q=r").await, ["R-1", "Riv-2"]);
    assert_eq!(found(&badges, "q=a+n").await, Vec::<String>::new(), "no term goes from one value to the next");
    assert_eq!(found(&other, "q=riv").await, ["R-9"]);
    assert_eq!(found(&other, "q=silva").await, Vec::<String>::new());
    let page = browser.get(&format!("/projects/{}/records?q=a%00", badges.id)).await;
    page.must_be(422).must_say("invisible control character");
    // An index that was lost or never filled in.
    let sql = "INSERT INTO record_grams (record_grams) VALUES ('delete-all'); DELETE FROM record_search; \
               UPDATE record_search_fill SET is_done = 0, after_project = '', after_id = ''";
    server.db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(sql)?)).unwrap();
    assert_eq!(found(&badges, "q=riviere").await, Vec::<String>::new());
    upgrade::fill(&server.db).unwrap();
    assert_eq!(found(&badges, "q=riv").await, ["Riv-2", "T-3", "R-1"]);
    let check = "INSERT INTO record_grams (record_grams) VALUES ('integrity-check')";
    server.db.write_blocking(|connection| Ok::<_, DbError>(connection.batch_execute(check)?)).unwrap();
}

#[tokio::test]
async fn the_index_of_the_search_follows_by_itself() {
    use diesel::prelude::*;
    use idc_admin::db::{DbResult, schema::record_search};
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    record(&server, &project, &[("idc_lastname", "Rivera")]);
    for _ in 0..100 {
        let waiting = record_search::table.filter(record_search::indexed_text.is_not_null());
        let waiting: DbResult<i64> =
            server.db.write_blocking(|connection| Ok(waiting.count().get_result(connection)?));
        if waiting.unwrap() == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the record still waits");
}

#[tokio::test]
async fn a_thousand_records_are_paged_by_keysets() {
    let server = staffed().await;
    let project = project_of(&server, &server.project("Badges"));
    server.operate(|tx| {
        for number in 0..1_003 {
            let shift = if number % 2 == 0 { "Even" } else { "Odd" };
            form::create(tx, &project, &RecordId::new(), &typed(&project, &[("idc_firstname", shift)]))?;
        }
        Ok::<_, form::FormRefused>(())
    });
    let browser = auditor(&server).await;
    let first = browser.get(&format!("/projects/{}/records?size=96", project.id)).await;
    assert_eq!(first.select_text(".pager-range"), "1–96 of 1,003 records");
    assert_eq!(first.select_texts("tbody th")[0], "11002", "the newest first");
    let mut page = first.clone();
    let mut seen = first.select_texts("tbody th");
    while page.has("a[rel=next]") {
        page = page.follow("Next").await;
        seen.extend(page.select_texts("tbody th"));
    }
    assert_eq!(page.select_text(".pager-range"), "961–1,003 of 1,003 records");
    let expected: Vec<_> = (10_000..11_003).rev().map(|number| number.to_string()).collect();
    assert_eq!(seen, expected);
    while page.has("a[rel=prev]") {
        page = page.follow("Previous").await;
    }
    assert_eq!(page.select_texts("tbody th"), first.select_texts("tbody th"));
    let found = first.form("filters").set("q", "even").press_first().await;
    assert_eq!(found.select_text(".pager-range"), "1–96 of 502 records");
    let next = found.follow("Next").await;
    assert_eq!(next.select_text(".pager-range"), "97–192 of 502 records");
    let all = first.form("filters").set("q", "10").press_first().await;
    assert_eq!(all.select_text(".pager-range"), "1–96 of 1,000 records");
    let many = first.form("filters").set("q", "1").press_first().await;
    many.must_be(200).must_say("1–96 of more than 1,000 records");
    browser.get(&format!("/projects/{}/records?page=7", project.id)).await.must_be(200).must_say("1–12 of 1,003");
}
