//! How many calls may come in a second.

use std::{num::NonZeroU32, sync::Arc};

use actix_web::http::header::{HeaderName, HeaderValue};
use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::ProducerError;
use crate::login::username_key;

type Limiter = governor::RateLimiter<
    (String, String),
    DefaultKeyedStateStore<(String, String)>,
    DefaultClock,
    StateInformationMiddleware,
>;

/// A limit for each claimed username and network together, by the generic cell rate algorithm.
#[derive(Clone)]
pub(super) struct RateLimit(Option<Arc<Limited>>);

struct Limited {
    limiter: Limiter,
    clock: DefaultClock,
    per_second: NonZeroU32,
}

/// What the headers of an answer say of the limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct RateState {
    per_second: u32,
    remaining: u32,
}

impl RateLimit {
    /// So many calls a second; none for no limit.
    pub(super) fn new(per_second: Option<NonZeroU32>) -> Self {
        let limited = |per_second| Limited {
            limiter: DefaultKeyedRateLimiter::keyed(Quota::per_second(per_second))
                .with_middleware::<StateInformationMiddleware>(),
            clock: DefaultClock::default(),
            per_second,
        };
        Self(per_second.map(|per_second| Arc::new(limited(per_second))))
    }

    /// Counts a call, whatever way its username is written; no state where there is no limit.
    ///
    /// # Errors
    /// [`ProducerError::RateLimited`] where it is one too many.
    pub(super) fn count(&self, username: &str, network: &str) -> (Option<RateState>, Result<(), ProducerError>) {
        let Some(limited) = &self.0 else { return (None, Ok(())) };
        let state = |remaining| Some(RateState { per_second: limited.per_second.get(), remaining });
        match limited.limiter.check_key(&(username_key(username).unwrap_or_default(), network.to_owned())) {
            Ok(left) => (state(left.remaining_burst_capacity()), Ok(())),
            Err(early) => {
                let wait = early.wait_time_from(limited.clock.now());
                let refused = ProducerError::RateLimited { retry_after: wait.as_secs().saturating_add(1) };
                (state(0), Err(refused))
            }
        }
    }

    /// Forgets those who did not call lately, so that memory holds.
    pub(super) fn forget_the_idle(&self) {
        if let Some(limited) = &self.0 {
            limited.limiter.retain_recent();
            limited.limiter.shrink_to_fit();
        }
    }
}

impl RateState {
    /// The headers of draft-ietf-httpapi-ratelimit-headers.
    pub(super) fn headers(self) -> [(HeaderName, HeaderValue); 2] {
        let header = |name, value: String| {
            let value = HeaderValue::try_from(value).unwrap_or_else(|_| HeaderValue::from_static(""));
            (HeaderName::from_static(name), value)
        };
        [
            header("ratelimit-policy", format!("\"second\";q={};w=1", self.per_second)),
            header("ratelimit", format!("\"second\";r={};t=1", self.remaining)),
        ]
    }
}
