//! POST /sign-out

use actix_session::Session;
use actix_web::{HttpResponse, web::Data};

use crate::{
    app::AppState,
    web::{Flash, see_other},
};

/// Ends the session.
pub async fn sign_out(state: Data<AppState>, session: Session) -> HttpResponse {
    session.purge();
    see_other("/sign-in", Some((Flash::SignedOut, &state.cookies)))
}
