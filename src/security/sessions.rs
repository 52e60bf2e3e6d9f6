//! Sessions in the database: only digests of their ids, ended after 12 idle hours or 7 days (OWASP Session Management).

use std::{collections::HashMap, time::Duration};

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time;
use diesel::prelude::*;

use super::{keys::sha256_hex, password::random_text};
use crate::{
    clock::Timestamp,
    db::{Db, DbConnection, DbError, DbResult, schema::sessions},
};

/// Where a session names its person.
pub const SESSION_PERSON: &str = "panel_user";

const IDLE: Duration = Duration::from_hours(12);
const ABSOLUTE: Duration = Duration::from_hours(168);
/// A page view is no durable write: being seen is noted at most this often.
const NOTED_EVERY: Duration = Duration::from_mins(1);
const ID_ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

type State = HashMap<String, String>;

/// The sessions of the panel, as actix-session wants them.
#[derive(Clone)]
pub struct DbSessionStore(pub Db);

/// Ends the sessions of a panel user at once, on every node.
///
/// # Errors
/// When the database can't be changed.
pub fn end_sessions_of(connection: &mut DbConnection, panel_user: &str) -> DbResult<()> {
    diesel::delete(sessions::table.filter(sessions::panel_user_id.eq(panel_user))).execute(connection)?;
    Ok(())
}

impl SessionStore for DbSessionStore {
    async fn load(&self, session_key: &SessionKey) -> Result<Option<State>, LoadError> {
        let (id, now) = (sha256_hex(session_key.as_ref()), Timestamp::now());
        let row = self.0.read({
            let id = id.clone();
            move |connection| load(connection, &id, now)
        });
        let Some((state, last_seen)) = row.await.map_err(|error| LoadError::Other(error.into()))? else {
            return Ok(None);
        };
        if now.since(last_seen) >= NOTED_EVERY {
            let noted = self.0.write(move |connection| note_seen(connection, &id, now));
            if let Err(error) = noted.await {
                // The page matters more; the next one notes it.
                tracing::warn!(%error, "a session could not be noted as seen");
            }
        }
        serde_json::from_str(&state).map(Some).map_err(|error| LoadError::Deserialization(error.into()))
    }

    async fn save(&self, state: State, _ttl: &time::Duration) -> Result<SessionKey, SaveError> {
        let key = random_text(ID_ALPHABET, 64).map_err(|error| SaveError::Other(error.into()))?;
        let person = person_of(&state).ok_or_else(|| SaveError::Other(anyhow::anyhow!("a session of nobody")))?;
        let text = serde_json::to_string(&state).map_err(|error| SaveError::Serialization(error.into()))?;
        let (id, now) = (sha256_hex(&key), Timestamp::now());
        let saved = self.0.write(move |connection| {
            purge(connection, now)?;
            diesel::insert_into(sessions::table)
                .values((
                    sessions::id_hash.eq(id),
                    sessions::panel_user_id.eq(person),
                    sessions::state.eq(text),
                    sessions::created_at.eq(now),
                    sessions::last_seen_at.eq(now),
                ))
                .execute(connection)
                .map_err(DbError::from)
        });
        saved.await.map_err(|error| SaveError::Other(error.into()))?;
        SessionKey::try_from(key).map_err(|error| SaveError::Other(error.into()))
    }

    /// Never inserts: a session that was ended meanwhile must not rise again.
    async fn update(
        &self,
        session_key: SessionKey,
        state: State,
        _ttl: &time::Duration,
    ) -> Result<SessionKey, UpdateError> {
        let text = serde_json::to_string(&state).map_err(|error| UpdateError::Serialization(error.into()))?;
        let id = sha256_hex(session_key.as_ref());
        let updated = self.0.write(move |connection| {
            diesel::update(sessions::table.find(id))
                .set(sessions::state.eq(text))
                .execute(connection)
                .map_err(DbError::from)
        });
        updated.await.map_err(|error| UpdateError::Other(error.into()))?;
        Ok(session_key)
    }

    async fn update_ttl(&self, _session_key: &SessionKey, _ttl: &time::Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, session_key: &SessionKey) -> Result<(), anyhow::Error> {
        let id = sha256_hex(session_key.as_ref());
        let deleted = self.0.write(move |connection| {
            diesel::delete(sessions::table.find(id)).execute(connection).map_err(DbError::from)
        });
        deleted.await?;
        Ok(())
    }
}

fn load(connection: &mut DbConnection, id: &str, now: Timestamp) -> DbResult<Option<(String, Timestamp)>> {
    Ok(sessions::table
        .find(id)
        .filter(sessions::last_seen_at.gt(now.minus(IDLE)))
        .filter(sessions::created_at.gt(now.minus(ABSOLUTE)))
        .select((sessions::state, sessions::last_seen_at))
        .first(connection)
        .optional()?)
}

fn note_seen(connection: &mut DbConnection, id: &str, now: Timestamp) -> DbResult<()> {
    diesel::update(sessions::table.find(id)).set(sessions::last_seen_at.eq(now)).execute(connection)?;
    Ok(())
}

fn purge(connection: &mut DbConnection, now: Timestamp) -> DbResult<()> {
    let ended = sessions::last_seen_at.le(now.minus(IDLE)).or(sessions::created_at.le(now.minus(ABSOLUTE)));
    diesel::delete(sessions::table.filter(ended)).execute(connection)?;
    Ok(())
}

/// actix-session keeps each value of a state as JSON.
fn person_of(state: &State) -> Option<String> {
    serde_json::from_str(state.get(SESSION_PERSON)?).ok()
}
