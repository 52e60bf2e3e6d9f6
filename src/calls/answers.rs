//! Answers that are kept for calls that come again.

use std::{sync::LazyLock, time::Duration};

use diesel::prelude::*;

use super::{Call, Caller};
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult, schema::call_answers},
    ids::{ProjectId, RecordId},
    records::DataValue,
    security::{BASE62, RandomnessUnavailable, random_text, sha256_hex, sha256_hex_of},
};

/// How a call may be known again.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header).
    key: Option<String>,
    /// The SHA-256 of the body, which may have megabytes.
    body_digest: String,
}

/// What is kept of an answer.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// The same call was answered so.
    Answer(String),
    /// The same call deleted a record or printed its card; no value and no picture of it is kept.
    Done,
    /// The record that the same call was about was erased since.
    Erased,
    /// The key came with another body.
    OtherBody,
}

/// How long an answer is kept for its key.
const KEPT: Duration = Duration::from_hours(24);
/// How long the same body counts as sent twice by mistake.
const SENT_TWICE: Duration = Duration::from_secs(10);

/// What stands before the digest of a body without a key.
const GUARD: &str = "body:";

/// By what a call is known again.
pub(super) struct Mark {
    key: String,
    /// The project and the digest of the body.
    said: String,
}

impl Repeat {
    /// Of a call with this key and this body.
    #[must_use]
    pub fn new(key: Option<String>, body: &[u8]) -> Self {
        Self { key, body_digest: sha256_hex(body) }
    }

    /// By what this call in this project is known again; none where no answer is kept.
    pub(super) fn mark(&self, project: &ProjectId, call: &Call) -> Option<Mark> {
        let said = [project.as_str(), &self.body_digest].concat();
        let key = match &self.key {
            // It may be made of values of the record, which it outlives.
            Some(key) => format!("key:{}", sha256_hex(key)),
            None if is_guarded(call) => GUARD.to_owned() + &salted_digest(&PROCESS_SALT, &said),
            None => return None,
        };
        Some(Mark { key, said })
    }
}

impl Mark {
    /// Whether only the body tells that the call was sent twice.
    pub(super) fn is_guard(&self) -> bool {
        self.key.starts_with(GUARD)
    }

    /// The answer that is kept for this call.
    pub(super) fn find(&self, connection: &mut DbConnection, caller: &Caller) -> DbResult<Option<Kept>> {
        let row: Option<(String, String, String, Timestamp)> = call_answers::table
            .find((&caller.api_user, &self.key))
            .select((call_answers::salt, call_answers::body_digest, call_answers::answer, call_answers::at))
            .first(connection)
            .optional()?;
        let Some((salt, digest, answer, at)) = row else { return Ok(None) };
        if caller.now.since(at) >= if self.is_guard() { SENT_TWICE } else { KEPT } {
            self.forget(connection, caller)?;
            return Ok(None);
        }
        Ok(Some(if digest.is_empty() {
            Kept::Erased
        } else if digest != salted_digest(&salt, &self.said) {
            Kept::OtherBody
        } else if answer.is_empty() {
            Kept::Done
        } else {
            Kept::Answer(answer)
        }))
    }

    /// Forgets the answer.
    pub(super) fn forget(&self, connection: &mut DbConnection, caller: &Caller) -> DbResult<()> {
        diesel::delete(call_answers::table.find((&caller.api_user, &self.key))).execute(connection)?;
        Ok(())
    }

    /// Keeps an answer; an empty one says only that the call was done.
    pub(super) fn keep(
        &self,
        connection: &mut DbConnection,
        caller: &Caller,
        record: Option<&RecordId>,
        answer: &str,
    ) -> Result<(), KeepError> {
        let salt = random_text(BASE62, 22)?;
        diesel::insert_into(call_answers::table)
            .values((
                call_answers::api_user_id.eq(&caller.api_user),
                call_answers::repeat_key.eq(&self.key),
                call_answers::body_digest.eq(salted_digest(&salt, &self.said)),
                call_answers::salt.eq(&salt),
                call_answers::record_id.eq(record.map_or("", RecordId::as_str)),
                call_answers::answer.eq(answer),
                call_answers::at.eq(caller.now),
            ))
            .execute(connection)?;
        Ok(())
    }
}

/// Why an answer can't be kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum KeepError {
    #[error(transparent)]
    Query(#[from] diesel::result::Error),
    #[error(transparent)]
    Randomness(#[from] RandomnessUnavailable),
}

/// Empties what is kept about a record.
pub(super) fn erase(connection: &mut DbConnection, record: &RecordId) -> DbResult<()> {
    diesel::update(call_answers::table.filter(call_answers::record_id.eq(record)))
        .set((
            call_answers::salt.eq(""),
            call_answers::body_digest.eq(""),
            call_answers::answer.eq(""),
            call_answers::record_id.eq(""),
        ))
        .execute(connection)?;
    Ok(())
}

/// Deletes what is kept too long, at most so many rows of each kind; how many it was.
pub(super) fn prune(connection: &mut DbConnection, now: Timestamp, most: i64) -> DbResult<usize> {
    let is_guard = call_answers::repeat_key.like("body:%");
    let is_old = call_answers::at.lt(now.minus(KEPT)).or(call_answers::at.lt(now.minus(SENT_TWICE)).and(is_guard));
    let old: Vec<(String, String)> = call_answers::table
        .filter(is_old)
        .limit(most)
        .select((call_answers::api_user_id, call_answers::repeat_key))
        .load(connection)?;
    for (user, key) in &old {
        diesel::delete(call_answers::table.find((user, key))).execute(connection)?;
    }
    Ok(old.len())
}

/// Whether real clients send such a call twice by mistake: putting into Trash, and deleting.
fn is_guarded(call: &Call) -> bool {
    match call {
        Call::DeleteRecord(_) => true,
        Call::UpdateRecord(_, data) => matches!(data.get("idc_trash"), Some(DataValue::Text(text)) if text == "1"),
        _ => false,
    }
}

/// Bodies hold values of records, which a bare digest would tell to who can guess them.
static PROCESS_SALT: LazyLock<String> = LazyLock::new(|| random_text(BASE62, 22).unwrap_or_default());

fn salted_digest(salt: &str, said: &str) -> String {
    sha256_hex_of([salt.as_bytes(), said.as_bytes()])
}
