//! What somebody may do with the records of a project, whoever it is.

use super::{Action, Allowed, Deed, PanelRole, Parts, RecordState, Standing, decide};

/// By what somebody may do something with the records of a project. Pages ask it which controls they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordAuthority {
    /// A person, by their role in the panel.
    Role(PanelRole),
    /// An API user, by what it holds in the project.
    Standing(Standing),
}

impl RecordAuthority {
    /// That this may be done to a record in this state; none where it may not.
    #[must_use]
    pub fn allow(self, action: Action, record: RecordState) -> Option<Allowed> {
        match self {
            Self::Role(role) => role.allow(action, record),
            Self::Standing(standing) => decide(standing, action, record).ok(),
        }
    }

    /// Whether this may be done to a record in this state.
    #[must_use]
    pub fn may(self, action: Action, record: RecordState) -> bool {
        self.allow(action, record).is_some()
    }

    /// Whether that may be done, as far as it has no parts that take more.
    #[must_use]
    pub fn may_do(self, deed: Deed, record: RecordState) -> bool {
        self.may(Action::new(deed, Parts::NONE), record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::{ApiUserRole, Part, Privilege, Status};

    #[test]
    fn people_are_judged_by_their_role_and_api_users_by_decide() {
        let standing = Standing {
            api_user: Status::Active,
            role: ApiUserRole::Operator,
            project: Status::Active,
            privileges: [Privilege::Access, Privilege::Deactivate].into_iter().collect(),
        };
        for deed in Deed::ALL {
            for state in RecordState::ALL {
                for part in Part::ALL {
                    let action = Action::new(deed, Parts::NONE.with(part));
                    let decided = decide(standing, action, state).ok();
                    assert_eq!(RecordAuthority::Standing(standing).allow(action, state), decided);
                    for role in PanelRole::ALL {
                        assert_eq!(RecordAuthority::Role(role).allow(action, state), role.allow(action, state));
                    }
                }
            }
        }
    }
}
