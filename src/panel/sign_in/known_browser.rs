//! The cookie that proves an earlier success of this browser (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
//!
//! It opens nothing. It says who signed in here last, so that strangers can't lock that account out here,
//! and so that what they typed can be encrypted for them when their session is over.

use std::time::Duration;

use actix_web::{
    HttpRequest,
    cookie::{Cookie, CookieJar},
};
use uuid::Uuid;

use crate::{account_names::AccountId, web::AppState};

const LIFE: Duration = Duration::from_hours(365 * 24);

/// A browser in which somebody signed in before.
#[derive(Clone, Debug)]
pub(crate) struct KnownBrowser {
    /// Who did.
    pub account: AccountId,
    /// The whole proof, which failures are counted by.
    pub proof: String,
}

/// The cookie for a browser in which the account just signed in.
pub(crate) fn cookie(state: &AppState, account: &AccountId) -> Cookie<'static> {
    let name = state.cookies.device();
    let mut jar = CookieJar::new();
    let value = format!("{account}.{}", Uuid::new_v4());
    jar.signed_mut(&state.key).add(state.cookies.bake(name.clone(), value, Some(LIFE)));
    jar.get(&name).cloned().unwrap_or_else(|| state.cookies.forget(name))
}

/// The browser's proof, where it has one that we signed.
pub(crate) fn of(state: &AppState, request: &HttpRequest) -> Option<KnownBrowser> {
    let name = state.cookies.device();
    let mut jar = CookieJar::new();
    jar.add_original(request.cookie(&name)?);
    let proof = jar.signed(&state.key).get(&name)?.value().to_owned();
    let account = AccountId::parse(proof.split_once('.')?.0)?;
    Some(KnownBrowser { account, proof })
}
