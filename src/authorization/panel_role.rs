//! The roles of the people who sign in to the panel, and what each may do there.

use super::ApiUserRole;
use crate::text_enum;

text_enum! {
    /// The role of a panel user.
    pub enum PanelRole {
        /// May do everything.
        Administrator = "administrator",
        /// Edits API users and their privileges and moves them; neither makes nor deletes them, sees no private notes.
        Manager = "manager",
        /// Reads, but no private notes.
        Auditor = "auditor",
    }
}

/// Something that a person may or may not do in the panel; reading all but this is for every role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Sees the last four characters of secret keys.
    SeeKeys,
    /// Sees, searches and changes the private notes of API users.
    ReadPrivateNotes,
    /// Makes new API users.
    CreateApiUsers,
    /// Changes the fields, the privileges and the status of API users.
    EditApiUsers,
    /// Gives an API user the role Administrator.
    GrantAdministratorRole,
    /// Resets a lost password of an API user.
    ResetApiUserPasswords,
    /// Deletes API users in Trash for good.
    DeleteApiUsers,
    /// Makes, changes and moves projects.
    ManageProjects,
    /// Adds, changes and removes panel users.
    ManagePanelUsers,
    /// Runs calls as API users, in the API client.
    RunCalls,
}

impl Permission {
    /// What it takes to change an API user of this role, or to give it: whoever may not give the role Administrator may
    /// not change those who have it either.
    #[must_use]
    pub const fn to_change(role: ApiUserRole) -> Self {
        match role {
            ApiUserRole::Operator => Self::EditApiUsers,
            ApiUserRole::Administrator => Self::GrantAdministratorRole,
        }
    }

    /// Every permission, for tables and tests.
    pub const ALL: [Self; 10] = [
        Self::SeeKeys,
        Self::ReadPrivateNotes,
        Self::CreateApiUsers,
        Self::EditApiUsers,
        Self::GrantAdministratorRole,
        Self::ResetApiUserPasswords,
        Self::DeleteApiUsers,
        Self::ManageProjects,
        Self::ManagePanelUsers,
        Self::RunCalls,
    ];
}

impl PanelRole {
    /// Whether a person of this role may do that.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        match self {
            Self::Administrator => true,
            Self::Manager => matches!(permission, Permission::EditApiUsers),
            Self::Auditor => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_truth_table() {
        let table = [
            (Permission::SeeKeys, [true, false, false]),
            (Permission::ReadPrivateNotes, [true, false, false]),
            (Permission::CreateApiUsers, [true, false, false]),
            (Permission::EditApiUsers, [true, true, false]),
            (Permission::GrantAdministratorRole, [true, false, false]),
            (Permission::ResetApiUserPasswords, [true, false, false]),
            (Permission::DeleteApiUsers, [true, false, false]),
            (Permission::ManageProjects, [true, false, false]),
            (Permission::ManagePanelUsers, [true, false, false]),
            (Permission::RunCalls, [true, false, false]),
        ];
        assert_eq!(table.map(|(permission, _)| permission), Permission::ALL);
        for (permission, expected) in table {
            assert_eq!(PanelRole::ALL.map(|role| role.may(permission)), expected, "{permission:?}");
        }
    }
}
