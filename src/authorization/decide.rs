//! What an API user may do with the records of a project. Nothing else decides it.

use super::{ApiUserRole, Privilege, PrivilegeSet, Status};
use crate::text_enum;

#[cfg(test)]
mod truth_table;

/// All that is known of who asks, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The API user's status.
    pub api_user: Status,
    /// The API user's role.
    pub role: ApiUserRole,
    /// The project's status.
    pub project: Status,
    /// What the API user holds in the project.
    pub privileges: PrivilegeSet,
}

text_enum! {
    /// The record that a call is about, as far as it matters here.
    pub enum RecordState {
        /// There is none, or the call is about no single one.
        Absent = "absent",
        /// Neither inactive nor in Trash.
        Active = "active",
        /// Inactive, and not in Trash.
        Inactive = "inactive",
        /// In Trash, whether active or not.
        Trash = "trash",
    }
}

text_enum! {
    /// What a call does, by the name it has in the API.
    pub enum Deed {
        /// One record, by a unique field.
        GetRecord = "get_record",
        /// Many records.
        GetAllRecords = "get_all_records",
        /// The photo of a record.
        GetPhotoId = "get_photo_id",
        /// A picture of the card of a record.
        GetBadgePreview = "get_badge_preview",
        /// A new record.
        InsertRecord = "insert_record",
        /// A change of a record.
        UpdateRecord = "update_record",
        /// A record removed permanently: `update_record` with `idc_delete`.
        DeleteRecord = "delete_record",
        /// The card of a record, ready to be printed.
        PrintCard = "print_card",
    }
}

text_enum! {
    /// A part of what a call asks for, where it takes a privilege of its own.
    pub enum Part {
        /// Values of fields, check-in, colour code, print queue.
        Values = "values",
        /// Active or inactive.
        Activity = "activity",
        /// Into Trash or out of it.
        Trash = "trash",
        /// A photo.
        Photo = "photo",
        /// A signature.
        Signature = "signature",
        /// A preview of the card beside the record.
        Preview = "preview",
    }
}

impl Deed {
    /// What it takes besides Access Producer, in the order in which it is checked: always, or for one of its parts.
    pub fn takes(self) -> impl Iterator<Item = (Option<Part>, Rule)> {
        TAKES.into_iter().filter(move |(deed, ..)| *deed == self).map(|(_, part, rule)| (part, rule))
    }

    /// Whether it changes something.
    #[must_use]
    pub const fn is_change(self) -> bool {
        match self {
            Self::InsertRecord | Self::UpdateRecord | Self::DeleteRecord | Self::PrintCard => true,
            Self::GetRecord | Self::GetAllRecords | Self::GetPhotoId | Self::GetBadgePreview => false,
        }
    }
}

impl Deed {
    /// The parts of it that take a privilege of their own.
    pub fn parts(self) -> impl Iterator<Item = Part> {
        TAKES.into_iter().filter(move |(deed, ..)| *deed == self).filter_map(|(_, part, _)| part)
    }
}

/// The parts of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parts(u8);

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);
    /// Every part.
    pub const ALL: Self = Self((1 << Part::ALL.len()) - 1);

    /// The parts whose bits these are; none where a bit stands for no part.
    #[must_use]
    pub fn from_bits(bits: i32) -> Option<Self> {
        u8::try_from(bits).ok().filter(|bits| bits & !Self::ALL.0 == 0).map(Self)
    }

    /// The bits, as the log of calls stores them.
    #[must_use]
    pub fn bits(self) -> i32 {
        i32::from(self.0)
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this part is among them.
    #[must_use]
    pub const fn contains(self, part: Part) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    /// These and another.
    #[must_use]
    pub const fn with(self, part: Part) -> Self {
        Self(self.0 | (1 << part as u8))
    }
}

impl FromIterator<Part> for Parts {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NONE, Self::with)
    }
}

/// What a call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    deed: Deed,
    parts: Parts,
}

/// One thing that must be so for a call to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The API user is Active.
    ActiveApiUser,
    /// The project is Active.
    ActiveProject,
    /// The API user holds this privilege.
    Holds(Privilege),
    /// The API user holds Preview Card or Print Card.
    PreviewOrPrint,
    /// The API user holds Erase Records; or it holds Trash/Delete Records, is an Administrator, and the record is in Trash.
    Erase,
}

/// The call is not allowed: the first rule that it breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not allowed: {0:?}")]
pub struct Denied(pub Rule);

/// That a call is allowed: only [`decide`] and [`super::PanelRole::allow`] make one, and no record is changed without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    action: Action,
}

impl Allowed {
    pub(super) const fn new(action: Action) -> Self {
        Self { action }
    }

    /// What is allowed.
    #[must_use]
    pub const fn action(self) -> Action {
        self.action
    }
}

/// What was judged, and the rule that it broke: as exact as the log of calls tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What was asked for.
    pub action: Action,
    /// Of a record in which state.
    pub record: RecordState,
    /// None where it was allowed.
    pub broken: Option<Rule>,
}

/// Whether a call is allowed.
///
/// # Errors
/// [`Denied`] with the first rule, in the order of [`Action::rules`], that it breaks.
pub fn decide(standing: Standing, action: Action, record: RecordState) -> Result<Allowed, Denied> {
    match action.rules().find(|rule| !rule.holds(standing, record)) {
        Some(broken) => Err(Denied(broken)),
        None => Ok(Allowed::new(action)),
    }
}

/// What each deed takes besides Access Producer, in the order in which it is checked: always, or for one of its parts.
const TAKES: [(Deed, Option<Part>, Rule); 14] = [
    (Deed::GetRecord, Some(Part::Preview), Rule::PreviewOrPrint),
    (Deed::GetBadgePreview, None, Rule::PreviewOrPrint),
    (Deed::InsertRecord, None, Rule::Holds(Privilege::Add)),
    (Deed::InsertRecord, Some(Part::Activity), Rule::Holds(Privilege::Deactivate)),
    (Deed::InsertRecord, Some(Part::Trash), Rule::Holds(Privilege::Trash)),
    (Deed::InsertRecord, Some(Part::Photo), Rule::Holds(Privilege::Photo)),
    (Deed::InsertRecord, Some(Part::Signature), Rule::Holds(Privilege::Signature)),
    (Deed::UpdateRecord, Some(Part::Values), Rule::Holds(Privilege::Edit)),
    (Deed::UpdateRecord, Some(Part::Activity), Rule::Holds(Privilege::Deactivate)),
    (Deed::UpdateRecord, Some(Part::Trash), Rule::Holds(Privilege::Trash)),
    (Deed::UpdateRecord, Some(Part::Photo), Rule::Holds(Privilege::Photo)),
    (Deed::UpdateRecord, Some(Part::Signature), Rule::Holds(Privilege::Signature)),
    (Deed::DeleteRecord, None, Rule::Erase),
    (Deed::PrintCard, None, Rule::Holds(Privilege::Print)),
];

impl Action {
    /// A deed with its parts. A change that asks for nothing is one of values: it changes none.
    #[must_use]
    pub const fn new(deed: Deed, parts: Parts) -> Self {
        let known = Parts::ALL.0 & !Parts::NONE.with(Part::Preview).0;
        let is_empty_change = matches!(deed, Deed::UpdateRecord) && parts.0 & known == 0;
        Self { deed, parts: if is_empty_change { parts.with(Part::Values) } else { parts } }
    }

    /// What it does.
    #[must_use]
    pub const fn deed(self) -> Deed {
        self.deed
    }

    /// To which parts; those that a deed does not know take no effect.
    #[must_use]
    pub const fn parts(self) -> Parts {
        self.parts
    }

    /// The rules of a call in the order in which they are checked.
    pub fn rules(self) -> impl Iterator<Item = Rule> {
        let of_all = [Rule::ActiveApiUser, Rule::ActiveProject, Rule::Holds(Privilege::Access)];
        let is_asked = move |part: Option<Part>| part.is_none_or(|part| self.parts.contains(part));
        let own = self.deed.takes().filter(move |(part, _)| is_asked(*part));
        of_all.into_iter().chain(own.map(|(_, rule)| rule))
    }
}

impl Rule {
    /// Whether it is so.
    #[must_use]
    pub fn holds(self, standing: Standing, record: RecordState) -> bool {
        let held = standing.privileges;
        match self {
            Self::ActiveApiUser => standing.api_user == Status::Active,
            Self::ActiveProject => standing.project == Status::Active,
            Self::Holds(privilege) => held.contains(privilege),
            Self::PreviewOrPrint => held.contains(Privilege::Preview) || held.contains(Privilege::Print),
            Self::Erase => {
                let is_administrator = standing.role == ApiUserRole::Administrator;
                let in_trash = record == RecordState::Trash;
                held.contains(Privilege::Erase) || (is_administrator && in_trash && held.contains(Privilege::Trash))
            }
        }
    }

    /// Whether it is one that every call takes.
    #[must_use]
    pub const fn is_about_reach(self) -> bool {
        matches!(self, Self::ActiveApiUser | Self::ActiveProject | Self::Holds(Privilege::Access))
    }

    /// The privilege that would do; none where the rule is about a status.
    #[must_use]
    pub const fn privilege(self) -> Option<Privilege> {
        match self {
            Self::ActiveApiUser | Self::ActiveProject => None,
            Self::Holds(privilege) => Some(privilege),
            Self::PreviewOrPrint => Some(Privilege::Preview),
            Self::Erase => Some(Privilege::Erase),
        }
    }

    /// The word of this rule, as the log of calls stores it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActiveApiUser => "api_user_status",
            Self::ActiveProject => "project_status",
            Self::Holds(privilege) => privilege.as_str(),
            Self::PreviewOrPrint => "preview_or_print",
            Self::Erase => "erase_or_trash",
        }
    }

    /// The rule of a word; none where no rule has it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let of_none = [Self::ActiveApiUser, Self::ActiveProject, Self::PreviewOrPrint, Self::Erase];
        let rule = of_none.into_iter().find(|rule| rule.as_str() == word);
        rule.or_else(|| Privilege::parse(word).map(Self::Holds))
    }
}
