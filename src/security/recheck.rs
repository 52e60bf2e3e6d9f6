//! Asking for a password again, of somebody who is signed in.

use super::{Attempt, Hasher, PasswordHash, Verdict};
use crate::{
    clock::Timestamp,
    db::{Db, DbResult},
    error::AppError,
    forms::FieldError,
};

/// Whether what was typed is this password; wrong ones are counted by `attempt` and slowed down.
///
/// # Errors
/// When the database or the hasher can't say.
pub async fn recheck(
    db: &Db,
    hasher: &Hasher,
    attempt: Attempt,
    typed: &str,
    stored: PasswordHash,
    now: Timestamp,
) -> Result<Result<(), FieldError>, AppError> {
    if typed.is_empty() {
        return Ok(Err(FieldError::CurrentPasswordRequired));
    }
    let attempts = vec![attempt];
    let begun = {
        let attempts = attempts.clone();
        db.write(move |connection| Attempt::begin(&attempts, connection, now)).await?
    };
    if let Err(waiting) = begun {
        return Ok(Err(FieldError::WaitBeforeRetry { seconds: waiting.seconds() }));
    }
    if hasher.verify(typed, Some(stored)).await? == Verdict::Wrong {
        return Ok(Err(FieldError::CurrentPasswordWrong));
    }
    db.write(move |connection| -> DbResult<()> { Attempt::forgive(&attempts, connection) }).await?;
    Ok(Ok(()))
}
