//! One table of usernames for people and machine accounts, so that no two of them share one.

use std::fmt;

use diesel::prelude::*;

use crate::{
    db::{DbConnection, DbError, DbResult, schema::account_names},
    ids::{ApiUserId, PanelUserId},
    input::Username,
    text_enum,
};

text_enum! {
    /// Whose name it is.
    pub enum AccountKind {
        /// A person's.
        PanelUser = "panel_user",
        /// A machine account's.
        ApiUser = "api_user",
    }
}

/// An account of either kind. As a text it is the id of a person, or `api_user:` and the id of an API user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AccountId {
    /// A person.
    PanelUser(PanelUserId),
    /// An API user.
    ApiUser(ApiUserId),
}

const API_USER: &str = "api_user:";

impl AccountId {
    /// The account of this kind and id; none where the id is none.
    pub(crate) fn of(kind: AccountKind, id: &str) -> Option<Self> {
        match kind {
            AccountKind::PanelUser => PanelUserId::parse(id).map(Self::PanelUser),
            AccountKind::ApiUser => ApiUserId::parse(id).map(Self::ApiUser),
        }
    }

    /// The account of a text; none where it is none in its one form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix(API_USER) {
            Some(id) => Self::of(AccountKind::ApiUser, id),
            None => Self::of(AccountKind::PanelUser, text),
        }
    }

    /// Its kind.
    pub(crate) const fn kind(&self) -> AccountKind {
        match self {
            Self::PanelUser(_) => AccountKind::PanelUser,
            Self::ApiUser(_) => AccountKind::ApiUser,
        }
    }

    /// Its id, which no account of the other kind has.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::PanelUser(id) => id.as_str(),
            Self::ApiUser(id) => id.as_str(),
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PanelUser(id) => id.fmt(formatter),
            Self::ApiUser(id) => write!(formatter, "{API_USER}{id}"),
        }
    }
}

/// Why a name could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    /// Another account has it.
    #[error("another account has this username")]
    Taken,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for NameError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Takes the name for the account. There is no look before it, so nobody can come in between.
///
/// # Errors
/// [`NameError::Taken`] where another account has it.
pub(crate) fn take(
    connection: &mut DbConnection,
    name: &Username,
    kind: AccountKind,
    owner: &str,
) -> Result<(), NameError> {
    let row =
        (account_names::username_key.eq(name.key()), account_names::kind.eq(kind), account_names::owner_id.eq(owner));
    match diesel::insert_into(account_names::table).values(row).execute(connection).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(error) if error.violates("account_names.username_key") => Err(NameError::Taken),
        Err(error) => Err(error.into()),
    }
}

/// Frees the names of an account.
pub(crate) fn release(connection: &mut DbConnection, owner: &str) -> DbResult<()> {
    diesel::delete(account_names::table.filter(account_names::owner_id.eq(owner))).execute(connection)?;
    Ok(())
}

/// Whose name this is.
pub(crate) fn owner(connection: &mut DbConnection, username_key: &str) -> DbResult<Option<AccountId>> {
    let row: Option<(AccountKind, String)> = account_names::table
        .find(username_key)
        .select((account_names::kind, account_names::owner_id))
        .first(connection)
        .optional()?;
    Ok(row.and_then(|(kind, id)| AccountId::of(kind, &id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_as_it_is_written() {
        for account in [AccountId::PanelUser(PanelUserId::new()), AccountId::ApiUser(ApiUserId::new())] {
            assert_eq!(AccountId::parse(&account.to_string()), Some(account.clone()));
            assert_eq!(AccountId::of(account.kind(), account.id()), Some(account));
        }
        for stranger in ["", "api_user:", "api_user", "panel_user:x"] {
            assert_eq!(AccountId::parse(stranger), None, "{stranger:?}");
        }
    }
}
