//! What the fields and color codes of a project are to become, and what is wrong with that.

use super::{
    ColorCode, DefinitionError, Fields, ORDER, Place, Problems, Property, SaveFields,
    combine::{Combined, combine, order},
    write,
};
use crate::{
    audit::Changes,
    db::{DbConnection, DbResult},
    ids::FieldId,
    merge::Clashes,
};

/// All fields of the project and the color codes that change, as they are saved and as they are to be.
pub(super) struct Plan {
    pub(super) fields: Vec<Combined>,
    /// The fields in use as they are saved, in their order.
    saved_order: Vec<FieldId>,
    /// The fields in use as they are to be, in their order.
    pub(super) order: Vec<FieldId>,
    pub(super) color_codes: Vec<(i32, Option<ColorCode>, Option<ColorCode>)>,
}

impl Plan {
    /// What becomes of what is wanted and what is saved; none where what is wanted never was served.
    pub(super) fn of(
        wanted: &SaveFields,
        saved: Fields,
        saved_codes: &[ColorCode],
        clashes: &mut Clashes,
    ) -> Option<Self> {
        let saved_order: Vec<FieldId> = saved.iter().map(|field| field.id.clone()).collect();
        let fields = combine(&wanted.fields, saved.into_all(), clashes)?;
        let mut placed: Vec<(usize, FieldId)> =
            fields.iter().filter_map(|field| Some((field.place?, field.after.id.clone()))).collect();
        placed.retain(|(place, _)| !wanted.fields[*place].field.is_removed);
        placed.sort_unstable();
        let wanted_order: Vec<FieldId> = placed.into_iter().map(|(_, id)| id).collect();
        let mut order = order(&wanted.served_order, &wanted_order, &saved_order, clashes);
        order.retain(|id| fields.iter().any(|field| field.after.id == *id && !field.after.is_removed));
        let mut color_codes = Vec::new();
        for wanted in &wanted.color_codes {
            let before = saved_codes.iter().find(|other| other.code == wanted.code).cloned();
            let text = |code: &Option<ColorCode>| code.as_ref().map(ColorCode::text).unwrap_or_default();
            let after = clashes.merge(&ColorCode::field(wanted.code), &wanted.served, &wanted.wanted, &before, text);
            if before != after {
                color_codes.push((wanted.code, before, after));
            }
        }
        Some(Self { fields, saved_order, order, color_codes })
    }

    /// What is wrong with it, whatever the values of the records are.
    pub(super) fn problems(&self, connection: &mut DbConnection, wanted: &SaveFields) -> DbResult<Problems> {
        let mut problems = Problems::default();
        for (field, place) in self.fields.iter().filter_map(|field| Some((field, field.place?))) {
            let mut add = |property, error| problems.add(Place::Field(place, property), error);
            if let Some(property) = field.id_number_problem() {
                add(property, DefinitionError::IdNumberFixed);
            }
            if let Some(error) = self.name_problem(field) {
                add(Property::Name, error);
            }
            for (property, error) in field.after.problems().into_iter().filter(|_| !field.after.is_removed) {
                add(property, error);
            }
        }
        if self.order.len() > Fields::MOST {
            let added = self.fields.iter().filter(|field| field.comes_into_use()).filter_map(|field| field.place);
            let error = DefinitionError::TooMany { most: Fields::MOST };
            problems.add(Place::Field(added.max().unwrap_or_default(), Property::Name), error);
        }
        for (code, _, after) in &self.color_codes {
            let may_be_in_use = || wanted.color_codes.iter().any(|other| other.code == *code && other.may_be_in_use);
            match after {
                Some(after) => after.tell_problems(&mut problems),
                None if may_be_in_use() => {}
                None => match write::bearing(connection, &wanted.project, *code)? {
                    0 => {}
                    records => problems.add(Place::ColorName(*code), DefinitionError::ColorInUse { records }),
                },
            }
        }
        Ok(problems)
    }

    /// Told where the name is new, of two new ones at the later.
    fn name_problem(&self, field: &Combined) -> Option<DefinitionError> {
        let keeps_name = |field: &Combined| field.before.as_ref().is_some_and(|before| before.name == field.after.name);
        if keeps_name(field) {
            return None;
        }
        let has_it_before = |other: &&Combined| {
            let is_other = other.after.id != field.after.id && other.after.name == field.after.name;
            is_other && (keeps_name(other) || other.place < field.place)
        };
        let other = self.fields.iter().find(has_it_before)?;
        let is_removed = other.after.is_removed;
        Some(if is_removed { DefinitionError::NameOfRemoved } else { DefinitionError::NameTaken })
    }

    /// What it changes, property by property, for the trail.
    pub(super) fn changes(&self) -> Changes {
        let mut changes = Changes::default();
        for field in &self.fields {
            for property in Property::ALL {
                let (name, after) = (property.of(&field.after.id), property.text(&field.after));
                match &field.before {
                    Some(before) => changes.compare(name, &property.text(before), &after),
                    None if after.is_empty() => {}
                    None => changes.start(name, &after),
                }
            }
        }
        let (before, after) = (&self.saved_order, &self.order);
        changes.compare(ORDER, &self.names(before, after), &self.names(after, before));
        for (code, before, after) in &self.color_codes {
            let text = |code: &Option<ColorCode>| code.as_ref().map(ColorCode::text).unwrap_or_default();
            changes.compare(ColorCode::field(*code), &text(before), &text(after));
        }
        changes
    }

    /// The names of those of these fields that are among the others too.
    fn names(&self, ids: &[FieldId], others: &[FieldId]) -> String {
        let common = ids.iter().filter(|id| others.contains(id));
        let name = |id: &FieldId| self.fields.iter().find(|field| field.after.id == *id).map(|f| f.after.name.as_str());
        common.filter_map(name).collect::<Vec<_>>().join(", ")
    }
}

impl Combined {
    /// Whether it is in use only from now on.
    fn comes_into_use(&self) -> bool {
        !self.after.is_removed && self.before.as_ref().is_none_or(|before| before.is_removed)
    }

    /// What was changed of the number on the card that may not be.
    fn id_number_problem(&self) -> Option<Property> {
        let before = self.before.as_ref().filter(|before| before.name.is_id_number())?;
        let fixed = [Property::Name, Property::Kind, Property::IsRequired, Property::IsUnique, Property::IsRemoved];
        fixed.into_iter().find(|property| property.text(before) != property.text(&self.after))
    }
}

impl ColorCode {
    fn tell_problems(&self, problems: &mut Problems) {
        if let Some(error) = self.name_problem() {
            problems.add(Place::ColorName(self.code), error);
        }
        if let Some(error) = self.color_problem() {
            problems.add(Place::Color(self.code), error);
        }
    }
}
