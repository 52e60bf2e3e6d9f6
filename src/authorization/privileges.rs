//! The ten privileges, and sets of them as one API user holds them in one project.

use crate::text_enum;

text_enum! {
    /// One of the ten things an API user may be allowed to do in a project.
    pub enum Privilege {
        /// Access Producer: without it the others have no effect.
        Access = "access",
        /// Add Records.
        Add = "add",
        /// Edit Records.
        Edit = "edit",
        /// Deactivate Records.
        Deactivate = "deactivate",
        /// Trash/Delete Records.
        Trash = "trash",
        /// Erase Records.
        Erase = "erase",
        /// Capture Photo ID.
        Photo = "photo",
        /// Capture Signature.
        Signature = "signature",
        /// Print Card.
        Print = "print",
        /// Preview Card.
        Preview = "preview",
    }
}

text_enum! {
    /// The headings under which the privileges stand.
    pub enum PrivilegeGroup {
        /// Whether Producer can be reached at all.
        Access = "access",
        /// What may be done to records.
        Records = "records",
        /// What may be captured for a record.
        Capture = "capture",
        /// What may be done with the card of a record.
        Card = "card",
    }
}

impl PrivilegeGroup {
    /// The privileges under this heading, in the order of their columns.
    #[must_use]
    pub const fn privileges(self) -> &'static [Privilege] {
        use Privilege::{Access, Add, Deactivate, Edit, Erase, Photo, Preview, Print, Signature, Trash};
        match self {
            Self::Access => &[Access],
            Self::Records => &[Add, Edit, Deactivate, Trash, Erase],
            Self::Capture => &[Photo, Signature],
            Self::Card => &[Print, Preview],
        }
    }
}

impl Privilege {
    /// The bit of this privilege in a [`PrivilegeSet`]; stored, so it never changes.
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The privileges of one API user in one project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PrivilegeSet(u16);

impl PrivilegeSet {
    /// No privilege.
    pub const NONE: Self = Self(0);
    /// All ten.
    pub const ALL: Self = Self((1 << Privilege::ALL.len()) - 1);

    /// The set whose bits these are; none where a bit stands for no privilege.
    #[must_use]
    pub fn from_bits(bits: i32) -> Option<Self> {
        u16::try_from(bits).ok().filter(|bits| bits & !Self::ALL.0 == 0).map(Self)
    }

    /// The bits of this set, as they are stored.
    #[must_use]
    pub fn bits(self) -> i32 {
        i32::from(self.0)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many privileges the set holds, 0 to 10.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the privilege is in the set.
    #[must_use]
    pub const fn contains(self, privilege: Privilege) -> bool {
        self.0 & privilege.bit() != 0
    }

    /// This set with the privilege.
    #[must_use]
    pub const fn with(self, privilege: Privilege) -> Self {
        Self(self.0 | privilege.bit())
    }

    /// This set without the privilege.
    #[must_use]
    pub const fn without(self, privilege: Privilege) -> Self {
        Self(self.0 & !privilege.bit())
    }

    /// What becomes of a saved set where one that was served became another: only what differs between these two changes.
    #[must_use]
    pub const fn merge(served: Self, wanted: Self, saved: Self) -> Self {
        saved.replaced(Self(served.0 ^ wanted.0), wanted)
    }

    /// This set, but with these privileges as they are in another.
    #[must_use]
    pub const fn replaced(self, these: Self, other: Self) -> Self {
        Self((self.0 & !these.0) | (other.0 & these.0))
    }

    /// How many privileges are in one of the two sets only.
    #[must_use]
    pub const fn differences(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// The privileges that take effect: none at all without Access Producer.
    #[must_use]
    pub const fn effective(self) -> Self {
        if self.contains(Privilege::Access) { self } else { Self::NONE }
    }

    /// Whether the set holds privileges that have no effect for want of Access Producer.
    #[must_use]
    pub const fn is_ineffective(self) -> bool {
        !self.is_empty() && !self.contains(Privilege::Access)
    }

    /// The privileges of the set, in the order of their columns.
    pub fn iter(self) -> impl Iterator<Item = Privilege> {
        Privilege::ALL.into_iter().filter(move |&privilege| self.contains(privilege))
    }
}

impl FromIterator<Privilege> for PrivilegeSet {
    fn from_iter<I: IntoIterator<Item = Privilege>>(privileges: I) -> Self {
        privileges.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_hold_every_privilege_once_in_column_order() {
        let grouped: Vec<_> = PrivilegeGroup::ALL.iter().flat_map(|group| group.privileges()).copied().collect();
        assert_eq!(grouped, Privilege::ALL);
    }

    #[test]
    fn the_stored_bits_stay_what_they_are() {
        let bits = Privilege::ALL.map(Privilege::bit);
        assert_eq!(bits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    }

    #[test]
    fn bits_round_trip_and_strange_bits_are_refused() {
        for bits in 0..1024 {
            assert_eq!(PrivilegeSet::from_bits(bits).map(PrivilegeSet::bits), Some(bits));
        }
        for strange in [-1, 1024, i32::MAX, i32::MIN] {
            assert_eq!(PrivilegeSet::from_bits(strange), None);
        }
    }

    #[test]
    fn merging_changes_what_was_changed_and_nothing_else() {
        let set = |privileges: &[Privilege]| privileges.iter().copied().collect::<PrivilegeSet>();
        let (served, saved) = (set(&[Privilege::Access, Privilege::Add]), set(&[Privilege::Access, Privilege::Print]));
        let wanted = set(&[Privilege::Access, Privilege::Add, Privilege::Edit]);
        let merged = set(&[Privilege::Access, Privilege::Print, Privilege::Edit]);
        assert_eq!(PrivilegeSet::merge(served, wanted, saved), merged);
        assert_eq!(PrivilegeSet::merge(served, served, saved), saved);
        assert_eq!(PrivilegeSet::merge(saved, wanted, saved), wanted);
    }

    #[test]
    fn without_access_nothing_takes_effect_and_nothing_is_lost() {
        let kept = PrivilegeSet::ALL.without(Privilege::Access);
        assert_eq!(kept.effective(), PrivilegeSet::NONE);
        assert_eq!(kept.len(), 9);
        assert!(kept.is_ineffective());
        assert_eq!(kept.with(Privilege::Access).effective(), PrivilegeSet::ALL);
        assert!(!PrivilegeSet::NONE.is_ineffective());
    }
}
