//! What a call asks for, once its members are understood.

use crate::{
    authorization::{Action, Deed, Part, Parts},
    text_enum,
};

/// A call whose members are all understood. Its data are still as they came: what a project's fields make of them is told
/// only to who may do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// One record.
    GetRecord(GetRecord),
    /// Many records.
    GetAllRecords(GetAllRecords),
    /// The photo of a record.
    GetPhotoId(PrimaryKey, PhotoFormat),
    /// A picture of the card of a record.
    GetBadgePreview(PrimaryKey, BadgePreview),
    /// A new record.
    InsertRecord(Data),
    /// A change of a record.
    UpdateRecord(PrimaryKey, Data),
    /// A record removed permanently.
    DeleteRecord(PrimaryKey),
    /// The card of a record, ready to be printed.
    PrintCard(PrimaryKey, CardSide),
}

/// Which record: the name of a unique field, `idc_id_number` by default, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The name of the field.
    pub field: String,
    /// Its value, to be compared folded.
    pub value: String,
}

/// `get_record`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetRecord {
    /// Which one.
    pub key: PrimaryKey,
    /// With its photo.
    pub photo: Option<PhotoFormat>,
    /// With a preview of its card.
    pub preview: Option<BadgePreview>,
    /// With the key of the record and of the project.
    pub with_keys: bool,
}

/// `get_all_records`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetAllRecords {
    /// With the keys of the records and of the project.
    pub with_keys: bool,
    /// The most that are wanted, at least 1; none for as many as one answer may hold.
    pub limit: Option<u32>,
    /// `next_cursor` of the answer before.
    pub cursor: Option<String>,
    /// Which ones.
    pub status: RecordStatus,
}

text_enum! {
    /// Which records are wanted.
    pub enum RecordStatus {
        /// Active ones, not in Trash.
        Active = "active",
        /// Inactive ones, not in Trash.
        Inactive = "inactive",
        /// Those in Trash.
        Trash = "trash",
        /// Every one.
        All = "all",
    }
}

text_enum! {
    /// The format of a photo.
    pub enum PhotoFormat {
        /// JPEG.
        Jpeg = "jpeg",
        /// PNG.
        Png = "png",
        /// WebP.
        Webp = "webp",
    }
}

text_enum! {
    /// The format of a preview.
    pub enum PreviewFormat {
        /// JPEG.
        Jpeg = "jpeg",
        /// PNG.
        Png = "png",
        /// WebP.
        Webp = "webp",
        /// PDF.
        Pdf = "pdf",
    }
}

text_enum! {
    /// The sides of a card, by their numbers in the API.
    pub enum CardSide {
        /// Both.
        Both = "0",
        /// The front.
        Front = "1",
        /// The back.
        Back = "2",
    }
}

/// A preview of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadgePreview {
    /// As what.
    pub format: PreviewFormat,
    /// Of which side.
    pub side: CardSide,
}

/// The `data` of a call: names and values in the order they came; each name is there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data(pub Vec<(String, DataValue)>);

/// A value of `data`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataValue {
    /// A text; numbers are taken as they were written.
    Text(String),
    /// Null: no value.
    Null,
    /// Anything else, which no field takes.
    Other,
}

impl Data {
    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&DataValue> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn is(&self, name: &str, text: &str) -> bool {
        matches!(self.get(name), Some(DataValue::Text(value)) if value == text)
    }

    /// What a change of a record with these data asks for.
    fn parts_of_change(&self) -> Parts {
        let special = [
            ("idc_active", Part::Activity),
            ("idc_trash", Part::Trash),
            ("idc_photo", Part::Photo),
            ("idc_signature", Part::Signature),
        ];
        let parts: Parts = special.iter().filter(|(name, _)| self.has(name)).map(|&(_, part)| part).collect();
        let is_value = |name: &str| name != "idc_delete" && special.iter().all(|&(other, _)| other != name);
        if self.0.iter().any(|(name, _)| is_value(name)) { parts.with(Part::Values) } else { parts }
    }

    /// What a new record with these data asks for: what a record is anyway asks for nothing.
    fn parts_of_new(&self) -> Parts {
        let asked = [
            (Part::Activity, self.has("idc_active") && !self.is("idc_active", "1")),
            (Part::Trash, self.has("idc_trash") && !self.is("idc_trash", "0")),
            (Part::Photo, self.has("idc_photo")),
            (Part::Signature, self.has("idc_signature")),
        ];
        asked.into_iter().filter(|&(_, is_asked)| is_asked).map(|(part, _)| part).collect()
    }
}

impl Call {
    /// What the call asks for, as [`crate::authorization::decide`] judges it.
    #[must_use]
    pub fn action(&self) -> Action {
        let (deed, parts) = match self {
            Self::GetRecord(GetRecord { preview: Some(_), .. }) => {
                (Deed::GetRecord, [Part::Preview].into_iter().collect())
            }
            Self::GetRecord(_) => (Deed::GetRecord, Parts::NONE),
            Self::GetAllRecords(_) => (Deed::GetAllRecords, Parts::NONE),
            Self::GetPhotoId(..) => (Deed::GetPhotoId, Parts::NONE),
            Self::GetBadgePreview(..) => (Deed::GetBadgePreview, Parts::NONE),
            Self::InsertRecord(data) => (Deed::InsertRecord, data.parts_of_new()),
            Self::UpdateRecord(_, data) => (Deed::UpdateRecord, data.parts_of_change()),
            Self::DeleteRecord(_) => (Deed::DeleteRecord, Parts::NONE),
            Self::PrintCard(..) => (Deed::PrintCard, Parts::NONE),
        };
        Action::new(deed, parts)
    }

    /// Which record it is about, where it is one that is there.
    #[must_use]
    pub const fn key(&self) -> Option<&PrimaryKey> {
        match self {
            Self::GetRecord(GetRecord { key, .. })
            | Self::GetPhotoId(key, _)
            | Self::GetBadgePreview(key, _)
            | Self::UpdateRecord(key, _)
            | Self::DeleteRecord(key)
            | Self::PrintCard(key, _) => Some(key),
            Self::GetAllRecords(_) | Self::InsertRecord(_) => None,
        }
    }
}
