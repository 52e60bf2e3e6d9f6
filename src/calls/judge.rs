//! Whether a call may be done. The order of the checks is the API's.

use super::{
    Call, CallError, Caller, PrimaryKey, QuotaUse,
    pages_read::PagesRead,
    quota::Left,
    reach::{Reach, reach},
    trace::{Failure, Trace},
};
use crate::{
    authorization::{Action, Allowed, Deed, Parts, RecordState, decide},
    cards::RecordCard,
    db::{DbConnection, DbResult},
    projects::fields::Field,
    records::{Project, ProjectCache, Record, find_by_unique_value},
};

/// A call that is allowed.
pub(super) struct Judged {
    pub(super) project: Project,
    pub(super) record: Option<Record>,
    pub(super) allowed: Allowed,
    pub(super) left: Left,
    pub(super) trace: Trace,
}

/// What judging remembers between calls.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) projects: ProjectCache,
    pub(super) quota: QuotaUse,
    pub(super) pages: PagesRead,
}

/// What every call takes: that the API user may reach the project.
pub(super) const ANY_CALL: Action = Action::new(Deed::GetAllRecords, Parts::NONE);

/// A caller who may reach the project, and a call that was understood.
pub(super) struct Reached<'a> {
    pub(super) reach: Reach,
    pub(super) call: &'a Call,
    pub(super) trace: Trace,
}

/// What is known of a call before it is done.
pub(super) struct Foreseen {
    /// What the log would say of it.
    pub(super) trace: Trace,
    /// The card that it is to print.
    pub(super) card: Option<RecordCard>,
}

/// Whether the caller may reach the project; only then is told whether the call was understood.
pub(super) fn enter<'a>(
    connection: &mut DbConnection,
    memory: &Memory,
    caller: &Caller,
    call: Option<&'a Call>,
) -> Result<Reached<'a>, Failure> {
    let (reach, trace) = arrive(connection, memory, caller, call.map(Call::action))?;
    match call {
        Some(call) => Ok(Reached { reach, call, trace }),
        None => Err(trace.fail(CallError::NotUnderstood)),
    }
}

/// Whether the caller may reach the project; for the log with what it wants there.
pub(super) fn arrive(
    connection: &mut DbConnection,
    memory: &Memory,
    caller: &Caller,
    action: Option<Action>,
) -> Result<(Reach, Trace), Failure> {
    let mut trace = Trace::new(action);
    let found = reach(connection, caller, &memory.projects).map_err(|error| trace.clone().fail(error))?;
    let Some(reach) = found else { return Err(trace.fail(CallError::NoProject)) };
    trace.project = Some(reach.project.id.clone());
    if let Err(denied) = decide(reach.standing, ANY_CALL, RecordState::Absent) {
        return Err(trace.fail(denied));
    }
    Ok((reach, trace))
}

impl Reached<'_> {
    /// Whether the record is still in Trash or gone, as the call wants it: one that somebody took out of Trash or made anew
    /// since is another matter.
    pub(super) fn is_still_so(&self, connection: &mut DbConnection) -> DbResult<bool> {
        let project = &self.reach.project;
        let unique = self.call.key().and_then(|key| Some((unique_field(project, key).ok()?, key)));
        let Some((field, key)) = unique else { return Ok(false) };
        let record = find_by_unique_value(connection, &project.id, field, &key.value)?;
        let may_be_there = self.call.action().deed() != Deed::DeleteRecord;
        Ok(record.is_none_or(|record| may_be_there && record.is_in_trash))
    }

    /// What is known of the call before it is done; none where it would be refused. Nothing is counted.
    pub(super) fn foresee(self, connection: &mut DbConnection) -> DbResult<Option<Foreseen>> {
        let Ok(record) = self.find(connection) else { return Ok(None) };
        let Self { reach, call, mut trace } = self;
        if let Some(record) = &record {
            trace.found(record);
        }
        let is_there = call.key().is_none() || record.is_some();
        if !is_there || decide(reach.standing, call.action(), trace.state).is_err() {
            return Ok(None);
        }
        let printed = record.filter(|_| matches!(call, Call::PrintCard(..)));
        let card = printed.map(|record| RecordCard::load(connection, &reach.project, &record)).transpose()?;
        Ok(Some(Foreseen { trace, card }))
    }

    /// The record that the call is about; none where it is about no single one, or that is not there.
    fn find(&self, connection: &mut DbConnection) -> Result<Option<Record>, CallError> {
        let Some(key) = self.call.key() else { return Ok(None) };
        let field = unique_field(&self.reach.project, key)?;
        Ok(find_by_unique_value(connection, &self.reach.project.id, field, &key.value)?)
    }

    /// Whether the call is allowed. Its record is looked for before, but whether there is one is told only after.
    pub(super) fn judge(
        self,
        connection: &mut DbConnection,
        memory: &Memory,
        caller: &Caller,
    ) -> Result<Judged, Failure> {
        let record = self.find(connection).map_err(|error| self.trace.clone().fail(error))?;
        let mut trace = self.trace;
        let Reach { standing, project, quota } = self.reach;
        if let Some(record) = &record {
            trace.found(record);
        }
        let allowed = decide(standing, self.call.action(), trace.state).map_err(|denied| trace.clone().fail(denied))?;
        let spent = memory.quota.spend(connection, &caller.api_user, quota, caller.now);
        let left = spent.map_err(|error| trace.clone().fail(error))?;
        trace.left = left.calls;
        Ok(Judged { project, record, allowed, left, trace })
    }
}

impl Judged {
    /// That the call is not done for this reason.
    pub(super) fn fail(&self, error: impl Into<CallError>) -> Failure {
        self.trace.clone().fail(error)
    }

    /// The record that the call is about, which is not needed any more.
    pub(super) fn take_found(&mut self) -> Result<Record, Failure> {
        self.record.take().ok_or_else(|| self.fail(CallError::NotFound))
    }

    /// The last of the checks.
    pub(super) fn within_quota(&self) -> Result<(), Failure> {
        if self.left.is_exhausted { Err(self.fail(CallError::QuotaExhausted)) } else { Ok(()) }
    }
}

fn unique_field<'a>(project: &'a Project, key: &PrimaryKey) -> Result<&'a Field, CallError> {
    let field = project.fields.get(&key.field).filter(|field| field.is_unique);
    field.ok_or_else(|| CallError::NotUnique(key.field.clone()))
}
