//! Making records.

use super::{Change, FieldValues, Project, Record, Refused, history, store};
use crate::{
    audit::{Action, Forbidden, Tx},
    authorization::{Allowed, Deed},
    clock::Timestamp,
    ids::RecordId,
    projects::fields::Field,
};

/// Makes a record under an id that none has; the number on its card is the project's next one where none is said.
///
/// # Errors
/// [`Refused::Invalid`] where a field lacks the value it must have, [`Refused::Duplicate`].
pub fn insert(
    tx: &mut Tx<'_>,
    allowed: Allowed,
    project: &Project,
    id: RecordId,
    change: &Change,
) -> Result<Record, Refused> {
    if allowed.action().deed() != Deed::InsertRecord {
        return Err(Forbidden.into());
    }
    let empty = Record {
        id,
        project: project.id.clone(),
        values: FieldValues::default(),
        is_active: true,
        is_in_trash: false,
        is_checked_in: false,
        is_in_print_queue: false,
        color_code: None,
        inserted_at: tx.now,
        modified_at: tx.now,
        pictured_at: Timestamp::NEVER,
        signed_at: Timestamp::NEVER,
        printed_at: Timestamp::NEVER,
        version: 1,
    };
    let mut change = change.clone().with_defaults(project);
    if let Some(field) = project.fields.id_number() {
        let said = change.values.iter().find(|(other, _)| other.id == field.id).and_then(|(_, value)| value.as_ref());
        match said.map(|number| number.parse()) {
            None => change.values.push((field.clone(), Some(take_id_number(tx, project, field)?))),
            Some(Ok(number)) => store::pass_id_number(tx.connection, &project.id, number)?,
            Some(Err(_)) => {}
        }
    }
    let record = change.apply(&empty, project, tx.now)?;
    store::insert(tx.connection, &record, project)?;
    change.save_pictures(tx.connection, &record)?;
    history::record(tx, Action::Created, &empty, &record, project)?;
    Ok(record)
}

/// The next number that no record has yet.
fn take_id_number(tx: &mut Tx<'_>, project: &Project, field: &Field) -> Result<String, Refused> {
    let mut number = store::next_id_number(tx.connection, &project.id)?;
    while store::is_taken(tx.connection, &project.id, field, &number.to_string())? {
        number = number.saturating_add(1);
    }
    store::set_next_id_number(tx.connection, &project.id, number.saturating_add(1))?;
    Ok(number.to_string())
}
