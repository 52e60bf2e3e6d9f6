//! Calls that change something: the change, its answer and its row of the log are one transaction.

use super::{
    Call, CallError, Caller, Done, Performed, Request,
    answers::Kept,
    cards::Printout,
    erase::erase,
    judge::{Judged, Memory, Reached, enter},
    log,
    trace::{Failure, Trace},
};
use crate::{
    audit::Tx,
    authorization::{Deed, RecordState, decide},
    cards::PressError,
    ids::RecordId,
    projects::fields::FieldName,
    records::{self, Change, Data, NewPictures, Record},
};

/// A call that was done, or was done before.
pub(super) struct Changed {
    pub(super) performed: Performed,
    /// The record, where it is gone, or a picture of it.
    pub(super) erased: Option<RecordId>,
}

/// What takes long, and so was made before the transaction.
#[derive(Default)]
pub(super) struct Prepared {
    /// What became of the images in the call.
    pub(super) pictures: NewPictures,
    /// The card that it is to print.
    pub(super) printout: Option<Printout>,
}

/// Changes what a call asks for, unless the same call was done before.
pub(super) fn change(
    tx: &mut Tx<'_>,
    memory: &Memory,
    caller: &Caller,
    request: &Request,
    prepared: &Prepared,
    answer: impl Fn(&Done, Option<i64>) -> String,
) -> Result<Changed, Failure> {
    let reached = enter(tx.connection, memory, caller, request.call.as_ref())?;
    let call = reached.call;
    let mark = request.repeat.as_ref().and_then(|repeat| repeat.mark(&reached.reach.project.id, call));
    if let Some(mark) = &mark
        && let Some(kept) = mark.find(tx.connection, caller)?
    {
        if !mark.is_guard() || reached.is_still_so(tx.connection)? {
            return match (call, kept) {
                (Call::PrintCard(..), Kept::Answer(_) | Kept::Done) => {
                    reprint(tx, memory, caller, reached, prepared, answer)
                }
                (_, kept) => again(tx, memory, caller, reached, kept, answer),
            };
        }
        mark.forget(tx.connection, caller)?;
    }
    let judged = reached.judge(tx.connection, memory, caller)?;
    let (done, erased) = apply(tx, &judged, call, prepared).map_err(|error| judged.fail(error))?;
    judged.within_quota()?;
    let answer = answer(&done, judged.left.calls);
    let trace = judged.trace_of(&done);
    if let Some(mark) = &mark {
        let kept = if matches!(done, Done::Deleted(_) | Done::Printed(..)) { "" } else { answer.as_str() };
        let kept = mark.keep(tx.connection, caller, trace.record.as_ref(), kept);
        kept.map_err(|error| trace.clone().fail(error))?;
    }
    log::insert(tx.connection, [&trace.logged(caller, "")])?;
    Ok(Changed { performed: Performed { answer, is_repeat: false }, erased })
}

/// What was done, and the record where it is gone, or a picture of it.
fn apply(
    tx: &mut Tx<'_>,
    judged: &Judged,
    call: &Call,
    prepared: &Prepared,
) -> Result<(Done, Option<RecordId>), CallError> {
    let Judged { project, record, allowed, .. } = judged;
    let found = || record.as_ref().ok_or(CallError::NotFound);
    let check = |data: &Data| Change::check_with(data, &prepared.pictures, project);
    match call {
        Call::InsertRecord(data) => {
            let record = records::insert(tx, *allowed, project, RecordId::new(), &check(data)?)?;
            Ok((Done::Inserted(Box::new(record), project.clone()), None))
        }
        Call::UpdateRecord(_, data) => {
            let before = found()?;
            let change = check(data)?;
            let record = records::update(tx, *allowed, project, before, &change)?;
            let erased = change.erases_picture(before).then(|| before.id.clone());
            Ok((Done::Updated(Box::new(record), project.clone()), erased))
        }
        Call::DeleteRecord(_) => {
            let record = found()?;
            let id_number = record.id_number(&project.fields).map(str::to_owned);
            erase(tx, *allowed, project, record)?;
            Ok((Done::Deleted(id_number), Some(record.id.clone())))
        }
        Call::PrintCard(..) => {
            let before = found()?;
            let pdf = prepared.pdf_of(before)?;
            let record = records::print(tx, *allowed, project, before)?;
            Ok((Done::Printed(Box::new(record), project.clone(), pdf), None))
        }
        Call::GetRecord(_) | Call::GetAllRecords(_) | Call::GetPhotoId(..) | Call::GetBadgePreview(..) => {
            Err(CallError::NotUnderstood)
        }
    }
}

/// The card as it is now, of a call that printed it before: an answer that was kept would have pictures that were replaced
/// or erased since.
fn reprint(
    tx: &mut Tx<'_>,
    memory: &Memory,
    caller: &Caller,
    mut reached: Reached<'_>,
    prepared: &Prepared,
    answer: impl Fn(&Done, Option<i64>) -> String,
) -> Result<Changed, Failure> {
    reached.trace.is_repeat = true;
    let mut judged = reached.judge(tx.connection, memory, caller)?;
    judged.within_quota()?;
    let record = judged.take_found()?;
    let pdf = prepared.pdf_of(&record).map_err(|error| judged.fail(error))?;
    let answer = answer(&Done::Printed(Box::new(record), judged.project, pdf), judged.left.calls);
    log::insert(tx.connection, [&judged.trace.logged(caller, "")])?;
    Ok(Changed { performed: Performed { answer, is_repeat: true }, erased: None })
}

/// The answer that the same call was given before, if it is still allowed. Whether the record is still there does not
/// matter: what is done is done.
fn again(
    tx: &mut Tx<'_>,
    memory: &Memory,
    caller: &Caller,
    reached: Reached<'_>,
    kept: Kept,
    answer: impl Fn(&Done, Option<i64>) -> String,
) -> Result<Changed, Failure> {
    let Reached { reach, call, mut trace } = reached;
    trace.is_repeat = true;
    trace.state = if call.action().deed() == Deed::DeleteRecord { RecordState::Trash } else { RecordState::Absent };
    if let Err(denied) = decide(reach.standing, call.action(), trace.state) {
        return Err(trace.fail(denied));
    }
    let left = memory.quota.spend(tx.connection, &caller.api_user, reach.quota, caller.now)?;
    let id_number = || call.key().filter(|key| key.field == FieldName::ID_NUMBER).map(|key| key.value.clone());
    let answer = match kept {
        Kept::OtherBody => return Err(trace.fail(CallError::KeyReused)),
        Kept::Erased => return Err(trace.fail(CallError::NotFound)),
        _ if left.is_exhausted => return Err(trace.fail(CallError::QuotaExhausted)),
        Kept::Answer(answer) => answer,
        Kept::Done => answer(&Done::Deleted(id_number()), left.calls),
    };
    log::insert(tx.connection, [&trace.logged(caller, "")])?;
    Ok(Changed { performed: Performed { answer, is_repeat: true }, erased: None })
}

impl Prepared {
    /// The card that is printed. What was changed of the record since it was drawn would be missing on it.
    fn pdf_of(&self, record: &Record) -> Result<Vec<u8>, CallError> {
        let drawn = self.printout.as_ref().filter(|drawn| drawn.version == record.version);
        Ok(drawn.ok_or(CallError::Press(PressError::Busy))?.pdf.clone())
    }
}

impl Judged {
    /// What the log says of it, now that it is done.
    fn trace_of(&self, done: &Done) -> Trace {
        let mut trace = self.trace.clone();
        if let Done::Inserted(record, _) = done {
            trace.record = Some(record.id.clone());
        }
        trace
    }
}
