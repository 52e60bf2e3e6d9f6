//! What was done to a record. The trail names fields; the values stand in a table of their own, which erasing empties.

use std::collections::BTreeMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use serde::{Deserialize, Serialize};

use super::{Project, Record, Refused, name_of_picture};
use crate::{
    audit::{Action, Changes, PastAct, Subject, Tx, acts_between},
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::record_changes, statement},
    ids::RecordId,
    images::PictureKind,
    security::{BASE62, random_text, sha256_hex},
};

/// One field of a record before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The id of the field; of what every record has, its name in the API.
    pub field: String,
    /// None for no value.
    pub before: Option<String>,
    /// None for no value.
    pub after: Option<String>,
}

statement! {
    struct InsertChanges<'a> { record: &'a RecordId, version: i64, salt: &'a str, changes: &'a str } -> BigInt;
    "INSERT INTO record_changes (record_id, version, salt, changes) VALUES (" [record: Text]
    ", " [version: BigInt]
    ", " [salt: Text]
    ", " [changes: Text]
    ")"
}

/// Notes what a change did, for the trail and for the history.
pub(super) fn record(
    tx: &mut Tx<'_>,
    action: Action,
    before: &Record,
    after: &Record,
    project: &Project,
) -> Result<(), Refused> {
    let (names, changes) = compare(before, after, project);
    let changes =
        serde_json::to_string(&changes).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    let salt = random_text(BASE62, 22)?;
    let row = InsertChanges { record: &after.id, version: after.version, salt: &salt, changes: &changes };
    row.execute(tx.connection)?;
    let mut told = Changes::default();
    for name in names {
        told.redacted(name);
    }
    told.start("digest", &sha256_hex(&(salt + &changes)));
    tx.record(action, Subject::Record(after.id.clone(), project.name.clone()), after.version, told);
    Ok(())
}

/// Notes that the record is gone, and forgets every value of it.
pub(super) fn erase(tx: &mut Tx<'_>, record: &Record, project: &Project) -> Result<(), Refused> {
    diesel::delete(record_changes::table.filter(record_changes::record_id.eq(&record.id))).execute(tx.connection)?;
    let mut told = Changes::default();
    for field in project.fields.iter().filter(|field| record.values.get(&field.id).is_some()) {
        told.redacted(field.name.as_str());
    }
    for kind in PictureKind::ALL.into_iter().filter(|&kind| !record.pictured(kind).is_never()) {
        told.redacted(name_of_picture(kind));
    }
    let subject = Subject::Record(record.id.clone(), project.name.clone());
    tx.record(Action::Deleted, subject, record.version.saturating_add(1), told);
    Ok(())
}

/// What the versions of a record changed, the newest first; at most `limit`.
pub fn changes_of(
    connection: &mut DbConnection,
    record: &RecordId,
    limit: i64,
) -> DbResult<Vec<(i64, Vec<FieldChange>)>> {
    let rows: Vec<(i64, String)> = record_changes::table
        .filter(record_changes::record_id.eq(record))
        .order(record_changes::version.desc())
        .limit(limit)
        .select((record_changes::version, record_changes::changes))
        .load(connection)?;
    rows.into_iter().map(parse).collect()
}

/// A version of a record: who made it, and what it changed.
#[derive(Clone, Debug)]
pub struct PastVersion {
    /// Who, when and from where.
    pub act: PastAct,
    /// Field by field.
    pub changes: Vec<FieldChange>,
}

/// The versions of a record after one, up to another, the newest first; at most `limit`.
pub fn history(
    connection: &mut DbConnection,
    record: &RecordId,
    (after, up_to): (i64, i64),
    limit: i64,
) -> DbResult<Vec<PastVersion>> {
    let subject = Subject::Record(record.clone(), String::new());
    let acts = acts_between(connection, &subject, (after, up_to), limit)?;
    let rows: Vec<(i64, String)> = record_changes::table
        .filter(record_changes::record_id.eq(record))
        .filter(record_changes::version.gt(after).and(record_changes::version.le(up_to)))
        .order(record_changes::version.desc())
        .limit(limit)
        .select((record_changes::version, record_changes::changes))
        .load(connection)?;
    let mut changes = rows.into_iter().map(parse).collect::<DbResult<BTreeMap<_, _>>>()?;
    let versions = acts.into_iter().map(|act| {
        let changes = changes.remove(&act.version).unwrap_or_default();
        PastVersion { act, changes }
    });
    Ok(versions.collect())
}

fn parse((version, changes): (i64, String)) -> DbResult<(i64, Vec<FieldChange>)> {
    let changes =
        serde_json::from_str(&changes).map_err(|error| diesel::result::Error::DeserializationError(error.into()))?;
    Ok((version, changes))
}

fn compare(before: &Record, after: &Record, project: &Project) -> (Vec<String>, Vec<FieldChange>) {
    let (mut names, mut changes) = (Vec::new(), Vec::new());
    let mut add = |name: &str, field: &str, before: Option<&str>, after: Option<&str>| {
        if before != after {
            names.push(name.to_owned());
            let [before, after] = [before, after].map(|value| value.map(str::to_owned));
            changes.push(FieldChange { field: field.to_owned(), before, after });
        }
    };
    for field in project.fields.iter() {
        let [was, is] = [before, after].map(|record| record.values.get(&field.id));
        add(field.name.as_str(), field.id.as_str(), was, is);
    }
    for (name, was, is) in [
        ("idc_active", before.is_active, after.is_active),
        ("idc_trash", before.is_in_trash, after.is_in_trash),
        ("idc_check_in", before.is_checked_in, after.is_checked_in),
        ("idc_print_queue", before.is_in_print_queue, after.is_in_print_queue),
    ] {
        let [was, is] = [was, is].map(|flag| Some(if flag { "1" } else { "0" }));
        add(name, name, was, is);
    }
    let [was, is] = [before, after].map(|record| record.color_code.map(|code| code.to_string()));
    add("idc_colorcode", "idc_colorcode", was.as_deref(), is.as_deref());
    for kind in PictureKind::ALL {
        // Of a picture only when it was stored.
        let instant = |at: Timestamp| (!at.is_never()).then(|| at.micros().to_string());
        let [was, is] = [before, after].map(|record| instant(record.pictured(kind)));
        add(name_of_picture(kind), name_of_picture(kind), was.as_deref(), is.as_deref());
    }
    // Of a print only when.
    let [was, is] =
        [before, after].map(|record| (!record.printed_at.is_never()).then(|| record.printed_at.micros().to_string()));
    add("idc_printdate", "idc_printdate", was.as_deref(), is.as_deref());
    (names, changes)
}
