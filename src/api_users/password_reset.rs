//! GET and POST /api-users/{id}/password-reset: a new password for one that is lost.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{ApiUser, ApiUserId, created::show_password, setup::find, store};
use crate::{
    app::AppState,
    audit::{self, Action, Author, Changes, Subject},
    authorization::Permission,
    db::DbResult,
    error::AppError,
    form_fields,
    forms::{FieldError, FormErrors, ShownErrors},
    security::{Attempt, NewPassword, recheck},
    web::{Actor, FormBody, Id, Page, page, refusal},
};

form_fields! {
    enum Field {
        OwnPassword = "own_password", "field-own-password";
    }
}

#[derive(Template)]
#[template(path = "api_users/password_reset.html")]
struct PasswordResetPage {
    page: Page,
    user: ApiUser,
    errors: ShownErrors,
}

/// Asks for the Administrator's own password.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn ask_password_reset(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ApiUserId>,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::ResetApiUserPasswords)?;
    let user = find(&state, id.0).await?;
    page(StatusCode::OK, &PasswordResetPage { page: frame, user, errors: ShownErrors::default() })
}

/// Makes a strong random password and shows it this once.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn reset_password(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::ResetApiUserPasswords)?;
    let (own, now) = (body.0.one("own_password")?, frame.reader.now);
    let user = find(&state, id.0).await?;
    let _place = state.hasher.place()?;
    let attempt = Attempt::OwnPassword(actor.person.id.to_string());
    let stored = actor.person.password_hash.clone();
    if let Err(error) = recheck(&state.db, &state.hasher, attempt, &own, stored, now).await? {
        return refuse(frame, user, error);
    }
    let password = NewPassword::generate()?;
    let hash = state.hasher.hash(password.clone()).await?;
    let (author, id, name) = (Author::from(&actor), user.id.clone(), user.username.clone());
    state
        .db
        .write(move |connection| -> DbResult<()> {
            store::find(connection, &id)?;
            store::set_password(connection, &id, &hash, now)?;
            let subject = Subject::ApiUser(id.as_str(), &name);
            audit::record(connection, &author, Action::PasswordReset, subject, &Changes::default(), now)
        })
        .await?;
    show_password(frame, user, password)
}

fn refuse(frame: Page, user: ApiUser, error: FieldError) -> Result<HttpResponse, AppError> {
    let errors = FormErrors::one(Field::OwnPassword, error);
    let shown = errors.shown(frame.locale());
    let page = page(StatusCode::UNPROCESSABLE_ENTITY, &PasswordResetPage { page: frame, user, errors: shown });
    refusal(page, &errors)
}
