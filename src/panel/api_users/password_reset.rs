//! GET and POST /api-users/{id}/password-reset: a new password for one that is lost.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::hand_over::HandOver;
use crate::{
    account_names::AccountId,
    api_users::{self, ApiUser},
    authentication::{Reauthentication, Recheck, recheck},
    authorization::Permission,
    ids::ApiUserId,
    input::{FieldError, FormErrors, NewPassword},
    panel::{CurrentUser, PageContext, PageRequest, PanelError, ShownErrors, form_fields, refusal, render},
    security::HashingQueue,
    web::{AppState, FormBody, Id},
};

form_fields! {
    enum Field {
        OwnPassword = "own_password", "field-own-password";
    }
}

#[derive(Template)]
#[template(path = "api_users/password_reset.html")]
struct PasswordResetPage {
    page: PageContext,
    user: ApiUser,
    errors: ShownErrors,
}

/// Asks for the Administrator's own password.
pub(crate) async fn ask_password_reset(request: PageRequest, id: Id<ApiUserId>) -> Result<HttpResponse, PanelError> {
    let (page, user) = request
        .read(move |connection, user| {
            user.require(Permission::ResetApiUserPasswords)?;
            api_users::find(connection, &id.0)?.ok_or(PanelError::NotFound)
        })
        .await?;
    render(StatusCode::OK, &PasswordResetPage { page, user, errors: ShownErrors::default() })
}

/// Makes a strong random password and shows it this once.
pub(crate) async fn reset_password(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::ResetApiUserPasswords)?;
    let (own, now) = (body.0.one("own_password")?, page.reader.now);
    let asked = Recheck::OwnPassword(AccountId::PanelUser(user.person.id.clone()));
    let stored = user.person.password_hash.clone();
    let proof = recheck(&state.db, &state.hasher, asked, &own, stored, now).await;
    let by = match FieldError::of_recheck(proof, FieldError::OwnPasswordWrong)? {
        Ok(proof) => Reauthentication::OwnPassword(proof),
        Err(error) => return refuse(&state, page, id.0, error).await,
    };
    let password = NewPassword::generate()?;
    let hash = state.hasher.hash(HashingQueue::SignedIn, password.plain().clone()).await?;
    let reset = user.operate(&state.db, now, move |tx| api_users::reset_password(tx, &id.0, &by, &hash)).await?;
    HandOver::of_reset(reset, password).answer(page)
}

async fn refuse(
    state: &AppState,
    page: PageContext,
    id: ApiUserId,
    error: FieldError,
) -> Result<HttpResponse, PanelError> {
    let found = state.db.read(move |connection| api_users::find(connection, &id)).await?;
    let user = found.ok_or(PanelError::NotFound)?;
    let errors = FormErrors::one(Field::OwnPassword, error);
    let shown = ShownErrors::of_form(&errors, page.locale());
    let answer = render(StatusCode::UNPROCESSABLE_ENTITY, &PasswordResetPage { page, user, errors: shown });
    refusal(answer, &errors)
}
