//! POST /language: the menu at the top of every page.

use std::time::Duration;

use actix_web::{HttpResponse, web::Data};

use crate::{
    app::AppState,
    error::{AppError, BadRequest},
    i18n::Locale,
    users,
    web::{FormBody, Visitor, local_path, see_other},
};

const LIFE: Duration = Duration::from_hours(365 * 24);

/// Changes the language, of the person or, where nobody is signed in, of the browser; goes back to the page.
///
/// # Errors
/// When there is no such language.
pub async fn choose_language(
    state: Data<AppState>,
    visitor: Visitor,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    let language = Locale::parse(&body.0.one("language")?).ok_or(BadRequest::UnknownValue("language"))?;
    let next = body.0.optional("next")?.unwrap_or_default();
    let mut answer = see_other(local_path(&next).unwrap_or("/"), None);
    if let Some(person) = visitor.person {
        let now = visitor.reader.now;
        state.db.write(move |connection| users::set_language(connection, &person.id, language, now)).await?;
    }
    let cookie = state.cookies.bake(state.cookies.language(), language.tag().to_owned(), Some(LIFE));
    answer.add_cookie(&cookie).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(answer)
}
