//! What a call asks for, once its members are understood.

use crate::{
    authorization::{Action, Deed, Part, Parts},
    images::ImageFormat,
    records::{Data, RecordFilter},
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
    GetPhotoId(PrimaryKey, ImageFormat),
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
    pub photo: Option<ImageFormat>,
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
    pub filter: RecordFilter,
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

impl Call {
    /// What the call asks for, as [`crate::authorization::decide`] judges it.
    #[must_use]
    pub fn action(&self) -> Action {
        let (deed, parts) = match self {
            Self::GetRecord(GetRecord { preview: Some(_), .. }) => (Deed::GetRecord, Parts::NONE.with(Part::Preview)),
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

    /// What a record is to hold, where the call says it.
    #[must_use]
    pub const fn data(&self) -> Option<&Data> {
        match self {
            Self::InsertRecord(data) | Self::UpdateRecord(_, data) => Some(data),
            _ => None,
        }
    }

    /// The format of the photo that it asks for.
    #[must_use]
    pub const fn photo(&self) -> Option<ImageFormat> {
        match self {
            Self::GetRecord(GetRecord { photo, .. }) => *photo,
            Self::GetPhotoId(_, format) => Some(*format),
            _ => None,
        }
    }

    /// The preview that it asks for.
    #[must_use]
    pub const fn preview(&self) -> Option<BadgePreview> {
        match self {
            Self::GetRecord(GetRecord { preview, .. }) => *preview,
            Self::GetBadgePreview(_, preview) => Some(*preview),
            _ => None,
        }
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
