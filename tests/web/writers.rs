//! Many writers at once, as several processes would be: counters agree with counting, and what somebody else changed is
//! not overwritten.

use std::thread;

use diesel::prelude::*;
use idc_admin::{
    api_users::{self, EditApiUser, Fields, NewApiUser, Refused, ServedFields},
    audit::{Actor, operate_blocking},
    authorization::{ApiUserRole, Status},
    clock::Timestamp,
    db::{DatabaseUrl, Db, DbError, schema},
    ids::ApiUserId,
    input::{PrivateNote, Username},
    locale::{Locale, Timezone},
    security::{KeyKind, PasswordHash, SecretKey},
};

use crate::{
    panel::staffed,
    search::must_be_in_step,
    setup::counters_must_agree,
    support::server::{PASSWORD, Server, hash_of, organization_named},
};

const WRITERS: usize = 4;
const ROUNDS: usize = 12;

fn fields(name: &str, role: ApiUserRole, organization: &str) -> Fields {
    Fields {
        username: Username::parse(name).unwrap(),
        role,
        organization: organization_named(organization),
        language: Locale::En,
        timezone: Timezone::UTC,
        private_note: Some(PrivateNote::parse("noted").unwrap()),
    }
}

fn new(name: &str, hash: PasswordHash) -> NewApiUser {
    NewApiUser {
        fields: fields(name, ApiUserRole::Operator, "Acme"),
        password_hash: hash,
        key: SecretKey::generate(KeyKind::ApiUser).unwrap(),
        privileges: Vec::new().into(),
        last_login_at: Timestamp::NEVER,
    }
}

/// Makes, edits, moves and deletes, on API users of its own and on one that all of them change.
fn write(db: &Db, writer: usize, shared: &ApiUserId, hash: &PasswordHash) {
    let now = Timestamp::now;
    for round in 0..ROUNDS {
        let name = format!("machine-{writer}-{round}");
        let made = new(&name, hash.clone());
        let user = operate_blocking(db, &Actor::CommandLine, now(), |tx| api_users::create(tx, &made)).unwrap();
        let edit = EditApiUser {
            id: user.id.clone(),
            version: user.version,
            served: ServedFields::of(&user),
            fields: fields(&name, ApiUserRole::Administrator, ["", "Acme", "Zoo"][round % 3]),
            password: None,
            privileges: Vec::new().into(),
        };
        assert!(operate_blocking(db, &Actor::CommandLine, now(), |tx| api_users::edit(tx, &edit)).unwrap().is_changed);
        let other_name = format!("{name}-b");
        let other = EditApiUser { fields: fields(&other_name, ApiUserRole::Operator, "Acme"), ..edit };
        let again = operate_blocking(db, &Actor::CommandLine, now(), |tx| api_users::edit(tx, &other));
        assert!(again.is_ok_and(|edited| edited.found == 2), "the role and the organization stay, the name is new");
        let to = Status::ALL[(writer + round) % 3];
        for id in [shared, &user.id] {
            let moved = operate_blocking(db, &Actor::CommandLine, now(), |tx| {
                let version = api_users::find(tx.connection, id)?.ok_or(Refused::Gone)?.version;
                api_users::move_status(tx, id, version, to)
            });
            moved.unwrap();
        }
        if to == Status::Trash {
            let deleted = operate_blocking(db, &Actor::CommandLine, now(), |tx| {
                let version = api_users::find(tx.connection, &user.id)?.ok_or(Refused::Gone)?.version;
                api_users::delete(tx, &user.id, version)
            });
            deleted.unwrap();
        }
    }
}

#[tokio::test]
async fn counters_agree_with_counting_whoever_writes_at_once() {
    let server = staffed().await;
    let shared = server.api_user("shared");
    let (path, hash) = (server.database().to_owned(), hash_of(PASSWORD));
    let writers = (0..WRITERS).map(|writer| {
        let (url, shared, hash) = (DatabaseUrl::Sqlite(path.clone()), shared.clone(), hash.clone());
        thread::spawn(move || write(&Db::open(&url).unwrap(), writer, &shared, &hash))
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.join().unwrap();
    }
    counters_must_agree(&server);
    must_be_in_step(&server.db);
    totals_must_agree(&server);
}

fn totals_must_agree(server: &Server) {
    let checked = server.db.write_blocking(|connection| {
        let kept: Vec<(String, i64)> = schema::organizations::table
            .select((schema::organizations::organization_key, schema::organizations::api_users))
            .load(connection)?;
        for (key, kept) in kept {
            let counted: i64 = schema::api_users::table
                .filter(schema::api_users::organization_key.eq(&key))
                .count()
                .get_result(connection)?;
            assert_eq!(kept, counted, "{key}");
        }
        let head: i64 = schema::audit_head::table.select(schema::audit_head::seq).first(connection)?;
        let rows: i64 = schema::audit::table.count().get_result(connection)?;
        assert_eq!(head, rows, "the trail has no gap");
        let users: i64 = schema::api_users::table.count().get_result(connection)?;
        let names: i64 = schema::account_names::table
            .filter(schema::account_names::kind.eq("api_user"))
            .count()
            .get_result(connection)?;
        assert_eq!(users, names);
        Ok::<_, DbError>(())
    });
    checked.unwrap();
}
