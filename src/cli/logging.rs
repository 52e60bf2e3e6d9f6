//! The log, on standard error.

use std::{
    io::{IsTerminal, stderr},
    panic::{self, PanicHookInfo},
};

use tracing_subscriber::EnvFilter;

/// Without `RUST_LOG`. The dispatcher calls every malformed request an error, but anybody can send one.
const DEFAULT_FILTER: &str = "info,actix_http::h1::dispatcher=off";

/// The most characters of a panic's text; it may hold what a client sent.
const LONGEST_TEXT: usize = 200;

/// Opens the log; panics become lines of it.
pub(super) fn open() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(stderr().is_terminal()).with_writer(stderr).init();
    panic::set_hook(Box::new(log_panic));
}

fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let text: String = panic.payload_as_str().unwrap_or("no text").chars().take(LONGEST_TEXT).collect();
    if is_malformed_request(&place, &text) {
        tracing::debug!(place, text, "a malformed request");
    } else {
        tracing::error!(place, text, "a panic");
    }
}

/// The decoder of actix-http 3.20 panics over a header name of 65,536 bytes, where no setting can bound it. That ends the
/// client's own connection and nothing else, and any client can do it.
fn is_malformed_request(place: &str, text: &str) -> bool {
    place.contains("actix-http-") && place.contains("h1/decoder.rs") && text.contains("InvalidHeaderName")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_decoders_own_panic_is_a_clients_doing() {
        let decoder = "/registry/src/actix-http-3.20.0/src/h1/decoder.rs:100:9";
        let text = "called `Result::unwrap()` on an `Err` value: InvalidHeaderName";
        assert!(is_malformed_request(decoder, text));
        assert!(!is_malformed_request(decoder, "index out of bounds"));
        assert!(!is_malformed_request("src/panel/routes.rs:1:1", text));
    }
}
