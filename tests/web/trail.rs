//! What the audit trail keeps of what is deleted.

use diesel::prelude::*;
use idc_admin::{
    authorization::{PanelRole, Privilege, PrivilegeSet, Status},
    clock::Timestamp,
    db::{DbResult, schema},
    locale::{Locale, Timezone},
    users,
};

use crate::support::server::{PASSWORD, Server};

/// The fields and what they were before, of the newest row.
fn what_went(server: &Server) -> Vec<(String, Option<String>)> {
    use schema::audit;
    let newest: DbResult<(String, String)> = server.db.write_blocking(|connection| {
        let newest = audit::table.order(audit::seq.desc()).select((audit::action, audit::changes));
        Ok(newest.first(connection)?)
    });
    let (action, changes) = newest.unwrap();
    assert_eq!(action, "deleted");
    let changes: Vec<serde_json::Value> = serde_json::from_str(&changes).unwrap();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    changes.iter().map(|change| (text(&change["field"]).unwrap(), text(&change["before"]))).collect()
}

#[tokio::test]
async fn of_an_api_user_it_keeps_all_but_secrets() {
    let server = Server::start().await;
    let project = server.project("Badges");
    let id = server.api_user_with("kiosk", |user| {
        user.organization = "Acme".to_owned();
        user.language = Locale::Fr;
        user.timezone = Timezone::parse("Asia/Tokyo").unwrap();
        user.private_note = "for nobody".to_owned();
        user.created_at = Timestamp::from_micros(1_700_000_000_000_001);
        user.last_login_at = Timestamp::from_micros(1_700_000_000_000_002);
    });
    server.grant(&id, &project, PrivilegeSet::NONE.with(Privilege::Access));
    server.move_api_user(&id, Status::Trash);
    let first: DbResult<String> = server.db.write_blocking(|connection| {
        use schema::secret_keys::{self, created_at, key_hash, last_four, owner_id, owner_kind};
        let of = secret_keys::table.filter(owner_id.eq(id.as_str()));
        let (kind, first): (String, String) = of.select((owner_kind, last_four)).first(connection)?;
        let second = (
            key_hash.eq("f".repeat(64)),
            owner_kind.eq(kind),
            owner_id.eq(id.as_str()),
            last_four.eq("2222"),
            created_at.eq(1_800_000_000_000_000_i64),
        );
        diesel::insert_into(secret_keys::table).values(second).execute(connection)?;
        Ok(first)
    });
    let first = first.unwrap();
    server.delete_api_user(&id);
    let privileges = format!("privileges.{project}");
    let expected = [
        ("username", Some("kiosk")),
        ("role", Some("operator")),
        ("status", Some("trash")),
        ("organization", Some("Acme")),
        ("language", Some("fr")),
        ("timezone", Some("Asia/Tokyo")),
        ("private_note", None),
        ("created_at", Some("1700000000000001")),
        ("last_login_at", Some("1700000000000002")),
        ("key", Some(first.as_str())),
        ("key", Some("2222")),
        (&privileges, Some("access")),
    ];
    assert_eq!(what_went(&server), expected.map(|(field, before)| (field.to_owned(), before.map(str::to_owned))));
}

#[tokio::test]
async fn of_a_person_it_keeps_role_status_and_settings() {
    let server = Server::start().await;
    let id = server.panel_user("mia", PanelRole::Manager, PASSWORD);
    server.operate(|tx| users::remove(tx, &id));
    let expected = [
        ("username", "mia"),
        ("role", "manager"),
        ("status", "active"),
        ("language", ""),
        ("timezone", "UTC"),
        ("theme", "system"),
    ];
    assert_eq!(what_went(&server), expected.map(|(field, before)| (field.to_owned(), Some(before.to_owned()))));
}
