//! Who makes a request and how they read.
//!
//! What cookies and headers say is known from the start. Whose session it is, the read of a page finds out with the
//! page itself, so that a page costs one trip to the database's threads; changes find it out before anything else.

use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    cookie::Cookie,
    dev::{Payload, ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use std::future::{Ready, ready};

use super::{Flash, PanelError, Viewer};
use crate::{
    authentication::{SessionDigest, note_session_seen},
    clock::Timestamp,
    db::{DbConnection, DbError},
    locale::Locale,
    login::resume_session,
    web::{AppState, ClientAddress, accepted_locale, session_digest},
};

/// What is known of every request.
#[derive(Clone, Debug)]
pub(super) struct RequestContext {
    /// The instant that all of the request is stamped with.
    pub now: Timestamp,
    /// From where it comes.
    pub address: ClientAddress,
    /// The language that was chosen in this browser, else what the browser asks for.
    pub browser_locale: Locale,
    /// What the last answer wanted to be said now.
    pub flash: Option<Flash>,
    /// The query of the list of API users that was seen last.
    pub last_list: Option<String>,
    /// The session that the cookie names.
    pub session: Option<SessionDigest>,
    /// Who is signed in, once that was found out.
    pub viewer: Option<Viewer>,
}

impl RequestContext {
    /// The context of this request; for one that broke off before it was prepared, what its headers say.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or_else(|| Self {
            now: Timestamp::now(),
            address: ClientAddress::of_peer(request),
            browser_locale: accepted_locale(request),
            flash: None,
            last_list: None,
            session: None,
            viewer: None,
        })
    }

    fn read(state: &AppState, request: &HttpRequest) -> Self {
        let cookie = |name: String| request.cookie(&name).map(|cookie: Cookie<'_>| cookie.value().to_owned());
        let chosen = cookie(state.cookies.language()).and_then(|tag| Locale::parse(&tag));
        Self {
            now: Timestamp::now(),
            address: ClientAddress::of(request, &state.config.proxies),
            browser_locale: chosen.unwrap_or_else(|| accepted_locale(request)),
            flash: cookie(state.cookies.flash()).and_then(|word| Flash::parse(&word)),
            last_list: cookie(state.cookies.list()),
            session: session_digest(request),
            viewer: None,
        }
    }
}

/// Leaves the context with the request; a flash is shown once.
///
/// # Errors
/// Those of what it wraps.
pub(super) async fn prepare<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let context = RequestContext::read(&state, request.request());
    let had_flash = context.flash.is_some();
    request.extensions_mut().insert(context);
    let mut response = next.call(request).await?.map_into_boxed_body();
    let name = state.cookies.flash();
    let sets_another = response.response().cookies().any(|cookie| cookie.name() == name);
    if had_flash && !sets_another {
        response
            .response_mut()
            .add_cookie(&state.cookies.forget(name))
            .map_err(|error| PanelError::Internal(error.to_string()))?;
    }
    Ok(response)
}

/// Finds out who is signed in, where that was not found out yet.
pub(super) async fn authenticate(state: &AppState, request: &HttpRequest) -> Result<Option<Viewer>, PanelError> {
    let context = RequestContext::of(request);
    match (context.viewer, context.session) {
        (Some(viewer), _) => Ok(Some(viewer)),
        (None, None) => Ok(None),
        (None, Some(digest)) => {
            let (address, now) = (context.address, context.now);
            // A change is answered by its own page, also where the database's file is gone.
            let find = move |connection: &mut DbConnection| find(connection, &digest, address, now);
            let found = state.db.read_even_if_gone(find).await?;
            Ok(found.map(|found| found.keep(state, request)))
        }
    }
}

pub(super) struct Found {
    pub(super) viewer: Viewer,
    is_due_to_be_noted: bool,
}

pub(super) fn find(
    connection: &mut DbConnection,
    digest: &SessionDigest,
    address: ClientAddress,
    now: Timestamp,
) -> Result<Option<Found>, DbError> {
    let resumed = resume_session(connection, digest, now)?;
    Ok(resumed.map(|resumed| Found {
        viewer: Viewer::new(resumed.account, address),
        is_due_to_be_noted: resumed.is_due_to_be_noted,
    }))
}

impl Found {
    /// Leaves who it is with the request.
    pub(super) fn keep(self, state: &AppState, request: &HttpRequest) -> Viewer {
        let mut context = RequestContext::of(request);
        context.viewer = Some(self.viewer.clone());
        if let Some(digest) = context.session.clone().filter(|_| self.is_due_to_be_noted) {
            let (db, now) = (state.db.clone(), context.now);
            actix_web::rt::spawn(async move {
                let noted = db.write(move |connection| note_session_seen(connection, &digest, now)).await;
                if let Err(error) = noted {
                    tracing::warn!(%error, "a session could not be noted as seen; the next page notes it");
                }
            });
        }
        request.extensions_mut().insert(context);
        self.viewer
    }
}

impl FromRequest for RequestContext {
    type Error = PanelError;
    type Future = Ready<Result<Self, PanelError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
