//! POST /password-strength: the meter beside new passwords; nothing of it is kept.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;

use crate::{
    locale::Locale,
    panel::{PageContext, PanelError},
    security::Strength,
    texts::Text,
    web::{AppState, FormBody},
};

#[derive(Serialize)]
struct Answer {
    /// 0 to 4.
    score: u8,
    text: String,
}

/// How soon a password is guessed.
///
/// # Errors
/// When the server is stopping.
pub(crate) async fn password_strength(
    state: Data<AppState>,
    page: PageContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let (password, username) = (body.0.one("password")?, body.0.optional("username")?.unwrap_or_default());
    drop(body);
    let strength = state.hasher.measure(password, username).await?;
    let answer = Answer { score: strength.score(), text: strength_text(page.locale(), strength).to_string() };
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(answer))
}

/// The word for a strength.
#[must_use]
pub(crate) fn strength_text(locale: Locale, strength: Strength) -> Text {
    match strength.score() {
        0 => locale.text("strength-0"),
        1 => locale.text("strength-1"),
        2 => locale.text("strength-2"),
        3 => locale.text("strength-3"),
        _ => locale.text("strength-4"),
    }
}
