//! POST /sign-out

use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::header::{HeaderName, HeaderValue},
    web::Data,
};

use crate::{
    authentication::end_session,
    panel::{Flash, PanelError, RequestContext, paths, see_other},
    web::AppState,
};

const SIGNED_OUT: Flash = Flash::new("flash-signed-out");

/// What the browser kept of the panel's pages goes too. Cookies stay, among them the proof that the person signed in here.
const CLEARED: &str = "\"cache\", \"storage\"";

/// Ends the session.
pub(crate) async fn sign_out(
    state: Data<AppState>,
    context: RequestContext,
    session: Session,
) -> Result<HttpResponse, PanelError> {
    if let Some(digest) = context.session {
        state.db.write(move |connection| end_session(connection, &digest)).await?;
    }
    session.purge();
    let mut answer = see_other(paths::SIGN_IN, Some((SIGNED_OUT, &state.cookies)));
    // What was searched for may come from notes that the next person may not read.
    let forgotten = state.cookies.forget(state.cookies.list());
    answer.add_cookie(&forgotten).map_err(|error| PanelError::Internal(error.to_string()))?;
    answer.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static(CLEARED));
    Ok(answer)
}
