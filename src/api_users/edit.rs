//! Changing an API user.

use super::{
    ApiUser, Fields, Refused,
    privileges::{self, PrivilegeChanges},
    store,
};
use crate::{
    account_names::{self, AccountKind},
    audit::{Action, Changes, Subject, Tx},
    authentication::{PasswordProof, end_sessions_of},
    authorization::Permission,
    ids::ApiUserId,
    input::{Organization, PrivateNote, Username},
    merge::{Clashes, Edited, can_have_been_served},
    security::{PasswordHash, sha256_hex},
};

/// What is to become of an API user.
#[derive(Clone, Debug)]
pub struct EditApiUser {
    /// Which one.
    pub id: ApiUserId,
    /// The version that the actor saw.
    pub version: i64,
    /// Its fields as the actor saw them.
    pub served: ServedFields,
    /// Its fields as they are to be; those that are as they were served stay as they are saved.
    pub fields: Fields,
    /// Its new password, where it gets one.
    pub password: Option<NewPasswordHash>,
    /// The privileges that were changed.
    pub privileges: PrivilegeChanges,
}

/// The fields of an API user as texts, as a form was served with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServedFields {
    /// The text of [`Fields::username`]; so for the others.
    pub username: String,
    pub role: String,
    pub organization: String,
    pub language: String,
    pub timezone: String,
    /// The digest of the note, since that may be long.
    pub private_note: String,
}

/// A new password in the place of one that was proved.
#[derive(Clone, Debug)]
pub struct NewPasswordHash {
    /// That the actor knows the current one.
    pub proof: PasswordProof,
    /// The hash of the new one.
    pub hash: PasswordHash,
}

/// Saves what the actor changed of an API user, and leaves alone what others changed meanwhile.
///
/// # Errors
/// [`Refused::Clash`] where both changed the same, or the password is another than the one that was proved;
/// [`Refused::NeverServed`], [`Refused::Gone`], [`Refused::Forbidden`], [`Refused::UsernameTaken`],
/// [`Refused::UnknownProject`].
pub fn edit(tx: &mut Tx<'_>, edit: &EditApiUser) -> Result<Edited, Refused> {
    tx.require(Permission::EditApiUsers)?;
    let before = store::find(tx.connection, &edit.id)?.ok_or(Refused::Gone)?;
    must_be_allowed(tx, &before, edit)?;
    if !can_have_been_served(edit.version, before.version, is_as_served(&before, edit)) {
        return Err(Refused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let after = merge(tx, &before, edit, &mut clashes);
    let mut changes = compare(&before, &after);
    let found = (&mut changes, &mut clashes);
    privileges::apply(tx.connection, &after.id, &edit.privileges, found)?;
    if !clashes.is_empty() {
        return Err(Refused::Clash(clashes));
    }
    let edited = Edited { is_changed: !changes.is_empty(), found: before.version };
    if changes.is_empty() {
        return Ok(edited);
    }
    if before.username != after.username {
        account_names::release(tx.connection, after.id.as_str())?;
        account_names::take(tx.connection, &after.username, AccountKind::ApiUser, after.id.as_str())?;
    }
    store::update(tx.connection, &before, &after)?;
    if before.password_hash != after.password_hash {
        end_sessions_of(tx.connection, after.id.as_str())?;
    }
    let subject = Subject::ApiUser(after.id.clone(), after.username.to_string());
    tx.record(Action::Changed, subject, after.version, changes);
    Ok(edited)
}

/// Whether what the form was served with is what is saved; the note only where the actor sees it.
fn is_as_served(saved: &ApiUser, edit: &EditApiUser) -> bool {
    let mut saved = ServedFields::of(saved);
    if edit.fields.private_note.is_none() {
        saved.private_note.clone_from(&edit.served.private_note);
    }
    edit.served == saved
}

/// The role that it has and the one it gets; a note that the actor may not see is not theirs to change.
fn must_be_allowed(tx: &Tx<'_>, before: &ApiUser, edit: &EditApiUser) -> Result<(), Refused> {
    tx.require(Permission::to_change(before.role))?;
    tx.require(Permission::to_change(edit.fields.role))?;
    if edit.fields.private_note.is_some() {
        tx.require(Permission::ReadPrivateNotes)?;
    }
    Ok(())
}

fn merge(tx: &Tx<'_>, before: &ApiUser, edit: &EditApiUser, clashes: &mut Clashes) -> ApiUser {
    let EditApiUser { served, fields, .. } = edit;
    let private_note = match &fields.private_note {
        Some(note) => {
            let (served, saved) = (&served.private_note, &before.private_note);
            clashes.merge("private_note", served, note, saved, ServedFields::digest)
        }
        None => before.private_note.clone(),
    };
    let password_hash = match &edit.password {
        Some(password) => {
            if !password.proof.proves(before.id.as_str(), &before.password_hash) {
                clashes.add("password");
            }
            password.hash.clone()
        }
        None => before.password_hash.clone(),
    };
    ApiUser {
        id: before.id.clone(),
        username: clashes.merge("username", &served.username, &fields.username, &before.username, Username::to_string),
        role: clashes.merge("role", &served.role, &fields.role, &before.role, |role| role.as_str().to_owned()),
        status: before.status,
        organization: clashes.merge(
            "organization",
            &served.organization,
            &fields.organization,
            &before.organization,
            Organization::to_string,
        ),
        language: clashes.merge("language", &served.language, &fields.language, &before.language, |language| {
            language.tag().to_owned()
        }),
        timezone: clashes
            .merge("timezone", &served.timezone, &fields.timezone, &before.timezone, |zone| zone.name().to_owned()),
        password_hash,
        last_login_at: before.last_login_at,
        created_at: before.created_at,
        modified_at: tx.now,
        version: before.version.saturating_add(1),
        private_note,
    }
}

impl ServedFields {
    /// What a form of this one is served with.
    #[must_use]
    pub fn of(user: &ApiUser) -> Self {
        Self {
            username: user.username.to_string(),
            role: user.role.as_str().to_owned(),
            organization: user.organization.to_string(),
            language: user.language.tag().to_owned(),
            timezone: user.timezone.name().to_owned(),
            private_note: Self::digest(&user.private_note),
        }
    }

    /// What stands for a note.
    #[must_use]
    pub fn digest(note: &PrivateNote) -> String {
        sha256_hex(note.as_str())
    }
}

fn compare(before: &ApiUser, after: &ApiUser) -> Changes {
    let mut changes = Changes::default();
    changes.compare("username", before.username.as_str(), after.username.as_str());
    changes.compare("role", before.role.as_str(), after.role.as_str());
    changes.compare("organization", before.organization.as_str(), after.organization.as_str());
    changes.compare("language", before.language.tag(), after.language.tag());
    changes.compare("timezone", before.timezone.name(), after.timezone.name());
    if before.private_note != after.private_note {
        changes.redacted("private_note");
    }
    if before.password_hash != after.password_hash {
        changes.redacted("password");
    }
    changes
}
