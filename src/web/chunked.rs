//! Bodies whose length nobody says beforehand. Browsers send none.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::ContentType,
    middleware::Next,
    web::Bytes,
};

const TEXT: &[u8] = b"Length Required\n";

/// Answers 411 to chunked bodies (RFC 9110, section 15.5.12).
///
/// A chunked body that nobody reads is drained by actix without end, for as long as the client sends. One that is still
/// held when the answer has gone ends its connection instead, so the answer holds it.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn refuse_chunked<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !request.chunked().unwrap_or(true) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let unread = request.take_payload();
    let mut answer = HttpResponse::LengthRequired();
    let answer =
        answer.content_type(ContentType::plaintext()).body(BeforeUnread::new(Bytes::from_static(TEXT), unread));
    Ok(request.into_response(answer))
}

/// An answer that holds the body of its request, which nobody reads: its connection ends with it.
pub(crate) struct BeforeUnread {
    answer: Option<Bytes>,
    _unread: Payload,
}

impl BeforeUnread {
    pub(crate) const fn new(answer: Bytes, unread: Payload) -> Self {
        Self { answer: Some(answer), _unread: unread }
    }
}

impl MessageBody for BeforeUnread {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.answer.as_ref().map_or(0, |answer| answer.len() as u64))
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(self.get_mut().answer.take().map(Ok))
    }
}
