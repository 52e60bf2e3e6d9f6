//! Calls that read.

use super::{
    Call, CallError, Caller, Done, GetAllRecords, GetRecord, Performed,
    judge::{Memory, enter},
    trace::{Failure, Trace},
};
use crate::{
    db::DbConnection,
    ids::{ProjectId, RecordId},
    records::{Record, RecordPage, page},
};

/// As many records as one answer holds at most.
const MOST: usize = 5_000;
/// From so many bytes of values on, an answer ends with the records that were read together.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// How many are read together.
const STEP: usize = 500;

/// Reads what a call asks for.
pub(super) fn read(
    connection: &mut DbConnection,
    memory: &Memory,
    caller: &Caller,
    call: Option<&Call>,
    answer: impl Fn(&Done, Option<i64>) -> String,
) -> Result<(Performed, Trace), Failure> {
    let reached = enter(connection, memory, caller, call)?;
    let call = reached.call;
    let mut judged = reached.judge(connection, memory, caller)?;
    let done = match call {
        Call::GetRecord(GetRecord { photo: None, preview: None, .. }) => {
            Done::Record(Box::new(judged.take_found()?), judged.project.clone())
        }
        Call::GetAllRecords(wanted) => {
            let page = all_records(connection, &judged.project.id, wanted).map_err(|error| judged.fail(error))?;
            Done::Records(page, judged.project.clone())
        }
        _ => return Err(judged.fail(CallError::NotImplemented)),
    };
    judged.within_quota()?;
    Ok((Performed { answer: answer(&done, judged.left.calls), is_repeat: false }, judged.trace))
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
        let mut some = page(connection, project, wanted.filter, next.as_ref(), STEP.min(limit - records.len()))?;
        size += some.records.iter().map(|record| record.values.size()).sum::<usize>();
        records.append(&mut some.records);
        next = some.next;
        if next.is_none() || records.len() >= limit || size >= MOST_BYTES {
            return Ok(RecordPage { records, next });
        }
    }
}
