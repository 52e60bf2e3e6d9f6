//! What the form becomes when all of it is right.

use super::{form::FieldsForm, row::Row};
use crate::{
    ids::{FieldId, ProjectId},
    projects::fields::{
        DefinitionError, Field, Place, Problems, Property, SaveFields, WantedColorCode, WantedField, YES,
    },
    web::BadRequest,
};

/// Why a form does not become a command.
pub(super) enum Stop {
    /// Something is wrong with it.
    Invalid(Problems),
    /// It never was served so.
    Bad(BadRequest),
}

impl FieldsForm {
    /// What is to be saved; everything that is wrong by itself at once.
    pub(super) fn command(&self, project: ProjectId) -> Result<SaveFields, Stop> {
        let version = self.version.parse().map_err(|_| Stop::Bad(BadRequest::UnknownValue("version")))?;
        let mut problems = Problems::default();
        let mut fields = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            match row.field() {
                Ok(field) => fields.push(WantedField { field, served: row.served.clone() }),
                Err(_) if row.is_removed() => return Err(Stop::Bad(BadRequest::NeverServed)),
                Err(errors) => {
                    for (property, error) in errors {
                        problems.add(Place::Field(place, property), error);
                    }
                }
            }
        }
        if !problems.is_empty() {
            return Err(Stop::Invalid(problems));
        }
        let color_codes = self.color_codes.iter().map(|row| WantedColorCode {
            code: row.code,
            served: row.served.clone(),
            wanted: row.wanted(),
            may_be_in_use: row.may_be_in_use,
        });
        let served_order = self.served_order.clone();
        Ok(SaveFields { project, version, served_order, fields, color_codes: color_codes.collect() })
    }
}

impl Row {
    /// The field as it is to be; one that is to be removed is only that.
    fn field(&self) -> Result<Field, Vec<(Property, DefinitionError)>> {
        let id = FieldId::parse(&self.key).unwrap_or_else(FieldId::new);
        match &self.served {
            Some(served) if self.is_removed() => {
                let mut removed = served.clone();
                YES.clone_into(removed.get_mut(Property::IsRemoved));
                Field::parse(id, &removed)
            }
            _ => Field::parse(id, &self.typed),
        }
    }
}
