//! Making and changing a record by a form: everything that is wrong is told at once.

use super::{
    FormRefused, Problem, Problems, TypedRecord,
    typed::{COLOR_CODE, FLAGS, meant},
};
use crate::{
    audit::{Tx, was_record},
    authorization::{Action, Deed, Part, Parts, RecordState},
    db::{DbConnection, DbResult},
    ids::RecordId,
    merge::{Clashes, Edited, can_have_been_served},
    projects::fields::{Field, ValueError},
    records::{
        Change, Project, Record,
        change::{parse_color_code, parse_value},
        find, insert, store, update,
    },
};

/// A form of a saved record.
#[derive(Clone, Debug)]
pub struct EditRecord {
    /// Which one.
    pub id: RecordId,
    /// The version that the form was served with.
    pub version: i64,
    /// What it was served with.
    pub served: TypedRecord,
    /// What it says.
    pub typed: TypedRecord,
}

/// Makes a record; where the same form made it already as this one, it is only found.
///
/// # Errors
/// [`FormRefused::Forbidden`], [`FormRefused::Invalid`].
pub fn create(tx: &mut Tx<'_>, project: &Project, id: &RecordId, typed: &TypedRecord) -> Result<Record, FormRefused> {
    let allowed = tx.allow(Action::new(Deed::InsertRecord, Parts::NONE), RecordState::Absent)?;
    let id = match find(tx.connection, &project.id, id)? {
        Some(made) if is_made_of(&made, project, typed) => return Ok(made),
        None if !was_record(tx.connection, id)? => id.clone(),
        // It was gone back to and something else was typed, or the id is that of another project's, or of an erased one.
        Some(_) | None => RecordId::new(),
    };
    let (mut change, mut problems) = (Change::default(), Problems::default());
    for field in project.fields.iter() {
        let Some(text) = typed.field(&field.id) else { continue };
        add_value(tx.connection, project, field, &text, None, (&mut change, &mut problems))?;
    }
    add_rest(project, typed, &mut change, &mut problems);
    add_removed(project, typed, |field| Some(field.default_value.clone()), &mut problems);
    if !problems.is_empty() {
        return Err(FormRefused::Invalid(problems));
    }
    insert(tx, allowed, project, id, &change).map_err(|refused| FormRefused::of(refused, project))
}

/// Whether a record is as the form of a new one says.
fn is_made_of(record: &Record, project: &Project, typed: &TypedRecord) -> bool {
    let saved = TypedRecord::of(record, project);
    let is_held = |field: &Field| {
        let (text, saved) = (typed.field(&field.id).unwrap_or_default(), saved.field(&field.id));
        let text = meant(field, &text);
        Some(text.as_ref()) == saved.as_deref() || text.is_empty() && field.name.is_id_number()
    };
    project.fields.iter().all(is_held)
        && [COLOR_CODE].into_iter().chain(FLAGS).all(|key| typed.get(key) == saved.get(key))
}

/// Saves what was changed in a form. What others changed meanwhile stays; what both changed clashes.
///
/// # Errors
/// [`FormRefused`].
pub fn edit(tx: &mut Tx<'_>, project: &Project, form: &EditRecord) -> Result<Edited, FormRefused> {
    let before = find(tx.connection, &project.id, &form.id)?;
    let state = before.as_ref().map_or(RecordState::Absent, Record::state);
    let allowed = tx.allow(Action::new(Deed::UpdateRecord, Parts::NONE.with(Part::Values)), state)?;
    let before = before.ok_or(FormRefused::Gone)?;
    let saved = TypedRecord::of(&before, project);
    let is_as_saved =
        form.served.0.keys().all(|key| saved.get(key).is_none_or(|saved| form.served.get(key) == Some(saved)));
    if !can_have_been_served(form.version, before.version, is_as_saved) {
        return Err(FormRefused::NeverServed);
    }
    let mut clashes = Clashes::default();
    let changed = merge(form, &saved, &mut clashes);
    let (mut change, mut problems) = (Change::default(), Problems::default());
    for field in project.fields.iter() {
        let is_missing = || field.is_required && before.values.get(&field.id).is_none();
        let text = changed.field(&field.id).or_else(|| is_missing().then(String::new));
        let Some(text) = text else { continue };
        add_value(tx.connection, project, field, &text, Some(&form.id), (&mut change, &mut problems))?;
    }
    add_rest(project, &changed, &mut change, &mut problems);
    add_removed(project, &form.typed, |field| form.served.field(&field.id), &mut problems);
    if !problems.is_empty() {
        return Err(FormRefused::Invalid(problems));
    }
    if !clashes.is_empty() {
        return Err(FormRefused::Clash(clashes));
    }
    let after = update(tx, allowed, project, &before, &change).map_err(|refused| FormRefused::of(refused, project))?;
    Ok(Edited { is_changed: after.version != before.version, found: before.version })
}

/// What is to be saved of what was changed here.
fn merge(form: &EditRecord, saved: &TypedRecord, clashes: &mut Clashes) -> TypedRecord {
    let mut changed = TypedRecord::default();
    for (key, saved) in &saved.0 {
        let Some(typed) = form.typed.get(key) else { continue };
        let served = form.served.get(key).unwrap_or_default();
        let merged = clashes.merge(key, &served, &typed, saved, String::clone);
        if merged != *saved {
            changed.0.insert(key.clone(), merged);
        }
    }
    changed
}

/// Adds a field to the change, or what is wrong with it.
fn add_value(
    connection: &mut DbConnection,
    project: &Project,
    field: &Field,
    text: &str,
    own: Option<&RecordId>,
    (change, problems): (&mut Change, &mut Problems),
) -> DbResult<()> {
    let key = field.id.as_str();
    let Some(value) = problems.check(key, parse_value(field, &meant(field, text))) else { return Ok(()) };
    match &value {
        // A new record without a number gets the next one.
        None if field.is_required && !(own.is_none() && field.name.is_id_number()) => {
            problems.add(key, Problem::Value(ValueError::Required));
        }
        Some(value) if field.is_unique => {
            let owner = store::owner(connection, &project.id, field, value)?;
            if owner.is_some_and(|owner| Some(&owner) != own) {
                problems.add(key, Problem::Taken);
            }
        }
        _ => {}
    }
    change.values.push((field.clone(), value));
    Ok(())
}

/// Notes what was typed into fields that were removed meanwhile: it can't be saved.
fn add_removed(
    project: &Project,
    typed: &TypedRecord,
    served: impl Fn(&Field) -> Option<String>,
    problems: &mut Problems,
) {
    for field in project.fields.removed() {
        let Some(text) = typed.field(&field.id).filter(|text| !text.trim().is_empty()) else { continue };
        if served(field).as_ref() != Some(&text) {
            problems.add(field.id.as_str(), Problem::Removed(text));
        }
    }
}

/// Adds what every record has.
fn add_rest(project: &Project, typed: &TypedRecord, change: &mut Change, problems: &mut Problems) {
    if let Some(text) = typed.get(COLOR_CODE) {
        change.color_code = problems.check(COLOR_CODE, parse_color_code(&text, &project.color_codes));
    }
    let [check_in, print_queue] = FLAGS.map(|key| typed.get(key).map(|text| text == "1"));
    change.is_checked_in = check_in;
    change.is_in_print_queue = print_queue;
}
