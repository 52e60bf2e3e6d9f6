//! A call, from its bytes to its answer. The order of the steps is the contract's.

use std::sync::Arc;

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE},
    },
    web::{self, Bytes, Data, Payload},
};

use super::{
    ApiPart, Envelope, OutputFormat, Producer, ProducerError, ProducerRequest, Rendered, Tree, basic_credentials,
    idempotency_key::idempotency_key,
    order::{Order, Refused},
    present::{Presentation, date_time},
    rate_limit::RateState,
    read_body,
    receive::receive,
};
use crate::{
    calls::{self, Call, Caller, Done, GetAllRecords, GetRecord, Performed, ProjectClaim, Repeat},
    clock::Timestamp,
    locale::{Locale, Timezone},
    login::ApiCredentials,
    security::SecretKey,
    web::{AppState, BeforeUnread, ClientAddress, accepted_locale},
};

/// What is known of a call so far; every answer is written with it.
pub(super) struct Exchange {
    now: Timestamp,
    locale: Locale,
    timezone: Timezone,
    format: OutputFormat,
    action: Option<String>,
    rate: Option<RateState>,
    /// How many calls are left of a quota, where that is known.
    left: Option<u64>,
    is_chunked: bool,
    /// Whether the answer is a picture, which nobody can compress any further.
    is_picture: bool,
}

/// Answers a call.
pub(super) async fn call(
    request: HttpRequest,
    mut payload: Payload,
    state: Data<AppState>,
    producer: Data<Producer>,
) -> HttpResponse {
    let mut exchange = Exchange::new(&request);
    match exchange.answer(&request, &mut payload, &state, &producer).await {
        Ok(performed) => exchange.succeed(performed),
        Err(error) => {
            state.put_off.note(error.kind().0);
            exchange.fail(&error, payload)
        }
    }
}

/// Tells why there is no call to be answered.
pub(super) fn refuse(request: &HttpRequest, payload: Payload, error: &ProducerError) -> HttpResponse {
    Exchange::new(request).fail(error, payload)
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
            left: None,
            is_chunked: request.chunked().unwrap_or(true),
            is_picture: false,
        }
    }

    /// Of a call whose caller is known.
    pub(super) fn of(caller: &Caller, action: Option<String>) -> Self {
        Self {
            now: caller.now,
            locale: caller.language,
            timezone: caller.timezone,
            format: OutputFormat::default(),
            action,
            rate: None,
            left: None,
            is_chunked: false,
            is_picture: false,
        }
    }

    /// With how many calls are left of a quota.
    pub(super) fn with_left(self, left: Option<i64>) -> Self {
        Self { left: left.and_then(|left| u64::try_from(left).ok()), ..self }
    }

    async fn answer(
        &mut self,
        request: &HttpRequest,
        payload: &mut Payload,
        state: &AppState,
        producer: &Producer,
    ) -> Result<Performed, ProducerError> {
        let (place, body) = receive(request, payload, state, producer).await?;
        let (length, content_type) = (body.len(), header(request, CONTENT_TYPE.as_str()).map(str::to_owned));
        let (tree, body) = aside(length, move || (read_body(content_type.as_deref(), &body), body)).await?;
        let tree = tree?;
        self.format = tree.output_format();
        self.action = tree.action().map(str::to_owned);
        let credentials = Arc::new(self.credentials(request, &tree, state, producer)?);
        let project = tree.project_secret_key().and_then(SecretKey::parse);
        let project = project.map_or(ProjectClaim::None, |key| ProjectClaim::Key(key.hash()));
        let key = idempotency_key(request);
        let (wanted, misunderstood) = match aside(length, move || understand(key, tree, &body)).await? {
            Ok(wanted) => (Some(wanted), None),
            Err(error) => (None, Some(error)),
        };
        let format = wanted.as_ref().map_or(self.format, |(_, _, format)| *format);
        let (call, repeat) = wanted.map_or((None, None), |(call, repeat, _)| (Some(call), repeat));
        self.is_picture = call.as_ref().is_some_and(|call| call.photo().is_some());
        let (write, place) = (self.writer(call.as_ref(), format), Arc::new(place));
        let writer = move |caller: &Caller, done: &Done, left| {
            // The call goes on with what was in the body, also where nobody waits for its answer any more.
            let _held = &place;
            write(caller, done, left)
        };
        let word = misunderstood.as_ref().map_or("", |error| error.kind().1);
        let call = Arc::new(calls::Request { call, repeat, misunderstood: word });
        let order = Order { credentials, project, call, misunderstood };
        let performed = order.perform(state, producer, writer).await;
        if !matches!(performed, Err(Refused { caller: None, .. })) {
            self.format = format;
        }
        performed.map_err(|Refused { error, caller, left }| {
            self.left = left.and_then(|left| u64::try_from(left).ok());
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
        let (rate, counted) = producer.rate.count(&username, networks.first().map_or("", String::as_str));
        self.rate = rate;
        counted?;
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
    pub(super) fn writer(
        &self,
        call: Option<&Call>,
        format: OutputFormat,
    ) -> impl Fn(&Caller, &Done, Option<i64>) -> String + Clone + Send + Sync + use<> {
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
        if self.is_picture {
            response.insert_header((CACHE_CONTROL, "no-store, no-transform"));
        }
        if performed.is_repeat {
            response.insert_header(("idempotency-replayed", "true"));
        }
        response.body(performed.answer)
    }

    /// Of a body that came in chunks nobody knows whether it was read to its end.
    fn fail(&self, error: &ProducerError, payload: Payload) -> HttpResponse {
        if let ProducerError::Internal(reason) = error {
            tracing::error!(%reason, "a call failed");
        }
        let Rendered { content_type, bytes } = self.render_failure(error);
        let mut response = self.respond(error.kind().0, content_type);
        if let Some(header) = error.headers() {
            response.insert_header(header);
        }
        if self.is_chunked {
            response.force_close();
            return response.body(BeforeUnread::new(bytes.into(), payload.into_inner()));
        }
        response.body(bytes)
    }

    /// The envelope of a call that was not done.
    pub(super) fn render_failure(&self, error: &ProducerError) -> Rendered {
        let failure = error.failure(self.locale);
        let date = date_time(self.now, self.timezone);
        let api = ApiPart { action: self.action.as_deref(), queries_remaining: self.left, request_date: &date };
        Envelope::failure(&failure, api).render(self.format)
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

/// Larger bodies are read where they hold up nobody.
const LARGE: usize = 64 * 1024;

/// Does work on a body of so many bytes.
async fn aside<T: Send + 'static>(
    length: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ProducerError> {
    if length <= LARGE { Ok(work()) } else { web::block(work).await.map_err(|_| ProducerError::Busy) }
}

/// The call, how it may be known again where it changes something, and what it is to be answered as.
fn understand(
    key: Result<Option<String>, ProducerError>,
    tree: Tree,
    body: &Bytes,
) -> Result<(Call, Option<Repeat>, OutputFormat), ProducerError> {
    let ProducerRequest { call, output } = ProducerRequest::parse(tree)?;
    let is_change = call.action().deed().is_change();
    let repeat = if is_change { Some(Repeat::new(key?, body)) } else { None };
    Ok((call, repeat, output))
}
