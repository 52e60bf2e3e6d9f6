//! Requests that were put off are counted in the log, not listed: a flood of them must not become a flood of lines.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use actix_web::{http::StatusCode, rt};

/// After how many seconds whoever met a busy server may try again.
pub(crate) const BUSY_SECONDS: u64 = 2;

/// A line in the log tells of so long.
const PERIOD: Duration = Duration::from_mins(1);

/// The counters of all workers.
#[derive(Clone, Debug, Default)]
pub(crate) struct PutOff {
    busy: Arc<AtomicU64>,
    too_soon: Arc<AtomicU64>,
}

impl PutOff {
    /// Counts the answer, where it puts its request off. The first of a minute gets a line, the others one together.
    pub(crate) fn note(&self, status: StatusCode) {
        match status {
            StatusCode::SERVICE_UNAVAILABLE => note(&self.busy, "the server is busy"),
            StatusCode::TOO_MANY_REQUESTS => note(&self.too_soon, "tries with passwords came too soon"),
            _ => {}
        }
    }
}

fn note(counter: &Arc<AtomicU64>, reason: &'static str) {
    if counter.fetch_add(1, Ordering::Relaxed) > 0 {
        return;
    }
    tracing::warn!("a request was put off, since {reason}; others within a minute are counted");
    let counter = Arc::clone(counter);
    rt::spawn(async move {
        tokio::time::sleep(PERIOD).await;
        let more = counter.swap(0, Ordering::Relaxed).saturating_sub(1);
        if more > 0 {
            tracing::warn!("{more} more requests were put off within a minute, since {reason}");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn only_what_puts_off_is_counted() {
        let put_off = PutOff::default();
        for status in [503, 429, 503, 200, 500, 303, 503] {
            put_off.note(StatusCode::from_u16(status).unwrap());
        }
        assert_eq!(put_off.busy.load(Ordering::Relaxed), 3);
        assert_eq!(put_off.too_soon.load(Ordering::Relaxed), 1);
    }
}
