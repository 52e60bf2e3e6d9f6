//! POST /account/password

use actix_session::Session;
use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::settings::{Field, Typed, answer};
use crate::{
    app::AppState,
    audit::{self, Action, Changes, Subject},
    db::DbResult,
    error::AppError,
    forms::FormErrors,
    security::{Attempt, NewPassword, end_sessions_of, recheck},
    sign_in, users,
    web::{Actor, Fields, Flash, FormBody, Page, refusal, see_other},
};

/// Changes the person's password and ends all their sessions but this one.
///
/// # Errors
/// When the form is none of ours or the database can't be changed.
pub async fn change_password(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    session: Session,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    let _place = state.hasher.place()?;
    let password = match accept(&state, &actor, &frame, &body.0).await? {
        Ok(password) => password,
        Err(errors) => {
            let typed = Typed::of(&actor.person);
            let page = answer(StatusCode::UNPROCESSABLE_ENTITY, frame, &actor, typed, &errors);
            return refusal(page, &errors);
        }
    };
    let hash = state.hasher.hash(password).await?;
    let (person, now) = (actor.person.id.clone(), frame.reader.now);
    state
        .db
        .write(move |connection| -> DbResult<()> {
            let person = &actor.person;
            users::change_password(connection, person, &hash, now)?;
            end_sessions_of(connection, person.id.as_str())?;
            let subject = Subject::PanelUser(person.id.as_str(), &person.username);
            audit::record(connection, &(&actor).into(), Action::PasswordChanged, subject, &Changes::default(), now)
        })
        .await?;
    let mut answer = see_other("/account", Some((Flash::PasswordChanged, &state.cookies)));
    sign_in::begin_session(&state, &session, &person, &mut answer)?;
    Ok(answer)
}

async fn accept(
    state: &AppState,
    actor: &Actor,
    frame: &Page,
    fields: &Fields,
) -> Result<Result<NewPassword, FormErrors<Field>>, AppError> {
    let (current, new) = (fields.one("current_password")?, fields.one("new_password")?);
    let again = fields.one("new_password_again")?;
    let mut errors = FormErrors::default();
    let attempt = Attempt::OwnPassword(actor.person.id.to_string());
    let stored = actor.person.password_hash.clone();
    let proof = recheck(&state.db, &state.hasher, attempt, &current, stored, frame.reader.now).await?;
    errors.check(Field::CurrentPassword, proof);
    let accepted = state.hasher.accept(new, again, actor.person.username.clone()).await?;
    let accepted = accepted
        .map_err(|error| errors.add(error.of_new_password(Field::NewPassword, Field::NewPasswordAgain), error))
        .ok();
    Ok(accepted.filter(|_| errors.is_empty()).ok_or(errors))
}
