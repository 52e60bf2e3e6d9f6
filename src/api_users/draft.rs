//! What becomes of a form without errors.

use super::{ApiUser, ApiUserId, form::Draft};
use crate::{
    authorization::Status,
    clock::Timestamp,
    forms::{Organization, PrivateNote},
    security::PasswordHash,
};

impl Draft {
    /// The main organization has no name of its own, so that it can be renamed.
    #[must_use]
    pub fn under_main(self, main: &Organization) -> Self {
        let is_main = self.organization.key() == main.key();
        Self { organization: if is_main { Organization::default() } else { self.organization }, ..self }
    }

    /// A new API user, Active.
    pub fn new_user(&self, password_hash: PasswordHash, now: Timestamp) -> ApiUser {
        let note = self.private_note.as_ref();
        ApiUser {
            id: ApiUserId::new(),
            username: self.username.as_str().to_owned(),
            username_key: self.username.key(),
            role: self.role,
            status: Status::Active,
            organization: self.organization.to_string(),
            organization_key: self.organization.key(),
            language: self.language,
            timezone: self.timezone,
            password_hash,
            last_login_at: Timestamp::NEVER,
            created_at: now,
            modified_at: now,
            version: 1,
            private_note: note.map(ToString::to_string).unwrap_or_default(),
            private_note_key: note.map(PrivateNote::key).unwrap_or_default(),
        }
    }

    /// The saved one with what the draft says; what the person does not see stays.
    pub fn over(&self, before: &ApiUser, hash: Option<PasswordHash>, now: Timestamp) -> ApiUser {
        let drafted = self.new_user(hash.unwrap_or_else(|| before.password_hash.clone()), now);
        let (private_note, private_note_key) = match &self.private_note {
            Some(_) => (drafted.private_note, drafted.private_note_key),
            None => (before.private_note.clone(), before.private_note_key.clone()),
        };
        ApiUser {
            id: before.id.clone(),
            status: before.status,
            last_login_at: before.last_login_at,
            created_at: before.created_at,
            version: before.version + 1,
            private_note,
            private_note_key,
            ..drafted
        }
    }
}
