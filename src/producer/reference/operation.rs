//! What can be called.

use std::borrow::Borrow;

use super::{DataShape, Member};
use crate::{
    authorization::{Deed, Part, Privilege, Rule},
    locale::Locale,
    producer::OutputFormat,
    texts::Text,
};

/// One thing that can be called: an action, or the deletion that `update_record` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operation(pub Deed);

/// What an operation takes besides Access Producer: always, or for a part of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    /// The part; none for always.
    pub part: Option<Part>,
    rule: Rule,
}

impl Operation {
    /// How many there are.
    pub(crate) const COUNT: usize = Deed::ALL.len();

    /// Every one.
    pub(crate) fn all() -> [Self; Self::COUNT] {
        Deed::ALL.map(Self)
    }

    /// Its own name, such as `delete_record`.
    pub(crate) const fn name(self) -> &'static str {
        self.0.as_str()
    }

    /// `api_action`.
    pub(crate) const fn action(self) -> &'static str {
        match self.0 {
            Deed::DeleteRecord => Deed::UpdateRecord.as_str(),
            deed => deed.as_str(),
        }
    }

    /// Its anchor on the page.
    pub(crate) fn anchor(self) -> String {
        self.name().replace('_', "-")
    }

    /// The id of its answer there.
    pub(crate) fn answer_id(self) -> String {
        self.anchor() + "-answer"
    }

    /// What it does.
    pub(crate) fn about(self, locale: impl Borrow<Locale>) -> Text {
        locale.borrow().text(match self.0 {
            Deed::GetRecord => "reference-get-record",
            Deed::GetAllRecords => "reference-get-all-records",
            Deed::GetPhotoId => "reference-get-photo-id",
            Deed::GetBadgePreview => "reference-get-badge-preview",
            Deed::InsertRecord => "reference-insert-record",
            Deed::UpdateRecord => "reference-update-record",
            Deed::DeleteRecord => "reference-delete-record",
            Deed::PrintCard => "reference-print-card",
        })
    }

    /// The members of `api` that are its own.
    pub(crate) fn own_members(self) -> Vec<Member> {
        let picture = || Member::output_format(&OutputFormat::ALL);
        match self.0 {
            Deed::GetRecord => vec![
                Member::primary_key(),
                Member::get_keys(),
                Member::photo_id(),
                Member::photo_id_format(),
                Member::badge_preview(),
                Member::badge_preview_format(),
                Member::badge_preview_number(),
            ],
            Deed::GetAllRecords => Member::list().into_iter().chain([Member::get_keys()]).collect(),
            Deed::GetPhotoId => vec![Member::primary_key(), Member::photo_id_format(), picture()],
            Deed::GetBadgePreview => {
                vec![Member::primary_key(), Member::badge_preview_format(), Member::badge_preview_number(), picture()]
            }
            Deed::InsertRecord => Vec::new(),
            Deed::UpdateRecord | Deed::DeleteRecord => vec![Member::primary_key()],
            Deed::PrintCard => vec![Member::primary_key(), Member::badge_preview_number()],
        }
    }

    /// Whether it is about one record that is there.
    pub(crate) fn takes_record(self) -> bool {
        self.own_members().iter().any(|member| member.name == "api_primary_key")
    }

    /// All members of `api`, those of every action among them.
    pub(crate) fn members(self) -> Vec<Member> {
        let own = self.own_members();
        let common = Member::common().into_iter().filter(|common| own.iter().all(|member| member.name != common.name));
        common.chain(own.clone()).collect()
    }

    /// What `data` holds.
    pub(crate) const fn data(self) -> DataShape {
        match self.0 {
            Deed::GetRecord | Deed::GetAllRecords | Deed::GetPhotoId | Deed::GetBadgePreview | Deed::PrintCard => {
                DataShape::Ignored
            }
            Deed::InsertRecord => DataShape::NewRecord,
            Deed::UpdateRecord => DataShape::Change,
            Deed::DeleteRecord => DataShape::Deletion,
        }
    }

    /// What it takes besides Access Producer.
    pub(crate) fn needs(self) -> Vec<Need> {
        self.0.takes().map(|(part, rule)| Need { part, rule }).collect()
    }
}

impl Need {
    /// The member that takes it; none where it is taken always or by all that is not named.
    pub(crate) const fn member(self) -> Option<&'static str> {
        match self.part {
            None | Some(Part::Values) => None,
            Some(Part::Activity) => Some("idc_active"),
            Some(Part::Trash) => Some("idc_trash"),
            Some(Part::Photo) => Some("idc_photo"),
            Some(Part::Signature) => Some("idc_signature"),
            Some(Part::Preview) => Some("api_badge_preview"),
        }
    }

    /// The privileges, by their names.
    pub(crate) fn privileges(self, locale: Locale) -> String {
        let name = |privilege: Privilege| privilege.text(locale).to_string();
        let text = match self.rule {
            Rule::PreviewOrPrint => locale
                .text("reference-preview-or-print")
                .arg("preview", name(Privilege::Preview))
                .arg("print", name(Privilege::Print)),
            Rule::Erase => {
                locale.text("reference-erase").arg("erase", name(Privilege::Erase)).arg("trash", name(Privilege::Trash))
            }
            rule => return rule.privilege().map(name).unwrap_or_default(),
        };
        text.to_string()
    }
}
