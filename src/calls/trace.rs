//! What the log says of a call, as far as it came.

use super::{CallError, Caller, LoggedCall, RunBy};
use crate::{
    authorization::{Action, Parts, RecordState, Rule},
    clock::Timestamp,
    db::DbError,
    ids::{ProjectId, RecordId},
    records::Record,
};

/// What the log says of a call.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    pub(super) project: Option<ProjectId>,
    pub(super) action: Option<Action>,
    pub(super) record: Option<RecordId>,
    pub(super) state: RecordState,
    pub(super) broken: Option<Rule>,
    pub(super) is_repeat: bool,
    /// How many calls are left of a quota after it.
    pub(super) left: Option<i64>,
}

/// A call that was not done, and what the log says of it.
pub(super) struct Failure {
    pub(super) error: CallError,
    pub(super) trace: Trace,
}

impl Trace {
    pub(super) const fn new(action: Option<Action>) -> Self {
        Self {
            project: None,
            action,
            record: None,
            state: RecordState::Absent,
            broken: None,
            is_repeat: false,
            left: None,
        }
    }

    pub(super) fn found(&mut self, record: &Record) {
        self.record = Some(record.id.clone());
        self.state = record.state();
    }

    /// That it failed here.
    pub(super) fn fail(mut self, error: impl Into<CallError>) -> Failure {
        let error = error.into();
        if let CallError::Denied(denied) = &error {
            self.broken = Some(denied.0);
        }
        Failure { error, trace: self }
    }

    /// The row of the log.
    pub(super) fn logged(self, caller: &Caller, error: &str) -> LoggedCall {
        LoggedCall {
            at: caller.now,
            api_user: caller.api_user.clone(),
            project: self.project,
            origin: caller.origin,
            run_by: caller.run_by.as_ref().map(RunBy::username).unwrap_or_default().to_owned(),
            key_last_four: caller.key_last_four.clone(),
            deed: self.action.map(Action::deed),
            parts: self.action.map_or(Parts::NONE, Action::parts),
            record: self.record,
            record_state: self.state,
            broken_rule: self.broken,
            error: error.to_owned(),
            is_repeat: self.is_repeat,
            address: caller.address.clone(),
            duration: Timestamp::now().since(caller.now),
        }
    }
}

/// Outside of what is judged, only the database fails.
impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Trace::new(None).fail(error)
    }
}
