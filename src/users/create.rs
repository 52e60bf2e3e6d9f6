//! Adding people.

use super::{ChosenLanguage, PanelUser, PanelUserStatus, Refused, Theme, store};
use crate::{
    account_names::{self, AccountKind},
    audit::{Action, Changes, Subject, Tx},
    authentication::{is_first_run_token, set_first_run_token},
    authorization::{PanelRole, Permission},
    clock::Timestamp,
    ids::PanelUserId,
    input::Username,
    locale::{Locale, Timezone},
    security::PasswordHash,
};

/// What it takes to add a person.
#[derive(Clone, Debug)]
pub struct NewPanelUser {
    /// Unique among all accounts.
    pub username: Username,
    /// What the person may do.
    pub role: PanelRole,
    /// None for whatever the browser asks for.
    pub language: Option<Locale>,
    /// In which zone times are shown.
    pub timezone: Timezone,
    /// The person's password.
    pub password_hash: PasswordHash,
}

/// Adds a person.
///
/// # Errors
/// [`Refused::Forbidden`], [`Refused::UsernameTaken`].
pub fn create(tx: &mut Tx<'_>, new: &NewPanelUser) -> Result<PanelUser, Refused> {
    tx.require(Permission::ManagePanelUsers)?;
    insert(tx, new)
}

/// Adds the first Administrator, which uses up the one-time link of this token.
///
/// # Errors
/// [`Refused::Gone`], where the token is none or there is somebody already; [`Refused::UsernameTaken`].
pub(crate) fn create_first(tx: &mut Tx<'_>, token: &str, new: &NewPanelUser) -> Result<PanelUser, Refused> {
    if !is_first_run_token(tx.connection, token)? || store::any(tx.connection)? {
        return Err(Refused::Gone);
    }
    set_first_run_token(tx.connection, None)?;
    insert(tx, new)
}

fn insert(tx: &mut Tx<'_>, new: &NewPanelUser) -> Result<PanelUser, Refused> {
    let user = PanelUser {
        id: PanelUserId::new(),
        username: new.username.clone(),
        role: new.role,
        language: ChosenLanguage(new.language),
        timezone: new.timezone,
        theme: Theme::System,
        password_hash: new.password_hash.clone(),
        password_version: 1,
        status: PanelUserStatus::Active,
        last_login_at: Timestamp::NEVER,
        created_at: tx.now,
        modified_at: tx.now,
        version: 1,
    };
    account_names::take(tx.connection, &user.username, AccountKind::PanelUser, user.id.as_str())?;
    store::insert(tx.connection, &user)?;
    let mut changes = Changes::default();
    changes.start("username", user.username.as_str());
    changes.start("role", user.role.as_str());
    let subject = Subject::PanelUser(user.id.clone(), user.username.to_string());
    tx.record(Action::Created, subject, user.version, changes);
    Ok(user)
}
