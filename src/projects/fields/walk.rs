//! Whether the records of a project allow what its fields are to be: one walk over them, in pages.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::{DefinitionError, Field, FieldKind, Place, Problems, Property, combine::Combined};
use crate::{
    db::{
        DbConnection, DbResult, StorageError, among,
        schema::{records, unique_values},
    },
    ids::{FieldId, ProjectId},
};

/// How many records are in memory at a time.
const PAGE: i64 = 1_000;

/// How many records or values are named of those that don't allow a change.
const FIRST: usize = 5;

/// What is asked of the values of one field.
struct Check<'a> {
    place: usize,
    field: &'a Field,
    /// Which property they must fit.
    fits: Option<Property>,
    is_required: bool,
    is_unique: bool,
    unfit: (u64, Vec<String>),
    missing: u64,
    duplicates: (u64, Vec<String>),
}

/// A record: its id, and its values by the ids of their fields.
type Record = (String, HashMap<String, String>);

/// Finds out what the records of the project don't allow, and fills `unique_values` for the fields that become unique.
pub(super) fn check_records(
    connection: &mut DbConnection,
    project: &ProjectId,
    fields: &[Combined],
    problems: &mut Problems,
) -> DbResult<()> {
    let mut checks: Vec<Check<'_>> = fields.iter().filter_map(Check::of).collect();
    if checks.is_empty() {
        return Ok(());
    }
    let id_number = fields.iter().find(|field| field.after.name.is_id_number()).map(|field| &field.after.id);
    let mut after = String::new();
    loop {
        let page = page(connection, project, &after)?;
        let Some((last, _)) = page.last() else { break };
        last.clone_into(&mut after);
        for check in &mut checks {
            check.look(&page, id_number);
            if check.is_unique {
                check.keep(connection, project, &page)?;
            }
        }
    }
    for check in checks {
        check.tell(problems);
    }
    Ok(())
}

fn page(connection: &mut DbConnection, project: &ProjectId, after: &str) -> DbResult<Vec<Record>> {
    let rows: Vec<(String, String)> = records::table
        .filter(records::project_id.eq(project).and(records::id.gt(after)))
        .order(records::id)
        .limit(PAGE)
        .select((records::id, records::field_values))
        .load(connection)?;
    let read =
        |(id, values): (String, String)| Ok((id, serde_json::from_str(&values).map_err(|_| StorageError::Corrupt)?));
    rows.into_iter().map(read).collect()
}

impl<'a> Check<'a> {
    /// What there is to ask; none where the change is allowed whatever the values are.
    fn of(combined: &'a Combined) -> Option<Self> {
        let (after, before) = (&combined.after, combined.before.as_ref());
        // Those of a removed field are looked at when it comes back.
        let before_in_use = before.filter(|field| !field.is_removed);
        let place = combined.place.filter(|_| !after.is_removed)?;
        let fits = before.and_then(|before| after.must_fit(before));
        let is_required = after.is_required && before_in_use.is_none_or(|before| !before.is_required);
        let is_unique = after.is_unique && before_in_use.is_none_or(|before| !before.is_unique);
        let is_any = fits.is_some() || is_required || is_unique;
        is_any.then(|| Self {
            place,
            field: after,
            fits,
            is_required,
            is_unique,
            unfit: (0, Vec::new()),
            missing: 0,
            duplicates: (0, Vec::new()),
        })
    }

    fn look(&mut self, page: &[Record], id_number: Option<&FieldId>) {
        for (_, values) in page {
            match values.get(self.field.id.as_str()) {
                None => self.missing += 1,
                Some(value) if self.fits.is_some() && self.field.check(value).is_err() => {
                    let number = id_number.and_then(|id| values.get(id.as_str()));
                    count(&mut self.unfit, number.map_or("", String::as_str));
                }
                Some(_) => {}
            }
        }
    }

    /// Keeps the folded values; those that are kept already are duplicates.
    fn keep(&mut self, connection: &mut DbConnection, project: &ProjectId, page: &[Record]) -> DbResult<()> {
        let field = self.field;
        let with_value = page.iter().filter_map(|(record, values)| Some((record, values.get(field.id.as_str())?)));
        let keyed: Vec<(&String, &String, String)> =
            with_value.map(|(record, value)| (record, value, field.key(value))).collect();
        let of_field = unique_values::project_id.eq(project).and(unique_values::field_id.eq(&field.id));
        let among_these = among(unique_values::value_key, keyed.iter().map(|(.., key)| key.as_str()));
        let kept: Vec<String> = unique_values::table
            .filter(of_field)
            .filter(among_these)
            .select(unique_values::value_key)
            .load(connection)?;
        let mut kept: HashSet<String> = kept.into_iter().collect();
        for (record, value, key) in keyed {
            if !kept.insert(key.clone()) {
                count(&mut self.duplicates, value);
                continue;
            }
            diesel::insert_into(unique_values::table)
                .values((
                    unique_values::project_id.eq(project),
                    unique_values::field_id.eq(&field.id),
                    unique_values::value_key.eq(key),
                    unique_values::record_id.eq(record),
                ))
                .execute(connection)?;
        }
        Ok(())
    }

    fn tell(self, problems: &mut Problems) {
        let mut add = |property, error| problems.add(Place::Field(self.place, property), error);
        if let (Some(property), (records @ 1.., first)) = (self.fits, self.unfit) {
            add(property, DefinitionError::Unfit { records, first });
        }
        if self.is_required && self.missing > 0 {
            add(Property::IsRequired, DefinitionError::Missing { records: self.missing });
        }
        if let (records @ 1.., first) = self.duplicates {
            add(Property::IsUnique, DefinitionError::Duplicates { records, first });
        }
    }
}

fn count((records, first): &mut (u64, Vec<String>), name: &str) {
    *records += 1;
    if first.len() < FIRST && first.iter().all(|other| other != name) {
        first.push(name.to_owned());
    }
}

impl Field {
    /// The property for which values that were right before have to be looked at; where nothing can have become wrong, none.
    fn must_fit(&self, before: &Self) -> Option<Property> {
        let fits_any = self.kind == FieldKind::Text && self.max_length >= before.max_length;
        let offers_less = || before.choices.iter().any(|choice| !self.choices.contains(choice));
        if self.kind != before.kind && !fits_any {
            Some(Property::Kind)
        } else if self.max_length < before.max_length {
            Some(Property::MaxLength)
        } else if self.kind == before.kind && offers_less() {
            Some(Property::Choices)
        } else {
            // What is not in use may have been changed without a look at the values.
            before.is_removed.then_some(Property::Kind)
        }
    }
}
