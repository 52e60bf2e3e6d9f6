//! POST /language: the menu at the top of every page.

use std::time::Duration;

use actix_web::{HttpResponse, web::Data};

use crate::{
    app::AppState,
    audit::{self, Action, Changes, Subject},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    error::{AppError, BadRequest},
    i18n::Locale,
    users,
    web::{Actor, FormBody, Visitor, local_path, see_other},
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
        let actor = Actor { person, address: visitor.address };
        state.db.write(move |connection| change(connection, &actor, language, visitor.reader.now)).await?;
    }
    let cookie = state.cookies.bake(state.cookies.language(), language.tag().to_owned(), Some(LIFE));
    answer.add_cookie(&cookie).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(answer)
}

fn change(connection: &mut DbConnection, actor: &Actor, language: Locale, now: Timestamp) -> DbResult<()> {
    let person = &actor.person;
    let mut changes = Changes::default();
    changes.compare("language", &person.language, language.tag());
    if changes.is_empty() {
        return Ok(());
    }
    users::set_language(connection, &person.id, language, now)?;
    let subject = Subject::PanelUser(person.id.as_str(), &person.username);
    audit::record(connection, &actor.into(), Action::Changed, subject, &changes, now)
}
