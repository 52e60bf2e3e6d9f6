//! What the people of the panel may do with the records of projects.

use super::{Action, Allowed, Deed, PanelRole, RecordState};

impl PanelRole {
    /// That a person of this role may do that to a record in this state; none where they may not. Administrators do
    /// everything, but delete only from Trash; Managers add, change and move; Auditors read.
    #[must_use]
    pub fn allow(self, action: Action, record: RecordState) -> Option<Allowed> {
        let is_allowed = match action.deed() {
            Deed::GetRecord | Deed::GetAllRecords | Deed::GetPhotoId | Deed::GetBadgePreview => true,
            Deed::InsertRecord | Deed::UpdateRecord => matches!(self, Self::Administrator | Self::Manager),
            Deed::PrintCard => self == Self::Administrator,
            Deed::DeleteRecord => self == Self::Administrator && record == RecordState::Trash,
        };
        is_allowed.then(|| Allowed::new(action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::Parts;

    #[test]
    fn the_truth_table() {
        let (all, changers, none) = ([true, true, true], [true, true, false], [false, false, false]);
        let administrators = [true, false, false];
        for deed in Deed::ALL {
            for state in RecordState::ALL {
                let expected = match deed {
                    Deed::GetRecord | Deed::GetAllRecords | Deed::GetPhotoId | Deed::GetBadgePreview => all,
                    Deed::InsertRecord | Deed::UpdateRecord => changers,
                    Deed::PrintCard => administrators,
                    Deed::DeleteRecord if state == RecordState::Trash => administrators,
                    Deed::DeleteRecord => none,
                };
                let action = Action::new(deed, Parts::ALL);
                let allowed = PanelRole::ALL.map(|role| role.allow(action, state));
                assert_eq!(allowed.map(|allowed| allowed.is_some()), expected, "{deed:?} {state:?}");
                assert!(allowed.into_iter().flatten().all(|allowed| allowed.action() == action), "{deed:?}");
            }
        }
    }
}
