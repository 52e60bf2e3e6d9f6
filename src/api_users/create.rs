//! Making API users.

use std::collections::BTreeMap;

use super::{
    ApiUser, Fields, Refused,
    privileges::{self, PrivilegeChanges},
    search, store,
};
use crate::{
    account_names::{self, AccountKind},
    audit::{Action, Changes, Subject, Tx},
    authorization::{Permission, Status},
    clock::Timestamp,
    ids::ApiUserId,
    merge::Clashes,
    secret_keys::insert_key,
    security::{KeyKind, PasswordHash, SecretKey},
};

/// What it takes to make an API user.
#[derive(Clone)]
pub struct NewApiUser {
    /// What was typed.
    pub fields: Fields,
    /// Its own password.
    pub password_hash: PasswordHash,
    /// Its secret key.
    pub key: SecretKey,
    /// What it may do in which projects.
    pub privileges: PrivilegeChanges,
    /// [`Timestamp::NEVER`], but for one that comes with a history.
    pub last_login_at: Timestamp,
}

/// Makes an API user, Active, with its key and its privileges.
///
/// # Errors
/// [`Refused::Forbidden`], [`Refused::UsernameTaken`], [`Refused::UnknownProject`].
pub fn create(tx: &mut Tx<'_>, new: &NewApiUser) -> Result<ApiUser, Refused> {
    let made = create_all(tx, &[(tx.now, new)])?;
    made.into_iter().next().ok_or(Refused::Gone)
}

/// Makes many at once, each as of an instant of its own; the counters are written once.
///
/// # Errors
/// As [`create`]; then none is made.
pub fn create_all(tx: &mut Tx<'_>, new: &[(Timestamp, &NewApiUser)]) -> Result<Vec<ApiUser>, Refused> {
    tx.require(Permission::CreateApiUsers)?;
    let made: Vec<ApiUser> = new.iter().map(|(at, new)| insert(&mut tx.at(*at), new)).collect::<Result<_, _>>()?;
    search::insert(tx.connection, made.iter())?;
    let (mut roles, mut organizations) = (BTreeMap::new(), BTreeMap::new());
    for user in &made {
        *roles.entry(user.role).or_insert(0) += 1;
        let counted = organizations.entry(user.organization.key()).or_insert((&user.organization, 0));
        *counted = (&user.organization, counted.1 + 1);
    }
    for (organization, by) in organizations.into_values() {
        store::count_organization(tx.connection, organization, by)?;
    }
    for (role, by) in roles {
        store::count(tx.connection, Status::Active, role, by)?;
    }
    Ok(made)
}

fn insert(tx: &mut Tx<'_>, new: &NewApiUser) -> Result<ApiUser, Refused> {
    let fields = new.fields.clone();
    let user = ApiUser {
        id: ApiUserId::new(),
        username: fields.username,
        role: fields.role,
        status: Status::Active,
        organization: fields.organization,
        language: fields.language,
        timezone: fields.timezone,
        password_hash: new.password_hash.clone(),
        last_login_at: new.last_login_at,
        created_at: tx.now,
        modified_at: tx.now,
        version: 1,
        private_note: fields.private_note.unwrap_or_default(),
    };
    account_names::take(tx.connection, &user.username, AccountKind::ApiUser, user.id.as_str())?;
    store::insert(tx.connection, &user)?;
    insert_key(tx.connection, &new.key, KeyKind::ApiUser, user.id.as_str(), tx.now)?;
    let mut changes = Changes::default();
    changes.start("username", user.username.as_str());
    changes.start("role", user.role.as_str());
    changes.start("status", user.status.as_str());
    changes.start("organization", user.organization.as_str());
    changes.start("language", user.language.tag());
    changes.start("timezone", user.timezone.name());
    if !user.private_note.as_str().is_empty() {
        changes.redacted("private_note");
    }
    let found = (&mut changes, &mut Clashes::default());
    privileges::apply(tx.connection, &user.id, &new.privileges, found)?;
    let subject = Subject::ApiUser(user.id.clone(), user.username.to_string());
    tx.record(Action::Created, subject, user.version, changes);
    Ok(user)
}
