//! A call that a person makes in the panel as an API user: without credentials, else by the same way and with the same
//! answer.

use std::{sync::Arc, time::Duration};

use actix_web::http::StatusCode;
use serde_json::{Value, json};

use super::{
    OutputFormat, ProducerError, ProducerRequest, Rendered, Tree, read_body, reference::SentCall, serve::Exchange,
};
use crate::{
    authorization::{Denied, Rule},
    calls::{self, CallError, Caller, Calls, NotPerformed, Repeat},
    clock::Timestamp,
    db::DbConnection,
    security::sha256_hex,
};

/// What became of such a call.
#[derive(Clone, Debug)]
pub(crate) struct ClientAnswer {
    /// The status that it is answered with.
    pub status: StatusCode,
    /// The envelope, as JSON.
    pub text: String,
    /// Whether it is the answer of an earlier call.
    pub is_repeat: bool,
    /// The rule that it broke.
    pub broken: Option<Rule>,
    /// How long it took.
    pub took: Duration,
}

/// What is asked for, and how it is to be known again.
struct Understood {
    action: Option<String>,
    request: calls::Request,
    /// What is wrong with its members.
    misunderstood: Option<ProducerError>,
}

/// Makes the call. One that changes something is done once with a token, however often it is sent.
pub(crate) async fn run(calls: &Calls, caller: Caller, call: &SentCall, token: Option<&str>) -> ClientAnswer {
    let Understood { action, request, misunderstood } = understand(call, token);
    let exchange = Exchange::of(&caller, action);
    let writer = exchange.writer(request.call.as_ref(), OutputFormat::Json);
    let identify = {
        let caller = caller.clone();
        move |_: &mut DbConnection| Ok(Ok::<_, std::convert::Infallible>(caller.clone()))
    };
    let performed = calls.perform(identify, Arc::new(request), writer).await;
    let performed = performed.map_err(|refused| match refused {
        NotPerformed::Unknown(never) => match never {},
        NotPerformed::Failed { error, left, .. } => (error, left),
    });
    match performed {
        Ok(performed) => ClientAnswer::done(&caller, performed),
        Err((error, left)) => ClientAnswer::failed(&caller, &exchange.with_left(left), error, misunderstood),
    }
}

/// What would become of the call, without doing it.
pub(crate) async fn rehearse(calls: &Calls, caller: Caller, call: &SentCall) -> ClientAnswer {
    let Understood { action, request, misunderstood } = understand(call, None);
    let exchange = Exchange::of(&caller, action);
    let writer = exchange.writer(request.call.as_ref(), OutputFormat::Json);
    match calls.rehearse(caller.clone(), Arc::new(request), writer).await {
        Ok(performed) => ClientAnswer::done(&caller, performed),
        Err(error) => ClientAnswer::failed(&caller, &exchange, error, misunderstood),
    }
}

fn understand(call: &SentCall, token: Option<&str>) -> Understood {
    let body = json!({"api": call.api, "data": call.data}).to_string().into_bytes();
    let action = call.api.get("api_action").and_then(Value::as_str).map(str::to_owned);
    let read: Result<Tree, ProducerError> = read_body(Some("application/json"), &body).map_err(ProducerError::from);
    match read.and_then(|tree| Ok(ProducerRequest::parse(tree)?)) {
        Ok(ProducerRequest { call, .. }) => {
            // Another call by the same token, as of a page that was gone back to, is another one.
            let key = token.map(|token| format!("api-client:{token}:{}", sha256_hex(&body)));
            let repeat = call.action().deed().is_change().then(|| Repeat::new(key, &body));
            let request = calls::Request { call: Some(call), misunderstood: "", repeat };
            Understood { action, request, misunderstood: None }
        }
        Err(error) => {
            let request = calls::Request { call: None, misunderstood: error.kind().1, repeat: None };
            Understood { action, request, misunderstood: Some(error) }
        }
    }
}

impl ClientAnswer {
    fn done(caller: &Caller, performed: calls::Performed) -> Self {
        Self {
            status: StatusCode::OK,
            text: performed.answer,
            is_repeat: performed.is_repeat,
            broken: None,
            took: Timestamp::now().since(caller.now),
        }
    }

    fn failed(caller: &Caller, exchange: &Exchange, error: CallError, misunderstood: Option<ProducerError>) -> Self {
        let broken = if let CallError::Denied(Denied(rule)) = &error { Some(*rule) } else { None };
        let error = match (error, misunderstood) {
            (CallError::NotUnderstood, Some(misunderstood)) => misunderstood,
            (error, _) => error.into(),
        };
        if let ProducerError::Internal(reason) = &error {
            tracing::error!(%reason, "a call failed");
        }
        let Rendered { bytes, .. } = exchange.render_failure(&error);
        Self {
            status: error.kind().0,
            text: String::from_utf8(bytes).unwrap_or_default(),
            is_repeat: false,
            broken,
            took: Timestamp::now().since(caller.now),
        }
    }
}
