//! What is refused changes nothing, and the first check that fails answers.

use diesel::prelude::*;

use super::scene::{
    NOW, NewField, Scene, TEXT, data, delete, get, get_all, insert, key, key_by, print, set, told, trash, update,
};
use crate::{
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    calls::{BadgePreview, Call, CardSide, GetRecord, PreviewFormat, ProjectClaim, quota::month},
    db::schema::quota_use,
    ids::ProjectId,
    security::{KeyKind, SecretKey},
};

const PREVIEW: BadgePreview = BadgePreview { format: PreviewFormat::Png, side: CardSide::Front };

fn with_preview(id: &str) -> Call {
    Call::GetRecord(GetRecord { key: key(id), photo: None, preview: Some(PREVIEW), with_keys: false })
}

/// The worst call there is, of which one fault after the other is put right.
#[tokio::test]
async fn the_checks_come_in_their_order() {
    let scene = Scene::with(ApiUserRole::Operator, PrivilegeSet::NONE);
    scene.make_emails_unique();
    scene.move_user(Status::Inactive);
    scene.move_project(Status::Inactive);
    scene.set_quota(1);
    scene.write(|connection| {
        let used = (quota_use::api_user_id.eq(&scene.user), quota_use::month.eq(month(NOW)), quota_use::calls.eq(1));
        diesel::insert_into(quota_use::table).values(used).execute(connection)?;
        Ok(())
    });
    let by_title = || Call::UpdateRecord(key_by("idc_title", "Dr"), data(&[("idc_nothing", "x")]));
    let bad = |id: &str, members: &[(&str, &str)]| Call::UpdateRecord(key(id), data(members));
    let told_by = async |claim: ProjectClaim, call: Option<Call>| {
        let mut caller = scene.caller();
        caller.project = claim;
        told(&scene.perform(caller, call, None).await)
    };
    let told = async |call: Option<Call>| told_by(ProjectClaim::Id(scene.project.clone()), call).await;

    let strange_key = SecretKey::generate(KeyKind::Project).unwrap().hash();
    for claim in [ProjectClaim::None, ProjectClaim::Id(ProjectId::new()), ProjectClaim::Key(strange_key)] {
        assert_eq!(told_by(claim.clone(), None).await, "project_forbidden");
        assert_eq!(told_by(claim, Some(by_title())).await, "project_forbidden");
    }
    for call in [None, Some(by_title())] {
        assert_eq!(told(call).await, "unauthorized api_user_status");
    }
    scene.move_user(Status::Active);
    for call in [None, Some(by_title())] {
        assert_eq!(told(call).await, "project_forbidden project_status");
    }
    scene.move_project(Status::Active);
    for call in [None, Some(by_title())] {
        assert_eq!(told(call).await, "project_forbidden access");
    }
    scene.hold(PrivilegeSet::ALL.without(Privilege::Access));
    assert_eq!(told(None).await, "project_forbidden access");
    scene.hold(set(&[Privilege::Access]));
    assert_eq!(told(None).await, "member_invalid");
    assert_eq!(told(Some(by_title())).await, "member_invalid idc_title");
    assert_eq!(told(Some(bad("10000", &[("idc_nothing", "x")]))).await, "privilege_missing edit");
    scene.hold(set(&[Privilege::Access, Privilege::Edit]));
    assert_eq!(told(Some(bad("10000", &[("idc_nothing", "x")]))).await, "record_not_found");

    let other = scene.add_user("other", ApiUserRole::Operator, PrivilegeSet::ALL);
    for email in ["ana@example.org", "max@example.org"] {
        let mut caller = scene.caller();
        caller.api_user = other.clone();
        scene.perform(caller, insert(&[("idc_email", email)]), None).await.unwrap();
    }
    for (members, expected) in [
        ([("idc_nothing", "x"), ("idc_email", "max@example.org")], "unknown_field idc_nothing"),
        ([("idc_email", "max@example.org"), ("idc_key", "x")], "read_only_field idc_key"),
        ([("idc_email", "max@example.org"), ("idc_title", "Dr")], "duplicate_value idc_email"),
        ([("idc_email", "ana@example.org"), ("idc_title", "Dr")], "quota_exhausted"),
    ] {
        assert_eq!(told(Some(bad("10000", &members))).await, expected);
    }
    scene.set_quota(2);
    assert_eq!(told(Some(bad("10000", &[("idc_title", "Dr")]))).await, "done");
    assert_eq!(told(Some(bad("10000", &[("idc_title", "Dr")]))).await, "quota_exhausted");
}

#[tokio::test]
async fn a_call_that_is_denied_changes_nothing_and_names_what_is_missing() {
    use Privilege::{Access, Add, Deactivate, Edit, Photo, Preview, Trash};
    let scene = Scene::new();
    let id = scene.insert(&[("idc_firstname", "Ana")]).await;
    let photo = |rest: (&str, &str)| update(&id, &[rest, ("idc_photo", "x")]);
    let table = [
        (insert(&[("idc_firstname", "Max")]), set(&[Edit, Deactivate, Trash]), "add"),
        (insert(&[("idc_active", "0")]), set(&[Add, Edit]), "deactivate"),
        (insert(&[("idc_trash", "1")]), set(&[Add, Edit]), "trash"),
        (insert(&[("idc_photo", "x")]), set(&[Add, Edit]), "photo"),
        (insert(&[("idc_signature", "x")]), set(&[Add, Photo]), "signature"),
        (update(&id, &[]), set(&[Add, Deactivate, Trash]), "edit"),
        (update(&id, &[("idc_firstname", "Max")]), set(&[Add, Deactivate, Trash]), "edit"),
        (update(&id, &[("idc_check_in", "1")]), set(&[Add, Deactivate, Trash]), "edit"),
        (update(&id, &[("idc_active", "0")]), set(&[Edit, Trash]), "deactivate"),
        (update(&id, &[("idc_active", "1"), ("idc_trash", "0")]), set(&[Edit, Deactivate]), "trash"),
        (update(&id, &[("idc_active", "0"), ("idc_firstname", "Max")]), set(&[Deactivate]), "edit"),
        (trash(&id), set(&[Edit, Deactivate]), "trash"),
        (photo(("idc_title", "Dr")), set(&[Photo]), "edit"),
        (photo(("idc_title", "Dr")), set(&[Edit]), "photo"),
        (photo(("idc_signature", "x")), set(&[Photo, Edit]), "signature"),
        (delete(&id), set(&[Trash, Edit]), "erase_or_trash"),
        (print(&id), set(&[Preview]), "print"),
        (with_preview(&id), set(&[Photo]), "preview_or_print"),
        (Call::GetBadgePreview(key(&id), PREVIEW), set(&[Photo]), "preview_or_print"),
    ];
    for (call, held, missing) in table {
        scene.hold(held.with(Access));
        let before = scene.tables();
        assert_eq!(scene.told(call.clone()).await, format!("privilege_missing {missing}"), "{call:?}");
        assert_eq!(scene.tables(), before, "{call:?}");
    }
    scene.hold(set(&[Access]));
    for call in [get(&id), get_all()] {
        assert_eq!(scene.told(call).await, "done");
    }
}

#[tokio::test]
async fn a_record_that_is_refused_in_the_middle_is_not_there_in_part() {
    let scene = Scene::new();
    for name in ["idc_one", "idc_two"] {
        scene.add_field(&NewField { name, is_unique: true, ..TEXT });
    }
    scene.insert(&[("idc_two", "taken")]).await;
    let before = scene.tables();
    assert_eq!(scene.told(insert(&[("idc_one", "free"), ("idc_two", "Taken")])).await, "duplicate_value idc_two");
    assert_eq!(scene.tables(), before);
    scene.insert(&[("idc_one", "free")]).await;
}
