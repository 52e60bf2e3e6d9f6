//! Reading a body within a size and within a time.

use std::{pin::pin, time::Duration};

use actix_web::web::{self, Bytes};
use tokio::time::timeout;

use super::{AppState, BadRequest, RequestError};

/// How often a body that is on its way is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The whole body. While connections are crowded, one that is not there yet has to make room.
///
/// # Errors
/// [`RequestError::TooLarge`], [`RequestError::TooSlow`], [`BadRequest::Malformed`] where it broke off.
pub(crate) async fn read_body(state: &AppState, payload: web::Payload, limit: usize) -> Result<Bytes, RequestError> {
    let body = within_time(state, payload.to_bytes_limited(limit)).await?;
    Ok(body.map_err(|_| RequestError::TooLarge)?.map_err(|_| BadRequest::Malformed)?)
}

/// Waits for a body to come, as long as it may take.
///
/// # Errors
/// [`RequestError::TooSlow`].
pub(crate) async fn within_time<T>(state: &AppState, body: impl Future<Output = T>) -> Result<T, RequestError> {
    let step = LOOK.min(state.config.body_time);
    let mut waited = Duration::ZERO;
    let mut body = pin!(body);
    loop {
        if let Ok(body) = timeout(step, &mut body).await {
            return Ok(body);
        }
        waited += step;
        if waited >= state.config.body_time || state.connections.are_crowded() {
            return Err(RequestError::TooSlow);
        }
    }
}
