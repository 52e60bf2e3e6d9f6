//! Calls that read.

use super::{
    Call, CallError, Caller, Done, GetAllRecords, GetRecord, Performed,
    judge::{Memory, enter},
    trace::{Failure, Trace},
};
use crate::{
    db::DbConnection,
    ids::RecordId,
    records::{RecordPage, page},
};

/// As many records as one answer holds at most.
const MOST: usize = 5_000;

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
    let judged = reached.judge(connection, memory, caller)?;
    let done = match call {
        Call::GetRecord(GetRecord { photo: None, preview: None, .. }) => {
            Done::Record(Box::new(judged.found()?.clone()), judged.project.clone())
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

fn all_records(
    connection: &mut DbConnection,
    project: &crate::ids::ProjectId,
    wanted: &GetAllRecords,
) -> Result<RecordPage, CallError> {
    let after = wanted.cursor.as_deref().map(|cursor| RecordId::parse(cursor).ok_or(CallError::UnknownCursor));
    let limit = wanted.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(MOST).min(MOST);
    Ok(page(connection, project, wanted.filter, after.transpose()?.as_ref(), limit)?)
}
