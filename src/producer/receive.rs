//! Receiving the body of a call, within a size, a time, and what all large bodies may take together.

use actix_web::{
    HttpRequest,
    http::header::{CONTENT_ENCODING, CONTENT_LENGTH},
    web::{self, Bytes, BytesMut},
};
use futures_util::StreamExt;

use super::{BODY_BYTES, BodyError, BodyProblem, Producer, ProducerError, state::Place};
use crate::web::{AppState, within_time};

/// So many bytes are made room for before they come.
const FIRST: usize = 16 * 1024;

/// How many times its bytes a body takes until it is answered: the bytes, and what is read out of them.
const TAKEN: usize = 2;

/// The whole body, and the place that it takes. Programs may send it in chunks, without saying how long it will be.
///
/// # Errors
/// [`BodyError::TooLarge`], [`ProducerError::Busy`], [`ProducerError::TooSlow`], [`BodyProblem::Truncated`].
pub(super) async fn receive(
    request: &HttpRequest,
    payload: &mut web::Payload,
    state: &AppState,
    producer: &Producer,
) -> Result<(Place, Bytes), ProducerError> {
    let length = request.headers().get(CONTENT_LENGTH).map(|length| length.to_str().ok()?.parse().ok());
    let length: usize = length.map_or(0, |length| length.unwrap_or(usize::MAX));
    if length > BODY_BYTES {
        return Err(BodyError::TooLarge.into());
    }
    if request.headers().contains_key(CONTENT_ENCODING) {
        return Err(BodyError::UnsupportedMediaType.into());
    }
    // What only was announced takes nothing.
    let mut place = Place::default();
    let collect = async {
        let mut body = BytesMut::with_capacity(length.min(FIRST));
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| BodyProblem::Truncated)?;
            if body.len() + chunk.len() > BODY_BYTES {
                return Err(BodyError::TooLarge.into());
            }
            producer.widen(&mut place, TAKEN * (body.len() + chunk.len()))?;
            body.extend_from_slice(&chunk);
        }
        Ok::<_, ProducerError>(body.freeze())
    };
    let body = within_time(state, collect).await??;
    Ok((place, body))
}
