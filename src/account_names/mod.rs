//! One table of usernames for people and machine accounts, so that no two of them share one.

use diesel::prelude::*;

use crate::{
    db::{DbConnection, DbError, DbResult, schema::account_names},
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
pub(crate) fn owner(connection: &mut DbConnection, username_key: &str) -> DbResult<Option<(AccountKind, String)>> {
    Ok(account_names::table
        .find(username_key)
        .select((account_names::kind, account_names::owner_id))
        .first(connection)
        .optional()?)
}
