//! POST /language: the menu at the top of every page.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web::Data};

use crate::{
    api_users,
    locale::Locale,
    panel::{PanelError, RequestContext, Viewer, authenticate, local_path, see_other},
    users,
    web::{AppState, BadRequest, FormBody},
};

const LIFE: Duration = Duration::from_hours(365 * 24);

/// Changes the language, of who is signed in or, where nobody is signed in, of the browser; goes back to the page.
pub(crate) async fn choose_language(
    state: Data<AppState>,
    request: HttpRequest,
    context: RequestContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let language = Locale::parse(&body.0.one("language")?).ok_or(BadRequest::UnknownValue("language"))?;
    let next = body.0.optional("next")?.unwrap_or_default();
    let mut answer = see_other(local_path(&next).unwrap_or("/"), None);
    match authenticate(&state, &request).await? {
        Some(Viewer::Person(user)) => {
            let id = user.person.id.clone();
            user.operate(&state.db, context.now, move |tx| users::set_language(tx, &id, language)).await?;
        }
        Some(Viewer::ApiUser(user)) => {
            let id = user.account.id.clone();
            user.operate(&state.db, context.now, move |tx| api_users::set_language(tx, &id, language)).await?;
        }
        None => {}
    }
    let cookie = state.cookies.bake(state.cookies.language(), language.tag().to_owned(), Some(LIFE));
    answer.add_cookie(&cookie).map_err(|error| PanelError::Internal(error.to_string()))?;
    Ok(answer)
}
