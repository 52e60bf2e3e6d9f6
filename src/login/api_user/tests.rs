//! Logging in, against a database of its own each.

use std::time::Duration;

use diesel::prelude::*;
use tempfile::TempDir;

use super::{
    ApiCredentials, ApiLogin, ApiLogins, LoginRefused, Recognized,
    seen::{SeenLogin, SeenLogins},
};
use crate::{
    api_users::{self, Fields, NewApiUser},
    audit::{Actor, operate_blocking},
    authentication::{LoginFailure, Reauthentication, recent_failures},
    authorization::{ApiUserRole, PanelRole, Status},
    clock::Timestamp,
    db::{
        Db, DbError,
        schema::{self, failed_attempts, failed_logins, login_networks, secret_keys},
    },
    ids::ApiUserId,
    input::{Organization, PrivateNote, Username},
    locale::{Locale, Timezone},
    secret_keys::{delete_keys, insert_key},
    security::{Hasher, HashingError, HashingQueue, KeyKind, PasswordHash, PlainPassword, SecretKey},
    users::{self, NewPanelUser},
};

type Change = fn(&mut ApiCredentials);

const PASSWORD: &str = "plum otter violin 47";

struct House {
    _folder: TempDir,
    db: Db,
    hasher: Hasher,
    logins: ApiLogins,
    id: ApiUserId,
    key: SecretKey,
}

fn hash(password: &str) -> PasswordHash {
    Hasher::default().hash_now(&PlainPassword::normalise(password).unwrap()).unwrap()
}

fn add(db: &Db, name: &str, password_hash: PasswordHash) -> (ApiUserId, SecretKey) {
    let key = SecretKey::generate(KeyKind::ApiUser).unwrap();
    let fields = Fields {
        username: Username::parse(name).unwrap(),
        role: ApiUserRole::Operator,
        organization: Organization::default(),
        language: Locale::Fr,
        timezone: Timezone::UTC,
        private_note: Some(PrivateNote::parse("").unwrap()),
    };
    let privileges = Vec::new().into();
    let new = NewApiUser { fields, password_hash, key: key.clone(), privileges, last_login_at: Timestamp::NEVER };
    let made = operate_blocking(db, &Actor::CommandLine, at(0), |tx| api_users::create(tx, &new)).unwrap();
    (made.id, key)
}

fn at(second: u64) -> Timestamp {
    Timestamp::from_micros(1_764_000_000_000_000).plus(Duration::from_secs(second))
}

impl House {
    fn new() -> Self {
        Self::with(hash(PASSWORD))
    }

    fn with(password_hash: PasswordHash) -> Self {
        let folder = TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("t.sqlite3").display()).parse().unwrap()).unwrap();
        let (id, key) = add(&db, "Kiosk", password_hash);
        Self { _folder: folder, db, hasher: Hasher::default(), logins: ApiLogins::new().unwrap(), id, key }
    }

    fn right(&self, network: &str, second: u64) -> ApiCredentials {
        ApiCredentials {
            username: "kIOSK".to_owned(),
            password: PASSWORD.to_owned(),
            user_secret_key: Some(self.key.reveal().to_owned()),
            networks: vec![network.to_owned()],
            address: network.to_owned(),
            now: at(second),
        }
    }

    fn wrong(&self, network: &str, second: u64) -> ApiCredentials {
        ApiCredentials { password: "another".to_owned(), ..self.right(network, second) }
    }

    async fn log_in(&self, credentials: &ApiCredentials) -> Result<ApiLogin, LoginRefused> {
        self.logins.log_in(&self.db, &self.hasher, credentials).await
    }

    async fn recognize(&self, credentials: &ApiCredentials) -> Recognized {
        let (logins, credentials) = (self.logins.clone(), credentials.clone());
        self.db.read(move |connection| logins.recognize(connection, &credentials)).await.unwrap()
    }

    fn move_to(&self, status: Status) {
        operate_blocking(&self.db, &Actor::CommandLine, at(0), |tx| {
            let version = api_users::find(tx.connection, &self.id)?.unwrap().version;
            api_users::move_status(tx, &self.id, version, status)
        })
        .unwrap();
    }

    fn query<T>(&self, query: impl Fn(&mut crate::db::DbConnection) -> QueryResult<T>) -> T {
        self.db.write_blocking(|connection| Ok::<_, DbError>(query(connection)?)).unwrap()
    }

    fn attempts(&self) -> i64 {
        self.query(|connection| failed_attempts::table.count().get_result(connection))
    }

    fn networks(&self) -> Vec<(String, Timestamp)> {
        self.query(|connection| {
            login_networks::table.select((login_networks::network, login_networks::last_login_at)).load(connection)
        })
    }

    fn last_login(&self) -> Timestamp {
        let user = self.db.write_blocking(|connection| api_users::find(connection, &self.id));
        user.unwrap().unwrap().last_login_at
    }
}

fn reason(refused: Result<ApiLogin, LoginRefused>) -> Option<LoginFailure> {
    match refused {
        Err(LoginRefused::Wrong(wrong)) => Some(wrong.reason),
        _ => None,
    }
}

fn is_too_soon(refused: &Result<ApiLogin, LoginRefused>) -> bool {
    matches!(refused, Err(LoginRefused::TooSoon(_)))
}

#[tokio::test]
async fn every_refusal_costs_one_hash_remembered_or_not() {
    let house = House::new();
    let person = NewPanelUser {
        username: Username::parse("ana").unwrap(),
        role: PanelRole::Administrator,
        language: None,
        timezone: Timezone::UTC,
        password_hash: hash(PASSWORD),
    };
    operate_blocking(&house.db, &Actor::CommandLine, at(0), |tx| users::create(tx, &person)).unwrap();
    let (_, key_of_other) = add(&house.db, "other", hash("other"));
    let key_of_project = SecretKey::generate(KeyKind::Project).unwrap();
    house
        .db
        .write_blocking(|connection| {
            insert_key(connection, &key_of_project, KeyKind::Project, house.id.as_str(), at(0))
        })
        .unwrap();
    let table: [(LoginFailure, Change); 9] = [
        (LoginFailure::MissingCredentials, |sent| sent.username.clear()),
        (LoginFailure::MissingCredentials, |sent| sent.password.clear()),
        (LoginFailure::UnknownUsername, |sent| "nobody".clone_into(&mut sent.username)),
        (LoginFailure::UnknownUsername, |sent| "ana".clone_into(&mut sent.username)),
        (LoginFailure::WrongPassword, |sent| sent.password.push('!')),
        (LoginFailure::WrongPassword, |sent| sent.password.push('\0')),
        (LoginFailure::MissingKey, |sent| sent.user_secret_key = None),
        (LoginFailure::MissingKey, |sent| sent.user_secret_key = Some(String::new())),
        (LoginFailure::WrongKey, |sent| sent.user_secret_key = Some("idcu_".to_owned())),
    ];
    let mut number = 0;
    for is_remembered in [false, true] {
        if is_remembered {
            house.log_in(&house.right("home", 0)).await.unwrap();
        }
        let mut refused = Vec::new();
        for (expected, change) in table {
            let mut sent = house.right(&format!("network-{number}"), 0);
            change(&mut sent);
            refused.push((expected, sent, Status::Active));
            number += 1;
        }
        for key in [&key_of_other, &key_of_project] {
            let sent = house.right(&format!("network-{number}"), 0);
            let sent = ApiCredentials { user_secret_key: Some(key.reveal().to_owned()), ..sent };
            refused.push((LoginFailure::WrongKey, sent, Status::Active));
            number += 1;
        }
        for (expected, status) in [(LoginFailure::Inactive, Status::Inactive), (LoginFailure::Trash, Status::Trash)] {
            refused.push((expected, house.right(&format!("network-{number}"), 0), status));
            refused.push((LoginFailure::WrongPassword, house.wrong(&format!("network-{number}"), 0), status));
            number += 1;
        }
        for (expected, sent, status) in refused {
            house.move_to(status);
            let before = house.hasher.runs();
            let answer = house.log_in(&sent).await;
            assert_eq!(house.hasher.runs() - before, 1, "{expected:?} {is_remembered}");
            assert_eq!(reason(answer), Some(expected), "{is_remembered}");
            house.move_to(Status::Active);
        }
    }
}

#[tokio::test]
async fn the_throttle_speaks_before_the_queue_and_who_finds_no_place_did_not_fail() {
    let house = House::new();
    for _ in 0..2 {
        assert!(reason(house.log_in(&house.wrong("slowed", 0)).await).is_some());
    }
    let before = (house.hasher.runs(), house.attempts());
    let held = house.hasher.turn(HashingQueue::ApiStranger).await.unwrap();
    let waiting: Vec<_> = (0..200)
        .map(|_| {
            let hasher = house.hasher.clone();
            tokio::spawn(async move { hasher.turn(HashingQueue::ApiStranger).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    assert!(is_too_soon(&house.log_in(&house.right("slowed", 0)).await));
    for credentials in [house.right("elsewhere", 0), house.wrong("elsewhere", 0)] {
        let refused = house.log_in(&credentials).await;
        assert!(matches!(refused, Err(LoginRefused::Hashing(HashingError::Busy))));
    }
    assert_eq!((house.hasher.runs(), house.attempts()), before);
    drop(held);
    for waits in waiting {
        let _ = waits.await.unwrap();
    }
    house.log_in(&house.right("elsewhere", 0)).await.unwrap();
}

#[tokio::test]
async fn a_login_that_is_remembered_is_neither_hashed_nor_written() {
    let house = House::new();
    let login = house.log_in(&house.right("home", 0)).await.unwrap();
    assert!(login.is_new_network && login.caller.username.as_str() == "Kiosk" && login.caller.language == Locale::Fr);
    assert_eq!(login.key_last_four, house.key.last_four());
    let before = (house.hasher.runs(), house.last_login(), house.networks());
    assert_eq!(before, (1, at(0), vec![("home".to_owned(), at(0))]));
    for _ in 0..50 {
        let Recognized::Known(again) = house.recognize(&house.right("home", 10)).await else { panic!("unknown") };
        assert_eq!(again, ApiLogin { is_new_network: false, ..login.clone() });
    }
    assert_eq!((house.hasher.runs(), house.last_login(), house.networks()), before);
    assert_eq!(house.attempts(), 1, "the pace of the network, which owes nothing");
}

#[tokio::test]
async fn what_is_changed_counts_with_the_next_call() {
    let house = House::new();
    let right = house.right("home", 0);
    house.log_in(&right).await.unwrap();
    let change_password = |password: &str| {
        let hash = hash(password);
        operate_blocking(&house.db, &Actor::CommandLine, at(0), |tx| {
            api_users::reset_password(tx, &house.id, &Reauthentication::CommandLine, &hash)
        })
        .unwrap();
    };
    // Each at an instant of its own, so that none comes too soon.
    house.move_to(Status::Inactive);
    assert!(matches!(house.recognize(&right).await, Recognized::MustVerify));
    assert_eq!(reason(house.log_in(&house.right("home", 1)).await), Some(LoginFailure::Inactive));
    house.move_to(Status::Active);
    assert!(matches!(house.recognize(&right).await, Recognized::Known(_)));
    change_password("another password");
    assert!(matches!(house.recognize(&right).await, Recognized::MustVerify));
    assert_eq!(reason(house.log_in(&house.right("home", 2_000)).await), Some(LoginFailure::WrongPassword));
    let changed = ApiCredentials { password: "another password".to_owned(), ..house.right("home", 4_000) };
    house.log_in(&changed).await.unwrap();
    house.db.write_blocking(|connection| delete_keys(connection, house.id.as_str())).unwrap();
    assert!(matches!(house.recognize(&changed).await, Recognized::MustVerify));
    let changed = ApiCredentials { now: at(6_000), ..changed };
    assert_eq!(reason(house.log_in(&changed).await), Some(LoginFailure::WrongKey));
}

#[tokio::test]
async fn strangers_elsewhere_do_not_slow_down_a_known_network() {
    let house = House::new();
    house.log_in(&house.right("home", 0)).await.unwrap();
    for number in 0..120 {
        let _ = house.log_in(&house.wrong(&format!("network-{number}"), 0)).await;
    }
    assert!(is_too_soon(&house.log_in(&house.right("new", 0)).await), "the budget of the account is used up");
    assert!(matches!(house.recognize(&house.right("home", 0)).await, Recognized::Known(_)));
    let restarted = House { logins: ApiLogins::new().unwrap(), ..house };
    restarted.log_in(&restarted.right("home", 0)).await.unwrap();
    let in_a_month = 31 * 24 * 3_600;
    restarted.log_in(&restarted.right("other", in_a_month)).await.unwrap();
    assert_eq!(restarted.networks(), [("other".to_owned(), at(in_a_month))], "known no longer");
}

#[tokio::test]
async fn a_right_guess_is_not_told_from_a_wrong_one_while_it_is_too_soon() {
    let house = House::new();
    house.log_in(&house.right("home", 0)).await.unwrap();
    for _ in 0..2 {
        assert_eq!(reason(house.log_in(&house.wrong("home", 1)).await), Some(LoginFailure::WrongPassword));
    }
    let before = house.hasher.runs();
    for credentials in [house.right("home", 1), house.wrong("home", 1)] {
        assert!(matches!(house.recognize(&credentials).await, Recognized::TooSoon(waiting) if waiting.seconds() == 1));
        assert!(is_too_soon(&house.log_in(&credentials).await));
    }
    // Also where it is remembered and the network is a new one.
    for _ in 0..2 {
        assert!(reason(house.log_in(&house.wrong("new", 1)).await).is_some());
    }
    assert!(is_too_soon(&house.log_in(&house.right("new", 1)).await));
    assert_eq!(house.hasher.runs() - before, 2);
    // Once it is no longer too soon it goes on, and the failures are forgiven when they are old.
    assert!(matches!(house.recognize(&house.right("home", 3)).await, Recognized::Known(_)));
    house.logins.flush(&house.db).await.unwrap();
    let failed = house.attempts();
    assert!(matches!(house.recognize(&house.right("home", 1_000)).await, Recognized::Known(_)));
    house.logins.flush(&house.db).await.unwrap();
    assert_eq!(house.attempts(), failed - 1);
}

#[tokio::test]
async fn many_who_come_with_the_same_at_once_cost_one_hash() {
    let house = House::new();
    let right: Vec<_> = (0..100)
        .map(|_| {
            let (logins, db, hasher) = (house.logins.clone(), house.db.clone(), house.hasher.clone());
            let credentials = house.right("home", 0);
            tokio::spawn(async move { logins.log_in(&db, &hasher, &credentials).await })
        })
        .collect();
    for login in right {
        login.await.unwrap().unwrap();
    }
    assert_eq!((house.hasher.runs(), house.attempts(), house.networks().len()), (1, 1, 1));
    let wrong: Vec<_> = (0..100)
        .map(|_| {
            let (logins, db, hasher) = (house.logins.clone(), house.db.clone(), house.hasher.clone());
            let credentials = house.wrong("elsewhere", 0);
            tokio::spawn(async move { logins.log_in(&db, &hasher, &credentials).await })
        })
        .collect();
    let mut too_soon = 0;
    for login in wrong {
        too_soon += usize::from(is_too_soon(&login.await.unwrap()));
    }
    assert_eq!((too_soon, house.hasher.runs()), (98, 3));
}

#[tokio::test]
async fn who_shares_a_network_slows_nobody_down_who_is_right() {
    let house = House::new();
    let (_, key) = add(&house.db, "other", hash(PASSWORD));
    let other = |second| ApiCredentials {
        username: "other".to_owned(),
        user_secret_key: Some(key.reveal().to_owned()),
        ..house.right("nat", second)
    };
    for _ in 0..15 {
        for credentials in [house.right("nat", 0), other(0)] {
            // Each time as a process that remembers nothing.
            ApiLogins::new().unwrap().log_in(&house.db, &house.hasher, &credentials).await.unwrap();
        }
    }
    let flood: Vec<_> = (0..500)
        .map(|number| {
            let (logins, db, hasher) = (house.logins.clone(), house.db.clone(), house.hasher.clone());
            let credentials = ApiCredentials { username: format!("nobody-{number}"), ..house.wrong("nat", 0) };
            tokio::spawn(async move { logins.log_in(&db, &hasher, &credentials).await })
        })
        .collect();
    house.log_in(&house.right("nat", 0)).await.unwrap();
    house.log_in(&other(0)).await.unwrap();
    for login in flood {
        assert!(login.await.unwrap().is_err());
    }
    assert!(matches!(house.recognize(&house.right("nat", 0)).await, Recognized::Known(_)));
}

#[tokio::test]
async fn a_new_network_is_written_at_once_and_what_is_remembered_needs_no_hash_there() {
    let house = House::new();
    house.log_in(&house.right("home", 0)).await.unwrap();
    let login = house.log_in(&house.right("new", 5)).await.unwrap();
    assert!(login.is_new_network);
    assert_eq!((house.hasher.runs(), house.last_login(), house.networks().len()), (1, at(5), 2));
    assert!(matches!(house.recognize(&house.right("new", 6)).await, Recognized::Known(_)));
}

#[tokio::test]
async fn an_outdated_hash_is_made_anew() {
    let house = House::with(PasswordHash::outdated(&PlainPassword::normalise(PASSWORD).unwrap()));
    let stored = || house.db.write_blocking(|connection| api_users::find(connection, &house.id)).unwrap().unwrap();
    let before = stored();
    house.log_in(&house.right("home", 0)).await.unwrap();
    let after = stored();
    assert_ne!(after.password_hash.as_str(), before.password_hash.as_str());
    assert_eq!((house.hasher.runs(), after.version), (2, before.version));
    assert!(matches!(house.recognize(&house.right("home", 0)).await, Recognized::Known(_)));
}

#[tokio::test]
async fn logins_that_were_seen_are_written_together() {
    let house = House::new();
    house.log_in(&house.right("home", 0)).await.unwrap();
    for second in [7, 9, 8] {
        let seen = ApiCredentials { address: format!("address-{second}"), ..house.right("home", second) };
        assert!(matches!(house.recognize(&seen).await, Recognized::Known(_)));
    }
    assert_eq!(house.last_login(), at(0));
    house.logins.flush(&house.db).await.unwrap();
    assert_eq!((house.last_login(), house.networks()), (at(9), vec![("home".to_owned(), at(9))]));
    let key: (Timestamp, String) = house.query(|connection| {
        let row = secret_keys::table.find(house.key.hash().as_str().to_owned());
        row.select((secret_keys::last_used_at, secret_keys::last_used_from)).first(connection)
    });
    assert_eq!(key, (at(9), "address-9".to_owned()));
}

#[test]
fn what_could_not_be_written_comes_back_without_undoing_what_came_later() {
    let house = House::new();
    let seen = SeenLogins::default();
    let add = |second| {
        let key = house.key.hash();
        let (network, address) = ("home", "home");
        seen.add(&SeenLogin { api_user: &house.id, key, network, address, at: at(second), forgiven: None });
    };
    add(1);
    let lost = seen.take();
    assert!(seen.take().is_empty());
    seen.put_back(&lost);
    house.db.write_blocking(|connection| seen.take().write(connection)).unwrap();
    assert_eq!(house.last_login(), at(1));
    add(2);
    seen.put_back(&lost);
    house.db.write_blocking(|connection| seen.take().write(connection)).unwrap();
    assert_eq!(house.last_login(), at(2));
}

#[tokio::test]
async fn failures_are_summed_up_and_names_that_are_no_ones_are_not_kept() {
    let house = House::new();
    for second in [0, 0, 0, 70] {
        let _ = house.log_in(&house.wrong("home", second)).await;
    }
    let nobody = ApiCredentials { username: "typed-by-mistake".to_owned(), ..house.right("home", 70) };
    assert_eq!(reason(house.log_in(&nobody).await), Some(LoginFailure::UnknownUsername));
    house.logins.flush(&house.db).await.unwrap();
    let recent = |limit| {
        let sums = house.db.write_blocking(|connection| recent_failures(connection, &house.id, limit)).unwrap();
        sums.into_iter().map(|sum| (sum.reason, sum.total)).collect::<Vec<_>>()
    };
    let (wrong, too_soon) = (LoginFailure::WrongPassword, LoginFailure::TooSoon);
    assert_eq!(recent(9), [(wrong, 1), (too_soon, 1), (wrong, 2)]);
    assert_eq!(recent(1), [(wrong, 1)]);
    let of_nobody: Vec<(String, i64)> = house.query(|connection| {
        let rows = failed_logins::table.filter(failed_logins::api_user_id.eq(""));
        rows.select((failed_logins::network, failed_logins::total)).load(connection)
    });
    assert_eq!(of_nobody, [("home".to_owned(), 1)]);
}

#[tokio::test]
async fn nothing_of_its_logins_outlives_an_api_user() {
    use schema::{call_answers, quota_use, quotas};
    let house = House::new();
    house.log_in(&house.right("home", 0)).await.unwrap();
    let _ = house.log_in(&house.wrong("home", 0)).await;
    house.logins.flush(&house.db).await.unwrap();
    let id = house.id.as_str();
    house.query(|connection| {
        diesel::insert_into(quotas::table)
            .values((quotas::api_user_id.eq(id), quotas::calls.eq(1_i64)))
            .execute(connection)?;
        diesel::insert_into(quota_use::table)
            .values((quota_use::api_user_id.eq(id), quota_use::month.eq("2026-11"), quota_use::calls.eq(1_i64)))
            .execute(connection)?;
        diesel::insert_into(call_answers::table)
            .values((
                call_answers::api_user_id.eq(id),
                call_answers::repeat_key.eq("key"),
                call_answers::body_digest.eq(""),
                call_answers::record_id.eq(""),
                call_answers::salt.eq(""),
                call_answers::answer.eq(""),
                call_answers::at.eq(0_i64),
            ))
            .execute(connection)
    });
    // Seen and failed once more, and not written before it is deleted.
    assert!(matches!(house.recognize(&house.right("home", 1)).await, Recognized::Known(_)));
    let _ = house.log_in(&house.wrong("home", 1)).await;
    house.move_to(Status::Trash);
    operate_blocking(&house.db, &Actor::CommandLine, at(1), |tx| {
        let version = api_users::find(tx.connection, &house.id)?.unwrap().version;
        api_users::delete(tx, &house.id, version)
    })
    .unwrap();
    house.logins.flush(&house.db).await.unwrap();
    let left: i64 = house.query(|connection| {
        Ok(login_networks::table.count().get_result::<i64>(connection)?
            + failed_logins::table.count().get_result::<i64>(connection)?
            + quotas::table.count().get_result::<i64>(connection)?
            + quota_use::table.count().get_result::<i64>(connection)?
            + call_answers::table.count().get_result::<i64>(connection)?)
    });
    assert_eq!(left, 0);
}
