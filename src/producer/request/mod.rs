//! What a call asks for, of the tree of its body. It is read once its sender is known.

mod data;
mod members;

use thiserror::Error;

use self::members::Members;
use super::{OutputFormat, body::Tree};
use crate::{
    authorization::Deed,
    calls::{BadgePreview, Call, CardSide, GetAllRecords, GetRecord, PreviewFormat},
    images::ImageFormat,
    records::{Data, RecordFilter},
};

/// The most that `api_limit` may ask for.
pub(super) const MOST_RECORDS: u32 = 5_000;

/// What is asked for, and as what it is to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProducerRequest {
    /// The call.
    pub call: Call,
    /// As what.
    pub output: OutputFormat,
}

/// A member of `api`, or `data`, can't be taken.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{field}: {problem:?}")]
pub(crate) struct MemberError {
    /// Its name.
    pub field: &'static str,
    /// Why.
    pub problem: MemberProblem,
}

/// What is wrong with a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MemberProblem {
    /// It is not there, null or empty.
    Missing,
    /// No action has this name.
    UnknownAction,
    /// None of these words, which are separated by commas.
    OneOf(String),
    /// No object.
    NotAnObject,
    /// It does not hold exactly one field with one value.
    NotOneField,
    /// No whole number in this range.
    NotInRange {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// Neither text nor number.
    NotText,
    /// Something else of `data` stands beside it.
    NotAlone,
    /// No answer had this cursor.
    UnknownCursor,
    /// No unique field of the project.
    NotUnique,
}

impl MemberProblem {
    pub(super) const fn of(self, field: &'static str) -> MemberError {
        MemberError { field, problem: self }
    }
}

impl ProducerRequest {
    /// Reads the call.
    ///
    /// An optional member that is null or an empty text counts as absent. Words are taken in lower and upper case, but for
    /// the action. Members that an action does not know are ignored, since newer clients may send more.
    ///
    /// # Errors
    /// The first member that is missing or bad.
    pub(crate) fn parse(tree: Tree) -> Result<Self, MemberError> {
        let mut root = tree.into_root();
        let api = Members::new(members::object(&mut root, "api")?.ok_or(MemberProblem::Missing.of("api"))?);
        let deed = api.action()?;
        let output = api.output_format(matches!(deed, Deed::GetPhotoId | Deed::GetBadgePreview))?;
        api.choice("api_authorization", &["basic"], |word| word)?;
        let data = data::read(members::object(&mut root, "data")?.unwrap_or_default());
        let call = call(deed, &api, data)?;
        Ok(Self { call, output })
    }
}

fn call(deed: Deed, api: &Members, mut data: Data) -> Result<Call, MemberError> {
    Ok(match deed {
        Deed::GetRecord => {
            let key = api.primary_key()?;
            let (with_photo, photo) = (api.flag("api_photo_id")?, photo_format(api)?);
            let (with_preview, preview) = (api.flag("api_badge_preview")?, badge_preview(api)?);
            Call::GetRecord(GetRecord {
                key,
                photo: with_photo.then_some(photo),
                preview: with_preview.then_some(preview),
                with_keys: api.flag("api_get_keys")?,
            })
        }
        Deed::GetAllRecords => Call::GetAllRecords(GetAllRecords {
            with_keys: api.flag("api_get_keys")?,
            limit: api.number("api_limit", 1, MOST_RECORDS)?,
            cursor: api.scalar("api_cursor")?.map(str::to_owned),
            filter: api.choice("api_status", &RecordFilter::ALL, RecordFilter::as_str)?.unwrap_or(RecordFilter::All),
        }),
        Deed::GetPhotoId => Call::GetPhotoId(api.primary_key()?, photo_format(api)?),
        Deed::GetBadgePreview => Call::GetBadgePreview(api.primary_key()?, badge_preview(api)?),
        Deed::InsertRecord => {
            data::without_deletion(&mut data)?;
            Call::InsertRecord(data)
        }
        Deed::UpdateRecord | Deed::DeleteRecord => {
            let key = api.primary_key()?;
            if data::take_deletion(&mut data)? { Call::DeleteRecord(key) } else { Call::UpdateRecord(key, data) }
        }
        Deed::PrintCard => Call::PrintCard(api.primary_key()?, card_side(api)?),
    })
}

fn photo_format(api: &Members) -> Result<ImageFormat, MemberError> {
    let asked = api.choice("api_photo_id_format", &ImageFormat::ALL, ImageFormat::as_str)?;
    Ok(asked.unwrap_or(ImageFormat::Jpeg))
}

fn badge_preview(api: &Members) -> Result<BadgePreview, MemberError> {
    let format = api.choice("api_badge_preview_format", &PreviewFormat::ALL, PreviewFormat::as_str)?;
    Ok(BadgePreview { format: format.unwrap_or(PreviewFormat::Jpeg), side: card_side(api)? })
}

fn card_side(api: &Members) -> Result<CardSide, MemberError> {
    let asked = api.choice("api_badge_preview_number", &CardSide::ALL, CardSide::as_str)?;
    Ok(asked.unwrap_or(CardSide::Both))
}

#[cfg(test)]
mod tests;
