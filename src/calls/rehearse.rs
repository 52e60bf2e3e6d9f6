//! What would become of a call.

use std::{convert::Infallible, sync::Arc};

use super::{
    Call, CallError, Caller, Calls, Done, Performed, Request,
    cards::preview,
    change::{Changed, Prepared, change},
    judge::{Memory, enter},
    perform::MANY_RECORDS,
    read::read,
    trace::Failure,
    with_pictures::convert,
};
use crate::{
    audit,
    db::{DbConnection, DbError, DbResult},
};

impl Calls {
    /// What would become of a call: all of it is done, and undone at once. It is not noted and counts against no quota.
    ///
    /// # Errors
    /// As [`Calls::perform`].
    pub async fn rehearse(
        &self,
        caller: Caller,
        request: Arc<Request>,
        answer: impl Fn(&Caller, &Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<Performed, CallError> {
        let is_change = request.call.as_ref().is_some_and(|call| call.action().deed().is_change());
        if is_change {
            self.rehearse_change(caller, request, answer).await
        } else {
            self.rehearse_read(caller, request, answer).await
        }
    }

    async fn rehearse_change(
        &self,
        caller: Caller,
        request: Arc<Request>,
        answer: impl Fn(&Caller, &Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<Performed, CallError> {
        let prepared = self.prepared_to_rehearse(&caller, &request).await?;
        let change =
            move |connection: &mut DbConnection| change_and_undo(connection, &caller, &request, &prepared, &answer);
        let rehearsed: Result<Infallible, Rehearsed> = self.0.db.write(change).await;
        match rehearsed {
            Ok(never) => match never {},
            Err(Rehearsed::Done(performed)) => Ok(performed),
            Err(Rehearsed::Failed(error)) => Err(error),
        }
    }

    /// Nothing where the change would be refused anyway.
    async fn prepared_to_rehearse(&self, caller: &Caller, request: &Arc<Request>) -> Result<Prepared, CallError> {
        if !request.is_prepared() {
            return Ok(Prepared::default());
        }
        let (caller, looking) = (caller.clone(), Arc::clone(request));
        let foresee = move |connection: &mut DbConnection| -> DbResult<_> {
            match enter(connection, &Memory::default(), &caller, looking.call.as_ref()) {
                Ok(reached) => reached.foresee(connection),
                Err(_) => Ok(None),
            }
        };
        match self.0.db.read(foresee).await? {
            Some(foreseen) => self.0.prepare(request, foreseen.card).await,
            None => Ok(Prepared::default()),
        }
    }

    async fn rehearse_read(
        &self,
        caller: Caller,
        request: Arc<Request>,
        answer: impl Fn(&Caller, &Done, Option<i64>) -> String + Send + 'static,
    ) -> Result<Performed, CallError> {
        let format = request.call.as_ref().and_then(Call::photo);
        let wanted = request.call.as_ref().and_then(Call::preview);
        let (reading, forgotten) = (caller.clone(), self.0.photos.forgotten());
        let read = move |connection: &mut DbConnection| {
            let read = read(connection, &Memory::default(), &reading, request.call.as_ref());
            read.map_err(|Failure { error, .. }| error)
        };
        let mut read = self.0.db.search(MANY_RECORDS, read).await?;
        if let Some(format) = format {
            convert(&self.0.photos, &mut read.done, format, forgotten).await?;
        }
        if let (Some(wanted), Some(card)) = (wanted, read.card.take()) {
            read.done.add_preview(self.0.press.run(move || preview(&card, wanted)).await?);
        }
        Ok(Performed { answer: answer(&caller, &read.done, read.left), is_repeat: false })
    }
}

/// What came of a rehearsal: a failure either way, so that the transaction is undone.
enum Rehearsed {
    Done(Performed),
    Failed(CallError),
}

impl Rehearsed {
    fn of(result: Result<Changed, Failure>) -> Self {
        result.map_or_else(|failure| Self::Failed(failure.error), |changed| Self::Done(changed.performed))
    }
}

impl From<DbError> for Rehearsed {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

/// With a memory of its own, so that nothing counts, and nothing is remembered that is undone. The answer of an earlier
/// call is none of a rehearsal.
fn change_and_undo(
    connection: &mut DbConnection,
    caller: &Caller,
    request: &Request,
    prepared: &Prepared,
    answer: &impl Fn(&Caller, &Done, Option<i64>) -> String,
) -> Result<Infallible, Rehearsed> {
    let request = Request { repeat: None, ..request.clone() };
    audit::operate_in(connection, &caller.actor(), caller.now, |tx| {
        let answer = |done: &Done, left| answer(caller, done, left);
        Err(Rehearsed::of(change(tx, &Memory::default(), caller, &request, prepared, answer)))
    })
}
