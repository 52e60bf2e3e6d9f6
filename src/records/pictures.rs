//! The photos and signatures of records, which stand out of their rows.

use diesel::prelude::*;

use super::Record;
use crate::{
    authorization::Part,
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::record_pictures},
    ids::RecordId,
    images::{ImageError, ImageFormat, Picture, PictureKind},
};

/// The name that a picture has in the API and in the history.
#[must_use]
pub const fn name_of_picture(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Photo => "idc_photo",
        PictureKind::Signature => "idc_signature",
    }
}

/// The part of a call that a picture is.
#[must_use]
pub const fn part_of_picture(kind: PictureKind) -> Part {
    match kind {
        PictureKind::Photo => Part::Photo,
        PictureKind::Signature => Part::Signature,
    }
}

/// What became of the images that came with a call, each where it was worked on: that takes long, so it is done before
/// the transaction.
#[derive(Clone, Debug, Default)]
pub struct NewPictures {
    photo: Option<Result<Picture, ImageError>>,
    signature: Option<Result<Picture, ImageError>>,
}

/// What is to become of a picture.
#[derive(Clone, Debug, Default)]
pub(super) enum PictureChange {
    #[default]
    Kept,
    Removed,
    Replaced(Picture),
}

impl NewPictures {
    /// What became of an image.
    #[must_use]
    pub const fn get(&self, kind: PictureKind) -> Option<&Result<Picture, ImageError>> {
        match kind {
            PictureKind::Photo => self.photo.as_ref(),
            PictureKind::Signature => self.signature.as_ref(),
        }
    }

    /// Adds what became of an image.
    pub fn set(&mut self, kind: PictureKind, picture: Result<Picture, ImageError>) {
        match kind {
            PictureKind::Photo => self.photo = Some(picture),
            PictureKind::Signature => self.signature = Some(picture),
        }
    }
}

impl Record {
    /// When a picture of it was stored; [`Timestamp::NEVER`] where it has none. No two of its photos have the same instant.
    #[must_use]
    pub const fn pictured(&self, kind: PictureKind) -> Timestamp {
        match kind {
            PictureKind::Photo => self.pictured_at,
            PictureKind::Signature => self.signed_at,
        }
    }
}

impl PictureChange {
    /// The instant of the picture after the change.
    pub(super) fn stamp(&self, before: Timestamp, now: Timestamp) -> Timestamp {
        match self {
            Self::Kept => before,
            Self::Removed => Timestamp::NEVER,
            Self::Replaced(_) => now.max(before.plus(std::time::Duration::from_micros(1))),
        }
    }
}

/// A picture of a record.
pub fn picture(connection: &mut DbConnection, record: &RecordId, kind: PictureKind) -> DbResult<Option<Picture>> {
    type Row = (ImageFormat, i32, i32, Vec<u8>);
    let row: Option<Row> = record_pictures::table
        .find((record, kind))
        .select((record_pictures::format, record_pictures::width, record_pictures::height, record_pictures::bytes))
        .first(connection)
        .optional()?;
    Ok(row.map(|(format, width, height, bytes)| Picture {
        format,
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        bytes: bytes.into(),
    }))
}

/// Does to a picture of a record what is to become of it; the record has its instant already.
pub(super) fn save(
    connection: &mut DbConnection,
    record: &Record,
    kind: PictureKind,
    change: &PictureChange,
) -> DbResult<()> {
    if matches!(change, PictureChange::Kept) {
        return Ok(());
    }
    diesel::delete(record_pictures::table.find((&record.id, kind))).execute(connection)?;
    if let PictureChange::Replaced(picture) = change {
        diesel::insert_into(record_pictures::table)
            .values((
                record_pictures::record_id.eq(&record.id),
                record_pictures::kind.eq(kind),
                record_pictures::format.eq(picture.format),
                record_pictures::width.eq(i32::try_from(picture.width).unwrap_or(i32::MAX)),
                record_pictures::height.eq(i32::try_from(picture.height).unwrap_or(i32::MAX)),
                record_pictures::made_at.eq(record.pictured(kind)),
                record_pictures::bytes.eq(&*picture.bytes),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Removes the pictures of a record.
pub(super) fn remove(connection: &mut DbConnection, record: &RecordId) -> DbResult<()> {
    diesel::delete(record_pictures::table.filter(record_pictures::record_id.eq(record))).execute(connection)?;
    Ok(())
}
