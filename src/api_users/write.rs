//! What a save writes, in one transaction: the row, its privileges, the audit row.

use super::{
    ApiUser, ApiUserId,
    form::Draft,
    matrix_form::MatrixForm,
    privileges,
    store::{self, SaveError},
};
use crate::{
    audit::{self, Action, Author, Changes, Subject},
    authorization::{ApiUserRole, Privilege, PrivilegeSet},
    clock::Timestamp,
    db::DbConnection,
    projects::ProjectId,
    security::{KeyKind, PasswordHash, SecretKey, keep_key},
    web::Flash,
};

/// Saves a new one with its key and its privileges, and the audit row.
///
/// # Errors
/// Those of the store.
pub fn insert(
    connection: &mut DbConnection,
    user: &ApiUser,
    draft: &Draft,
    key: &SecretKey,
    matrix: &MatrixForm,
    author: &Author,
) -> Result<(), SaveError> {
    store::insert(connection, user, &draft.username)?;
    keep_key(connection, key, KeyKind::ApiUser, user.id.as_str(), user.created_at)?;
    let mut changes = Changes::default();
    for (field, value) in [
        ("username", user.username.as_str()),
        ("role", user.role.as_str()),
        ("status", user.status.as_str()),
        ("organization", &user.organization),
        ("language", user.language.tag()),
        ("timezone", user.timezone.name()),
    ] {
        changes.start(field, value);
    }
    if !user.private_note.is_empty() {
        changes.untold("private_note");
    }
    set_privileges(connection, &user.id, matrix, &mut changes)?;
    let subject = Subject::ApiUser(user.id.as_str(), &user.username);
    Ok(audit::record(connection, author, Action::Created, subject, &changes, user.created_at)?)
}

/// What a form asks to be changed.
pub struct Update {
    pub id: ApiUserId,
    /// The version that the form was served with.
    pub version: i64,
    pub draft: Draft,
    /// Of a new password.
    pub hash: Option<PasswordHash>,
    pub matrix: MatrixForm,
    /// Whether the author may make an API user an Administrator.
    pub may_grant: bool,
}

impl Update {
    /// Saves it, with the audit row; says whether there was anything to save.
    ///
    /// # Errors
    /// [`SaveError::Conflict`] where the version is no longer that, [`SaveError::Forbidden`] where the role is not to be
    /// given by this author, and those of the store.
    pub fn run(self, connection: &mut DbConnection, author: &Author, now: Timestamp) -> Result<Flash, SaveError> {
        let before = store::find(connection, &self.id)?;
        if before.version != self.version {
            return Err(SaveError::Conflict);
        }
        let is_granted = self.draft.role == ApiUserRole::Administrator && before.role != ApiUserRole::Administrator;
        if is_granted && !self.may_grant {
            return Err(SaveError::Forbidden);
        }
        let has_new_password = self.hash.is_some();
        let after = self.draft.over(&before, self.hash, now);
        let mut changes = compare(&before, &after);
        if has_new_password {
            changes.untold("password");
        }
        set_privileges(connection, &self.id, &self.matrix, &mut changes)?;
        if changes.is_empty() {
            return Ok(Flash::NothingChanged);
        }
        let renamed = (before.username != after.username).then_some(&self.draft.username);
        store::update(connection, &before, &after, renamed)?;
        let subject = Subject::ApiUser(after.id.as_str(), &after.username);
        audit::record(connection, author, Action::Changed, subject, &changes, now)?;
        Ok(Flash::ApiUserSaved)
    }
}

fn compare(before: &ApiUser, after: &ApiUser) -> Changes {
    let mut changes = Changes::default();
    changes.compare("username", &before.username, &after.username);
    changes.compare("role", before.role.as_str(), after.role.as_str());
    changes.compare("organization", &before.organization, &after.organization);
    changes.compare("language", before.language.tag(), after.language.tag());
    changes.compare("timezone", before.timezone.name(), after.timezone.name());
    if before.private_note != after.private_note {
        changes.untold("private_note");
    }
    changes
}

/// Writes the privileges that were changed, and no others.
fn set_privileges(
    connection: &mut DbConnection,
    user: &ApiUserId,
    matrix: &MatrixForm,
    changes: &mut Changes,
) -> Result<(), SaveError> {
    let ids: Vec<ProjectId> = matrix.changed().map(|(project, _)| project.clone()).collect();
    if !privileges::are_projects(connection, &ids.iter().collect::<Vec<_>>())? {
        return Err(SaveError::UnknownProject);
    }
    let saved = privileges::of(connection, user, &ids)?;
    for (project, edit) in matrix.changed() {
        let before = saved.get(project).copied().unwrap_or_default();
        if before != edit.typed {
            privileges::set(connection, user, project, edit.typed)?;
            changes.compare(format!("privileges.{project}"), &words(before), &words(edit.typed));
        }
    }
    Ok(())
}

fn words(set: PrivilegeSet) -> String {
    set.iter().map(Privilege::as_str).collect::<Vec<_>>().join(" ")
}
