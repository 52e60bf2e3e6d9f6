//! What an operation is handed: its transaction, who does it, and when.

use thiserror::Error;

use super::{Action, Actor, Changes, Entry, Subject, store};
use crate::{
    authorization::{self, Allowed, Denied, Judgement, Permission, RecordState, Standing, decide},
    clock::Timestamp,
    db::{Db, DbConnection, DbError, DbResult},
    ids::{ApiUserId, PanelUserId},
};

/// The transaction of an operation, with who does it and when.
pub struct Tx<'a> {
    /// The connection inside the transaction.
    pub connection: &'a mut DbConnection,
    /// Who does it.
    pub actor: &'a Actor,
    /// The instant that all of it is stamped with.
    pub now: Timestamp,
    /// Written when the operation succeeds: numbering the rows holds a lock, which must be the last that is taken.
    entries: &'a mut Vec<Entry>,
    /// What the API user that does it holds in the project that it is about.
    standing: Option<Standing>,
    judgement: Option<Judgement>,
}

/// The actor's role does not allow it, or it is another person's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the actor is not allowed this")]
pub struct Forbidden;

impl Tx<'_> {
    /// The same transaction at another instant, for data that comes with a history.
    pub(crate) fn at(&mut self, now: Timestamp) -> Tx<'_> {
        Tx { now, ..self.reborrow() }
    }

    /// The same transaction for an API user, by what it holds in the project that it is about.
    pub(crate) fn judged_by(&mut self, standing: Standing) -> Tx<'_> {
        Tx { standing: Some(standing), ..self.reborrow() }
    }

    /// What an API user asked for last, and how that was judged.
    pub(crate) const fn judgement(&self) -> Option<Judgement> {
        self.judgement
    }

    const fn reborrow(&mut self) -> Tx<'_> {
        Tx {
            connection: self.connection,
            actor: self.actor,
            now: self.now,
            entries: self.entries,
            standing: self.standing,
            judgement: None,
        }
    }

    /// Lets only those go on who may do that.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub(crate) const fn require(&self, permission: Permission) -> Result<(), Forbidden> {
        if self.actor.may(permission) { Ok(()) } else { Err(Forbidden) }
    }

    /// Lets only those go on who may do that to a record in this state; operations on records demand what comes back.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub(crate) fn allow(&mut self, action: authorization::Action, record: RecordState) -> Result<Allowed, Forbidden> {
        let Some(standing) = self.standing else { return self.actor.allow(action, record).ok_or(Forbidden) };
        let decided = decide(standing, action, record);
        self.judgement = Some(Judgement { action, record, broken: decided.err().map(|Denied(rule)| rule) });
        decided.map_err(|_| Forbidden)
    }

    /// Whether that would be allowed.
    pub(crate) fn would_allow(&self, action: authorization::Action, record: RecordState) -> bool {
        match self.standing {
            Some(standing) => decide(standing, action, record).is_ok(),
            None => self.actor.allow(action, record).is_some(),
        }
    }

    /// Lets only this person go on, whatever others may do.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub(crate) fn require_self(&self, person: &PanelUserId) -> Result<(), Forbidden> {
        match self.actor {
            Actor::PanelUser { id, .. } if id == person => Ok(()),
            _ => Err(Forbidden),
        }
    }

    /// Lets only this API user go on, whatever others may do.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub(crate) fn require_own_api_user(&self, api_user: &ApiUserId) -> Result<(), Forbidden> {
        match self.actor {
            Actor::ApiUser { id, .. } if id == api_user => Ok(()),
            _ => Err(Forbidden),
        }
    }

    /// Adds a row to the trail: what was done to whom now, which version of it that made, and what it changed.
    pub(crate) fn record(&mut self, action: Action, subject: Subject, version: i64, changes: Changes) {
        self.entries.push(Entry { at: self.now, action, subject, version, changes });
    }
}

/// Runs an operation in one transaction, with its rows of the trail; what it refuses changes nothing.
///
/// The operation may be run again from its start, where the database asks for that.
///
/// # Errors
/// What the operation refuses, or that the database can't be written.
pub async fn operate<T, E>(
    db: &Db,
    actor: Actor,
    now: Timestamp,
    operation: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    db.write(move |connection| operate_in(connection, &actor, now, &operation)).await
}

/// [`operate`] for the command line, which has no other work to keep going meanwhile.
///
/// # Errors
/// As [`operate`].
pub fn operate_blocking<T, E: From<DbError>>(
    db: &Db,
    actor: &Actor,
    now: Timestamp,
    operation: impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    db.write_blocking(|connection| operate_in(connection, actor, now, &operation))
}

/// [`operate`] in the transaction of [`Db::write`] that this connection is in.
///
/// # Errors
/// As [`operate`]; then the closure of the write has to fail too.
pub(crate) fn operate_in<T, E: From<DbError>>(
    connection: &mut DbConnection,
    actor: &Actor,
    now: Timestamp,
    operation: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut entries = Vec::new();
    let outcome =
        operation(&mut Tx { connection, actor, now, entries: &mut entries, standing: None, judgement: None })?;
    let written: DbResult<()> = store::write(connection, actor, &entries);
    written?;
    Ok(outcome)
}
