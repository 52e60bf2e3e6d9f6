//! A call, from its bytes to its answer. The order of the steps is the contract's.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE},
    },
    web::{Bytes, Data, Payload},
};

use super::{
    ApiPart, BODY_BYTES, BodyError, Envelope, OutputFormat, Producer, ProducerError, ProducerRequest, Rendered, Tree,
    basic_credentials,
    idempotency_key::idempotency_key,
    order::{Order, Refused},
    present::{Presentation, date_time},
    rate_limit::RateState,
    read_body,
    state::Place,
};
use crate::{
    calls::{self, Call, Caller, Done, GetAllRecords, GetRecord, Performed, ProjectClaim, Repeat},
    clock::Timestamp,
    locale::{Locale, Timezone},
    login::ApiCredentials,
    security::SecretKey,
    web::{self, AppState, ClientAddress, accepted_locale},
};

/// What is known of a call so far; every answer is written with it.
struct Exchange {
    now: Timestamp,
    locale: Locale,
    timezone: Timezone,
    format: OutputFormat,
    action: Option<String>,
    rate: Option<RateState>,
}

/// Answers a call.
pub(super) async fn call(
    request: HttpRequest,
    payload: Payload,
    state: Data<AppState>,
    producer: Data<Producer>,
) -> HttpResponse {
    let mut exchange = Exchange::new(&request);
    match exchange.answer(&request, payload, &state, &producer).await {
        Ok(performed) => exchange.succeed(performed),
        Err(error) => {
            state.put_off.note(error.kind().0);
            exchange.fail(&error)
        }
    }
}

/// Refuses other methods.
pub(super) async fn refuse_method(request: HttpRequest) -> HttpResponse {
    Exchange::new(&request).fail(&ProducerError::MethodNotAllowed)
}

impl Exchange {
    fn new(request: &HttpRequest) -> Self {
        Self {
            now: Timestamp::now(),
            locale: accepted_locale(request),
            timezone: Timezone::UTC,
            format: OutputFormat::default(),
            action: None,
            rate: None,
        }
    }

    async fn answer(
        &mut self,
        request: &HttpRequest,
        payload: Payload,
        state: &AppState,
        producer: &Producer,
    ) -> Result<Performed, ProducerError> {
        let (_place, body) = body(request, payload, state, producer).await?;
        let tree = read_body(header(request, CONTENT_TYPE.as_str()), &body)?;
        self.format = tree.output_format();
        self.action = tree.action().map(str::to_owned);
        let credentials = Arc::new(self.credentials(request, &tree, state, producer)?);
        let project = tree.project_secret_key().and_then(SecretKey::parse);
        let project = project.map_or(ProjectClaim::None, |key| ProjectClaim::Key(key.hash()));
        let (key, wrong_key) = idempotency_key(request).map_or_else(|error| (None, Some(error)), |key| (key, None));
        let (wanted, misunderstood) =
            ProducerRequest::parse(tree).map_or_else(|error| (None, Some(error)), |wanted| (Some(wanted), None));
        let format = wanted.as_ref().map_or(self.format, |wanted| wanted.output);
        let call = wanted.map(|wanted| wanted.call);
        let is_change = call.as_ref().is_some_and(|call| call.action().deed().is_change());
        let repeat = is_change.then(|| Repeat { key, body: body.to_vec() });
        let writer = self.writer(call.as_ref(), format);
        let order =
            Order { credentials, project, call: Arc::new(calls::Request { call, repeat }), wrong_key, misunderstood };
        let performed = order.perform(state, producer, writer).await;
        if !matches!(performed, Err(Refused { caller: None, .. })) {
            self.format = format;
        }
        performed.map_err(|Refused { error, caller }| {
            if let Some(caller) = caller {
                (self.locale, self.timezone) = (caller.language, caller.timezone);
            }
            error
        })
    }

    /// Counts the call against the rate, and gives what it says of who calls.
    fn credentials(
        &mut self,
        request: &HttpRequest,
        tree: &Tree,
        state: &AppState,
        producer: &Producer,
    ) -> Result<ApiCredentials, ProducerError> {
        let address = ClientAddress::of(request, &state.config.proxies);
        let networks = address.networks();
        let (username, password) = basic_credentials(request.headers().get(AUTHORIZATION)).unwrap_or_default();
        self.rate = producer.rate.count(&username, networks.first().map_or("", String::as_str))?;
        Ok(ApiCredentials {
            username,
            password,
            user_secret_key: tree.user_secret_key().map(str::to_owned),
            networks,
            address: address.to_string(),
            now: self.now,
        })
    }

    /// Writes what a call did, on the thread that did it.
    fn writer(
        &self,
        call: Option<&Call>,
        format: OutputFormat,
    ) -> impl Fn(&Caller, &Done, Option<i64>) -> String + Clone + Send + use<> {
        let with_keys = matches!(
            call,
            Some(
                Call::GetRecord(GetRecord { with_keys: true, .. })
                    | Call::GetAllRecords(GetAllRecords { with_keys: true, .. })
            )
        );
        let (action, now) = (self.action.clone(), self.now);
        move |caller, done, left| {
            let api = ApiPart {
                action: action.as_deref(),
                queries_remaining: left.and_then(|left| u64::try_from(left).ok()),
                request_date: &date_time(now, caller.timezone),
            };
            let presentation = Presentation { timezone: caller.timezone, with_keys };
            let Rendered { bytes, .. } = Envelope::success(&presentation.answer(done), api).render(format);
            String::from_utf8(bytes).unwrap_or_default()
        }
    }

    fn succeed(&self, performed: Performed) -> HttpResponse {
        let mut response = self.respond(StatusCode::OK, self.format.content_type());
        if performed.is_repeat {
            response.insert_header(("idempotency-replayed", "true"));
        }
        response.body(performed.answer)
    }

    fn fail(&self, error: &ProducerError) -> HttpResponse {
        if let ProducerError::Internal(reason) = error {
            tracing::error!(%reason, "a call failed");
        }
        let failure = error.failure(self.locale);
        let is_exhausted = matches!(error, ProducerError::QuotaExhausted { .. });
        let date = date_time(self.now, self.timezone);
        let api = ApiPart {
            action: self.action.as_deref(),
            queries_remaining: is_exhausted.then_some(0),
            request_date: &date,
        };
        let Rendered { content_type, bytes } = Envelope::failure(&failure, api).render(self.format);
        let mut response = self.respond(error.kind().0, content_type);
        if let Some(header) = error.headers() {
            response.insert_header(header);
        }
        response.body(bytes)
    }

    fn respond(&self, status: StatusCode, content_type: &'static str) -> actix_web::HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        response.content_type(content_type).insert_header((CACHE_CONTROL, "no-store"));
        for header in self.rate.map(RateState::headers).into_iter().flatten() {
            response.insert_header(header);
        }
        response
    }
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

/// The body, once there is a place for it.
async fn body(
    request: &HttpRequest,
    payload: Payload,
    state: &AppState,
    producer: &Producer,
) -> Result<(Place, Bytes), ProducerError> {
    let length = header(request, CONTENT_LENGTH.as_str()).map_or(Ok(0), str::parse).unwrap_or(usize::MAX);
    if length > BODY_BYTES {
        return Err(BodyError::TooLarge.into());
    }
    let place = producer.place(length)?;
    Ok((place, web::read_body(state, payload, BODY_BYTES).await?))
}
