//! Calls that read.

use super::{
    Call, CallError, Caller, Done, Extras, GetAllRecords, GetRecord, Wanted,
    judge::{Judged, Memory, enter},
    trace::{Failure, Trace},
};
use crate::{
    cards::RecordCard,
    db::DbConnection,
    ids::{ProjectId, RecordId},
    images::PictureKind,
    records::{Record, RecordPage, page, picture},
};

/// As many records as one answer holds at most.
const MOST: usize = 5_000;
/// From so many bytes of values on, an answer ends with the records that were read together.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// How many are read together at first, and at most.
const FIRST: usize = 20;
const STEP: usize = 500;

/// What a call asked for.
pub(super) struct Read {
    pub(super) done: Done,
    /// The card that is to be drawn for it.
    pub(super) card: Option<RecordCard>,
    /// How many calls are left of a quota.
    pub(super) left: Option<i64>,
    pub(super) trace: Trace,
}

/// Reads what a call asks for. A photo is read in the format in which it is stored, and a card is not drawn yet.
pub(super) fn read(
    connection: &mut DbConnection,
    memory: &Memory,
    caller: &Caller,
    call: Option<&Call>,
) -> Result<Read, Failure> {
    let reached = enter(connection, memory, caller, call)?;
    let call = reached.call;
    let mut judged = reached.judge(connection, memory, caller)?;
    let card = match (call.preview(), &judged.record) {
        (Some(_), Some(record)) => {
            Some(RecordCard::load(connection, &judged.project, record).map_err(|error| judged.fail(error))?)
        }
        _ => None,
    };
    let done = match call {
        Call::GetRecord(GetRecord { photo, .. }) => {
            let record = judged.take_found()?;
            let photo = match photo {
                None => Wanted::No,
                Some(_) => {
                    picture(connection, &record.id, PictureKind::Photo).map_err(|error| judged.fail(error))?.into()
                }
            };
            Done::Record(Box::new(record), judged.project.clone(), Extras { photo, preview: None })
        }
        Call::GetPhotoId(..) => {
            let record = judged.take_found()?;
            let photo = picture(connection, &record.id, PictureKind::Photo).map_err(|error| judged.fail(error))?;
            Done::Photo(Box::new(record), photo.ok_or_else(|| judged.fail(CallError::NoPhoto))?)
        }
        Call::GetAllRecords(wanted) => {
            let page = all_records(connection, &judged.project.id, wanted).map_err(|error| judged.fail(error))?;
            Done::Records(page, judged.project.clone())
        }
        Call::GetBadgePreview(..) => {
            judged.take_found()?;
            Done::Preview(Vec::new())
        }
        Call::InsertRecord(_) | Call::UpdateRecord(..) | Call::DeleteRecord(_) | Call::PrintCard(..) => {
            return Err(judged.fail(CallError::NotUnderstood));
        }
    };
    judged.within_quota()?;
    let Judged { left, trace, .. } = judged;
    Ok(Read { done, card, left: left.calls, trace })
}

/// As many of the wanted records as one answer holds.
fn all_records(
    connection: &mut DbConnection,
    project: &ProjectId,
    wanted: &GetAllRecords,
) -> Result<RecordPage, CallError> {
    let cursor = wanted.cursor.as_deref();
    let mut next = cursor.map(|cursor| RecordId::parse(cursor).ok_or(CallError::UnknownCursor)).transpose()?;
    let limit = wanted.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(MOST).min(MOST);
    let mut records: Vec<Record> = Vec::new();
    let mut size = 0;
    loop {
        // About as many as there is still room for, so that large ones don't go far beyond it.
        let step =
            if records.is_empty() { FIRST } else { ((MOST_BYTES - size) * records.len() / size.max(1)).clamp(1, STEP) };
        let mut some = page(connection, project, wanted.filter, next.as_ref(), step.min(limit - records.len()))?;
        size += some.records.iter().map(|record| record.values.size()).sum::<usize>();
        records.append(&mut some.records);
        next = some.next;
        if next.is_none() || records.len() >= limit || size >= MOST_BYTES {
            return Ok(RecordPage { records, next });
        }
    }
}
