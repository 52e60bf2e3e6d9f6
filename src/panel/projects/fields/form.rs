//! The form of a project's fields and color codes as typed.

use super::{
    color_code_row::{self, ColorCodeRow},
    row::Row,
};
use crate::{
    ids::FieldId,
    panel::ClashChoice,
    projects::{
        Project,
        fields::{ColorCode, Fields as ProjectFields, ORDER, Property},
    },
    web::{BadRequest, Fields},
};

/// What the pressed button asks for. All but saving show the form again with what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    /// To save.
    Save,
    /// To see the form again after signing in.
    Resume,
    /// An empty row.
    Add,
    /// The row of this key above the one before it.
    Up(String),
    /// The row of this key below the one after it.
    Down(String),
    /// The row of this key out of use.
    Remove(String),
    /// The removed field of this id into use.
    BringBack(FieldId),
}

/// What is typed.
#[derive(Clone, Debug)]
pub(super) struct FieldsForm {
    /// The version that the form was served with.
    pub(super) version: String,
    /// The ids of the fields in use that it was served with, in their order.
    pub(super) served_order: Vec<FieldId>,
    /// In their order, also those to be removed; a field that was removed before has none.
    pub(super) rows: Vec<Row>,
    /// Of every number.
    pub(super) color_codes: Vec<ColorCodeRow>,
}

impl Intent {
    fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let word = fields.optional("intent")?.unwrap_or_default();
        let unknown = BadRequest::UnknownValue("intent");
        match word.split_once(':').unwrap_or((&word, "")) {
            ("" | "default" | "save", "") => Ok(Self::Save),
            ("resume", "") => Ok(Self::Resume),
            ("add", "") => Ok(Self::Add),
            ("up", key) => Ok(Self::Up(key.to_owned())),
            ("down", key) => Ok(Self::Down(key.to_owned())),
            ("remove", key) => Ok(Self::Remove(key.to_owned())),
            ("bring-back", id) => FieldId::parse(id).map(Self::BringBack).ok_or(unknown),
            _ => Err(unknown),
        }
    }
}

impl FieldsForm {
    /// Reads the pressed button and the form.
    ///
    /// # Errors
    /// A bad request, where something is missing, repeated or none of ours.
    pub(super) fn parse(fields: &Fields) -> Result<(Intent, Self), BadRequest> {
        let order = fields.one("served.order")?;
        let order = order.split_ascii_whitespace().map(FieldId::parse).collect::<Option<_>>();
        let rows: Vec<Row> = fields.all("row[]").map(|key| Row::parse(fields, key)).collect::<Result<_, _>>()?;
        let mut form = Self {
            version: fields.one("version")?,
            served_order: order.ok_or(BadRequest::NeverServed)?,
            // A new one that was removed again is nothing.
            rows: rows.into_iter().filter(|row| !(row.is_new() && row.is_removed())).collect(),
            color_codes: color_code_row::numbers()
                .map(|code| ColorCodeRow::parse(fields, code))
                .collect::<Result<_, _>>()?,
        };
        form.keep_theirs(fields)?;
        Ok((Intent::parse(fields)?, form))
    }

    /// The form of what is saved.
    pub(super) fn of(project: &Project, fields: &ProjectFields, color_codes: &[ColorCode]) -> Self {
        Self {
            version: project.version.to_string(),
            served_order: fields.iter().map(|field| field.id.clone()).collect(),
            rows: fields.iter().map(Row::of).collect(),
            color_codes: color_code_row::numbers().map(|code| ColorCodeRow::of(code, color_codes)).collect(),
        }
    }

    /// The rows in use.
    pub(super) fn in_use(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.is_removed())
    }

    /// Puts the rows in the order of these keys.
    pub(super) fn sort(&mut self, order: &[String]) {
        let place = |row: &Row| order.iter().position(|key| *key == row.key).unwrap_or(usize::MAX);
        self.rows.sort_by_key(place);
    }

    /// Takes what is saved by now for what clashed, where that was chosen.
    fn keep_theirs(&mut self, fields: &Fields) -> Result<(), BadRequest> {
        for (what, theirs) in ClashChoice::all_theirs(fields) {
            let theirs = theirs.replace("\r\n", "\n");
            if what == ORDER {
                let keys: Vec<String> = theirs.split_ascii_whitespace().map(str::to_owned).collect();
                self.sort(&keys);
            } else if let Some((id, property)) = Property::parse_of(what) {
                let row = self.rows.iter_mut().find(|row| row.key == id.as_str());
                *row.ok_or(BadRequest::UnknownValue("keep"))?.typed.get_mut(property) = theirs;
            } else {
                let row = self.color_codes.iter_mut().find(|row| ColorCode::field(row.code) == what);
                row.ok_or(BadRequest::UnknownValue("keep"))?.set(&theirs);
            }
        }
        Ok(())
    }
}
