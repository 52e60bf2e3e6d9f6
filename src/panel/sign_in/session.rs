//! Letting a browser carry a session.

use actix_session::Session;
use actix_web::HttpResponse;

use super::known_browser;
use crate::{
    account_names::AccountId,
    authentication::SessionId,
    panel::PanelError,
    web::{AppState, carry_session},
};

/// Lets the browser carry the new session of this account, and know it from now on.
///
/// # Errors
/// When a cookie can't be written.
pub(crate) fn carry(
    state: &AppState,
    session: &Session,
    id: &SessionId,
    account: &AccountId,
    answer: &mut HttpResponse,
) -> Result<(), PanelError> {
    let internal = |error: String| PanelError::Internal(error);
    carry_session(session, id).map_err(|error| internal(error.to_string()))?;
    answer.add_cookie(&known_browser::cookie(state, account)).map_err(|error| internal(error.to_string()))
}
