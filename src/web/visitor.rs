//! Who makes a request and how they read: found out once per request, before anything else.

use std::future::{Ready, ready};

use actix_session::SessionExt;
use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    cookie::Cookie,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{AcceptLanguage, Header},
    middleware::Next,
    web::Data,
};

use super::{ClientAddress, Flash};
use crate::{
    app::AppState,
    audit::Author,
    authorization::Permission,
    clock::Timestamp,
    error::AppError,
    i18n::{Locale, Reader, Timezone},
    security::SESSION_PERSON,
    users::{self, PanelUser, PanelUserId, Theme},
};

/// Whoever makes a request, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The person, where one is signed in.
    pub person: Option<PanelUser>,
    /// In which language and timezone they read, and the instant of the request.
    pub reader: Reader,
    /// Their colours.
    pub theme: Theme,
    /// What the last answer wanted to be said now.
    pub flash: Option<Flash>,
    /// From where they come.
    pub address: ClientAddress,
}

/// A person who is signed in, as the author of what they do.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub person: PanelUser,
    /// From where they come.
    pub address: ClientAddress,
}

impl Actor {
    /// Lets only those pass whose role allows it.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn must(&self, permission: Permission) -> Result<(), AppError> {
        if self.person.role.may(permission) { Ok(()) } else { Err(AppError::Forbidden) }
    }
}

/// Finds out who the visitor is and leaves it with the request; a flash is shown once.
///
/// # Errors
/// Those of what it wraps.
pub async fn load_visitor<B: MessageBody + 'static>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let visitor = match visitor(&state, request.request()).await {
        Ok(visitor) => visitor,
        Err(error) => return Ok(request.error_response(error)),
    };
    let had_flash = visitor.flash.is_some();
    request.extensions_mut().insert(visitor);
    let mut response = next.call(request).await?.map_into_boxed_body();
    let name = state.cookies.flash();
    let sets_another = response.response().cookies().any(|cookie| cookie.name() == name);
    if had_flash && !sets_another {
        response
            .response_mut()
            .add_cookie(&state.cookies.forget(name))
            .map_err(|error| AppError::Internal(error.to_string()))?;
    }
    Ok(response)
}

async fn visitor(state: &AppState, request: &HttpRequest) -> Result<Visitor, AppError> {
    let person = match signed_in_id(request) {
        Some(id) => state.db.read(move |connection| users::find(connection, &id)).await?,
        None => None,
    };
    let cookie = |name: String| request.cookie(&name).map(|cookie: Cookie<'_>| cookie.value().to_owned());
    let chosen = || cookie(state.cookies.language()).and_then(|tag| Locale::parse(&tag));
    let locale = person.as_ref().and_then(PanelUser::locale).or_else(chosen).unwrap_or_else(|| accepted(request));
    Ok(Visitor {
        reader: Reader {
            locale,
            zone: person.as_ref().map_or(Timezone::UTC, |person| person.timezone),
            now: Timestamp::now(),
        },
        theme: person.as_ref().map_or(Theme::System, |person| person.theme),
        flash: cookie(state.cookies.flash()).and_then(|word| Flash::parse(&word)),
        address: ClientAddress::of(request, &state.config.trusted_proxies),
        person,
    })
}

fn signed_in_id(request: &HttpRequest) -> Option<PanelUserId> {
    let id: String = request.get_session().get(SESSION_PERSON).ok()??;
    PanelUserId::parse(&id)
}

fn accepted(request: &HttpRequest) -> Locale {
    let ranked = AcceptLanguage::parse(request).map(|accepted| accepted.ranked()).unwrap_or_default();
    let tags: Vec<String> = ranked.iter().map(ToString::to_string).collect();
    Locale::negotiate(tags.iter().map(String::as_str))
}

impl Visitor {
    /// A visitor of whom nothing is known, for pages that tell of an error that came before anything could be.
    #[must_use]
    pub fn unknown(request: &HttpRequest) -> Self {
        Self {
            person: None,
            reader: Reader { locale: accepted(request), zone: Timezone::UTC, now: Timestamp::now() },
            theme: Theme::System,
            flash: None,
            address: ClientAddress::of(request, &[]),
        }
    }

    /// The visitor of this request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or_else(|| Self::unknown(request))
    }
}

impl FromRequest for Visitor {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

impl FromRequest for Actor {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = Visitor::of(request);
        let address = visitor.address;
        ready(visitor.person.map(|person| Self { person, address }).ok_or(AppError::SignInRequired))
    }
}

impl From<&Actor> for Author {
    fn from(actor: &Actor) -> Self {
        Self::PanelUser {
            id: actor.person.id.to_string(),
            name: actor.person.username.clone(),
            address: actor.address.to_string(),
        }
    }
}
