//! What the log says of every request: neither queries, which may hold names, nor the token of the first start.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;

/// Opens a span per request with its method and path.
#[derive(Debug)]
pub(crate) struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let path = request.path();
        let path = if path.starts_with("/first-run/") { "/first-run/…" } else { path };
        tracing::info_span!("request", method = %request.method(), path)
    }

    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}
