//! The state of a saved API user or project, and the two roles of API users.

use crate::text_enum;

text_enum! {
    /// The state of a saved API user or project; "New" is what is not saved yet, so it is no value of this type.
    pub enum Status {
        /// Can log in (an API user), can be reached (a project).
        Active = "active",
        /// Can't log in, can't be reached; everything about it is kept.
        Inactive = "inactive",
        /// As [`Status::Inactive`]; an API user here may be deleted for good by an Administrator.
        Trash = "trash",
    }
}

text_enum! {
    /// The role of an API user.
    pub enum ApiUserRole {
        /// What a new API user is.
        Operator = "operator",
        /// May also delete trashed records for good.
        Administrator = "administrator",
    }
}

impl Status {
    /// The states that this one may be moved to: any of the others.
    pub fn moves(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |&to| to != self)
    }

    /// Whether something in this state may be deleted for good.
    #[must_use]
    pub fn allows_deletion(self) -> bool {
        self == Self::Trash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_may_follow_every_other() {
        for from in Status::ALL {
            let moves: Vec<_> = from.moves().collect();
            assert_eq!(moves.len(), 2);
            assert!(!moves.contains(&from));
        }
    }

    #[test]
    fn text_round_trips_and_strangers_are_refused() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(status));
        }
        for stranger in ["", "new", "ACTIVE", "active "] {
            assert_eq!(Status::parse(stranger), None, "{stranger:?}");
        }
    }
}
