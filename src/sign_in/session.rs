//! Beginning a session.

use actix_session::Session;
use actix_web::HttpResponse;

use super::device;
use crate::{app::AppState, error::AppError, security::SESSION_PERSON, users::PanelUserId};

/// Begins a session of the person under a new id, and lets the answer tell the browser.
pub fn begin(
    state: &AppState,
    session: &Session,
    person: &PanelUserId,
    answer: &mut HttpResponse,
) -> Result<(), AppError> {
    let internal = |error: String| AppError::Internal(error);
    session.renew();
    session.insert(SESSION_PERSON, person.as_str()).map_err(|error| internal(error.to_string()))?;
    answer.add_cookie(&device::cookie(state, person)).map_err(|error| internal(error.to_string()))
}
