//! The session's cookie, as actix-session bakes it. The rows of sessions are written by `login`, in its own transactions,
//! so that a database that is busy is a typed error; this store only translates between the cookie and the digest.

use std::collections::HashMap;

use actix_session::{
    Session, SessionExt, SessionInsertError,
    storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError},
};
use actix_web::{HttpRequest, cookie::time};

use crate::authentication::{SessionDigest, SessionId};

/// In the state of a session that came with a cookie: the digest of its id. Whether there is such a session, the page's
/// own read finds out, so that no request waits for a thread twice.
const DIGEST: &str = "digest";
/// In the state of a session that begins: its id.
const ID: &str = "id";

type State = HashMap<String, String>;

/// Keeps nothing by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CookieSessions;

/// The digest of the session that the request's cookie names; whether it is alive, nobody asked yet.
pub(crate) fn session_digest(request: &HttpRequest) -> Option<SessionDigest> {
    let digest: String = request.get_session().get(DIGEST).ok()??;
    SessionDigest::parse(&digest)
}

/// Lets the browser carry this session from now on.
///
/// # Errors
/// When the id can't be written as JSON.
pub(crate) fn carry_session(session: &Session, id: &SessionId) -> Result<(), SessionInsertError> {
    session.renew();
    session.insert(ID, id.reveal())
}

impl SessionStore for CookieSessions {
    async fn load(&self, session_key: &SessionKey) -> Result<Option<State>, LoadError> {
        let digest = SessionDigest::of(session_key.as_ref());
        // Values of a state are JSON.
        Ok(Some(State::from([(DIGEST.to_owned(), format!("\"{}\"", digest.as_str()))])))
    }

    async fn save(&self, state: State, _ttl: &time::Duration) -> Result<SessionKey, SaveError> {
        let id = state.get(ID).ok_or_else(|| SaveError::Other(anyhow::anyhow!("a session without an id")))?;
        let id: String = serde_json::from_str(id).map_err(|error| SaveError::Serialization(error.into()))?;
        SessionKey::try_from(id).map_err(|error| SaveError::Other(error.into()))
    }

    async fn update(&self, key: SessionKey, _state: State, _ttl: &time::Duration) -> Result<SessionKey, UpdateError> {
        Ok(key)
    }

    async fn update_ttl(&self, _key: &SessionKey, _ttl: &time::Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, _key: &SessionKey) -> Result<(), anyhow::Error> {
        Ok(())
    }
}
