//! API users of the demo data that can call: the demo tells no keys, so they are given others.

use std::{path::Path, thread};

use anyhow::Context;
use argon2::{Argon2, PasswordHasher};
use diesel::{
    Connection, ExpressionMethods, JoinOnDsl, QueryDsl, QueryResult, RunQueryDsl, SqliteConnection, insert_into,
    replace_into,
};
use sha2::{Digest, Sha256};

diesel::table! {
    projects (id) {
        id -> Text,
        status -> Text,
    }
}

diesel::table! {
    record_counters (project_id) {
        project_id -> Text,
        next_id_number -> BigInt,
    }
}

diesel::table! {
    api_users (id) {
        id -> Text,
        username -> Text,
        status -> Text,
        password_hash -> Text,
    }
}

diesel::table! {
    secret_keys (key_hash) {
        key_hash -> Text,
        owner_kind -> Text,
        owner_id -> Text,
        last_four -> Text,
        created_at -> BigInt,
        last_used_at -> BigInt,
        last_used_from -> Text,
    }
}

diesel::table! {
    privileges (api_user_id, project_id) {
        api_user_id -> Text,
        project_id -> Text,
        bits -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(projects, record_counters);

const FIRST_NUMBER: i64 = 10_000;
const ALL_PRIVILEGES: i32 = 0b11_1111_1111;

/// Those who call, and where.
pub struct Cast {
    pub users: Vec<ApiUser>,
    pub project: String,
    pub project_key: String,
    /// The first number of a card of the project, and how many there are.
    pub numbers: (i64, i64),
}

/// One who may do anything in the project.
#[derive(Clone)]
pub struct ApiUser {
    pub id: String,
    pub username: String,
    pub key: String,
}

/// Gives so many Active API users a key and all privileges in the Active project that has the most records.
pub fn set_up(database: &Path, users: i64) -> anyhow::Result<Cast> {
    let mut connection = SqliteConnection::establish(&database.display().to_string())?;
    connection
        .immediate_transaction(|connection| {
            let (project, next): (String, i64) = record_counters::table
                .inner_join(projects::table.on(projects::id.eq(record_counters::project_id)))
                .filter(projects::status.eq("active"))
                .order(record_counters::next_id_number.desc())
                .select((record_counters::project_id, record_counters::next_id_number))
                .first(connection)?;
            let found: Vec<(String, String)> = api_users::table
                .filter(api_users::status.eq("active"))
                .order(api_users::id)
                .limit(users)
                .select((api_users::id, api_users::username))
                .load(connection)?;
            anyhow::ensure!(i64::try_from(found.len())? == users, "the demo has fewer than {users} active API users");
            let project_key = key("idcp_", &project);
            give_key(connection, "project", &project, &project_key)?;
            let mut users = Vec::new();
            for (id, username) in found {
                let key = key("idcu_", &id);
                give_key(connection, "api_user", &id, &key)?;
                replace_into(privileges::table)
                    .values((
                        privileges::api_user_id.eq(&id),
                        privileges::project_id.eq(&project),
                        privileges::bits.eq(ALL_PRIVILEGES),
                    ))
                    .execute(connection)?;
                users.push(ApiUser { id, username, key });
            }
            let numbers = (FIRST_NUMBER, next - FIRST_NUMBER);
            anyhow::ensure!(numbers.1 > 0, "no active project has a record");
            Ok(Cast { users, project, project_key, numbers })
        })
        .context("the database can't be prepared")
}

/// Gives each a hash of its own of the password that it has: in the demo all have the same, and what was verified of one is
/// known of all.
pub fn give_hashes(database: &Path, users: &[ApiUser], password: &str) -> anyhow::Result<()> {
    let hash = |user: &ApiUser| -> anyhow::Result<String> {
        let salt = Sha256::digest(&user.id);
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt[..16]);
        Ok(hash.map_err(|error| anyhow::anyhow!("argon2: {error}"))?.to_string())
    };
    let (one, other) = users.split_at(users.len() / 2);
    let hashes = thread::scope(|scope| {
        let other = scope.spawn(|| other.iter().map(hash).collect::<anyhow::Result<Vec<_>>>());
        let mut hashes = one.iter().map(hash).collect::<anyhow::Result<Vec<_>>>()?;
        hashes.extend(other.join().map_err(|_| anyhow::anyhow!("hashing panicked"))??);
        anyhow::Ok(hashes)
    })?;
    let mut connection = SqliteConnection::establish(&database.display().to_string())?;
    connection.immediate_transaction(|connection| {
        for (user, hash) in users.iter().zip(hashes) {
            let row = api_users::table.find(&user.id);
            diesel::update(row).set(api_users::password_hash.eq(hash)).execute(connection)?;
        }
        Ok(())
    })
}

fn give_key(connection: &mut SqliteConnection, kind: &str, owner: &str, key: &str) -> QueryResult<usize> {
    insert_into(secret_keys::table)
        .values((
            secret_keys::key_hash.eq(hex::encode(Sha256::digest(key))),
            secret_keys::owner_kind.eq(kind),
            secret_keys::owner_id.eq(owner),
            secret_keys::last_four.eq(&key[33..37]),
            secret_keys::created_at.eq(0),
            secret_keys::last_used_at.eq(0),
            secret_keys::last_used_from.eq(""),
        ))
        .execute(connection)
}

/// A key in the form of the real ones: prefix, 32 characters, checksum in base62.
fn key(prefix: &str, seed: &str) -> String {
    const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let digest = hex::encode(Sha256::digest(seed));
    let mut key = format!("{prefix}{}", &digest[..32]);
    let mut rest = crc32fast::hash(key.as_bytes());
    let mut digits = Vec::new();
    for _ in 0..6 {
        digits.push(char::from(BASE62[(rest % 62) as usize]));
        rest /= 62;
    }
    key.extend(digits.into_iter().rev());
    key
}
