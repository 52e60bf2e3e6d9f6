//! What is to become of a record, checked against what its project defines.

use super::{
    Data, DataValue, NewPictures, Project, Record, Refused,
    pictures::{self, PictureChange},
};
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult},
    images::PictureKind,
    input::fold,
    projects::fields::{ColorCode, Field, ValueError},
};

/// Values that fit their fields; what is absent stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub(super) values: Vec<(Field, Option<String>)>,
    pub(super) is_active: Option<bool>,
    pub(super) is_in_trash: Option<bool>,
    pub(super) is_checked_in: Option<bool>,
    pub(super) is_in_print_queue: Option<bool>,
    /// 0 for none.
    pub(super) color_code: Option<i32>,
    pub(super) photo: PictureChange,
    pub(super) signature: PictureChange,
}

impl Change {
    /// [`Change::check_with`] for data without images.
    ///
    /// # Errors
    /// As that.
    pub fn check(data: &Data, project: &Project) -> Result<Self, Refused> {
        Self::check_with(data, &NewPictures::default(), project)
    }

    /// Reads what came in; `pictures` has what became of the images in it.
    ///
    /// # Errors
    /// [`Refused::UnknownField`], [`Refused::ReadOnly`], [`Refused::Invalid`], [`Refused::Undeveloped`]: the first that
    /// is met.
    pub fn check_with(data: &Data, pictures: &NewPictures, project: &Project) -> Result<Self, Refused> {
        let mut change = Self::default();
        for (name, value) in &data.0 {
            change.add(name, value, pictures, project)?;
        }
        Ok(change)
    }

    fn add(&mut self, name: &str, value: &DataValue, pictures: &NewPictures, project: &Project) -> Result<(), Refused> {
        let invalid = |problem| Refused::Invalid { field: name.to_owned(), problem };
        match name {
            "idc_active" => self.is_active = Some(flag(value).map_err(invalid)?),
            "idc_trash" => self.is_in_trash = Some(flag(value).map_err(invalid)?),
            "idc_check_in" => self.is_checked_in = Some(flag(value).map_err(invalid)?),
            "idc_print_queue" => self.is_in_print_queue = Some(flag(value).map_err(invalid)?),
            "idc_colorcode" => self.color_code = Some(color_code(value, &project.color_codes).map_err(invalid)?),
            // What deletes is a call of its own.
            "idc_delete" if flag(value).map_err(invalid)? => return Err(Refused::ReadOnly(name.to_owned())),
            "idc_delete" => {}
            "idc_photo" => self.photo = picture(name, value, PictureKind::Photo, pictures)?,
            "idc_signature" => self.signature = picture(name, value, PictureKind::Signature, pictures)?,
            "idc_key" | "idc_insdate" | "idc_moddate" | "idc_picturedate" | "idc_printdate" => {
                return Err(Refused::ReadOnly(name.to_owned()));
            }
            _ => {
                let unknown = || Refused::UnknownField(name.to_owned());
                let field = project.fields.get(name).ok_or_else(unknown)?;
                let value = field_value(field, value).map_err(invalid)?;
                self.values.push((field.clone(), value));
            }
        }
        Ok(())
    }

    /// What a new record starts with where the call says nothing of it.
    pub(super) fn with_defaults(mut self, project: &Project) -> Self {
        for field in project.fields.iter().filter(|field| !field.default_value.is_empty()) {
            if !self.values.iter().any(|(other, _)| other.id == field.id) {
                self.values.push((field.clone(), Some(field.default_value.clone())));
            }
        }
        self
    }

    /// The record as it will be.
    ///
    /// # Errors
    /// [`Refused::Invalid`] where a field would lack the value that it must have.
    pub(super) fn apply(&self, before: &Record, project: &Project, now: Timestamp) -> Result<Record, Refused> {
        let mut after = before.clone();
        for (field, value) in &self.values {
            after.values.set(field, value.clone());
        }
        after.is_active = self.is_active.unwrap_or(before.is_active);
        after.is_in_trash = self.is_in_trash.unwrap_or(before.is_in_trash);
        after.is_checked_in = self.is_checked_in.unwrap_or(before.is_checked_in);
        after.is_in_print_queue = self.is_in_print_queue.unwrap_or(before.is_in_print_queue);
        after.color_code = self.color_code.map_or(before.color_code, |code| Some(code).filter(|&code| code != 0));
        after.pictured_at = self.photo.stamp(before.pictured_at, now);
        after.signed_at = self.signature.stamp(before.signed_at, now);
        match project.fields.iter().find(|field| field.is_required && after.values.get(&field.id).is_none()) {
            Some(field) => Err(Refused::Invalid { field: field.name.to_string(), problem: ValueError::Required }),
            None => Ok(after),
        }
    }

    /// Saves the pictures of a record that has become so.
    pub(super) fn save_pictures(&self, connection: &mut DbConnection, after: &Record) -> DbResult<()> {
        self.pictures().into_iter().try_for_each(|(kind, change)| pictures::save(connection, after, kind, change))
    }

    /// Whether a picture that the record has is removed or replaced: then the database's log still holds it until
    /// [`crate::db::Db::forget_erased`].
    #[must_use]
    pub fn erases_picture(&self, before: &Record) -> bool {
        self.pictures()
            .into_iter()
            .any(|(kind, change)| !before.pictured(kind).is_never() && !matches!(change, PictureChange::Kept))
    }

    const fn pictures(&self) -> [(PictureKind, &PictureChange); PictureKind::ALL.len()] {
        [(PictureKind::Photo, &self.photo), (PictureKind::Signature, &self.signature)]
    }
}

/// What is to become of a picture: no text, and none, remove it.
fn picture(name: &str, value: &DataValue, kind: PictureKind, pictures: &NewPictures) -> Result<PictureChange, Refused> {
    let invalid = |problem| Refused::Invalid { field: name.to_owned(), problem };
    match value {
        DataValue::Null => Ok(PictureChange::Removed),
        DataValue::Other => Err(invalid(ValueError::NotText)),
        DataValue::Text(text) if text.is_empty() => Ok(PictureChange::Removed),
        DataValue::Text(_) => match pictures.get(kind) {
            Some(Ok(picture)) => Ok(PictureChange::Replaced(picture.clone())),
            Some(Err(error)) => Err(invalid(ValueError::Image(kind, *error))),
            None => Err(Refused::Undeveloped),
        },
    }
}

fn flag(value: &DataValue) -> Result<bool, ValueError> {
    match value {
        DataValue::Text(text) if text == "1" => Ok(true),
        DataValue::Text(text) if text == "0" => Ok(false),
        _ => Err(ValueError::NotAFlag),
    }
}

fn color_code(value: &DataValue, codes: &[ColorCode]) -> Result<i32, ValueError> {
    match value {
        DataValue::Null => Ok(0),
        DataValue::Text(text) => parse_color_code(text, codes),
        DataValue::Other => Err(ValueError::NotAColorCode),
    }
}

/// The number of a color code of the project; 0, and an empty text, stand for none.
pub(super) fn parse_color_code(text: &str, codes: &[ColorCode]) -> Result<i32, ValueError> {
    let text = if text.is_empty() { "0" } else { text };
    let is_known = |code: &i32| *code == 0 || codes.iter().any(|known| known.code == *code);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(is_known).filter(|_| is_number).ok_or(ValueError::NotAColorCode)
}

fn field_value(field: &Field, value: &DataValue) -> Result<Option<String>, ValueError> {
    match value {
        DataValue::Null => Ok(None),
        DataValue::Text(text) => parse_value(field, text),
        DataValue::Other => Err(ValueError::NotText),
    }
}

/// The value of a text; one in which nothing can be seen is none.
pub(super) fn parse_value(field: &Field, text: &str) -> Result<Option<String>, ValueError> {
    // One of megabytes is only told to be too long.
    let may_fit = text.len() <= field.max_length * char::MAX.len_utf8();
    if may_fit && fold(text).trim().is_empty() { Ok(None) } else { field.check(text).map(|()| Some(text.to_owned())) }
}
