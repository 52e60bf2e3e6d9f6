//! The pages that show a secret once.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::{
    api_users::ApiUser,
    input::NewPassword,
    panel::{PageContext, PanelError, render_secret},
    security::SecretKey,
};

#[derive(Template)]
#[template(path = "api_users/created.html")]
struct CreatedPage {
    page: PageContext,
    user: ApiUser,
    key: SecretKey,
}

#[derive(Template)]
#[template(path = "api_users/password_was_reset.html")]
struct PasswordWasResetPage {
    page: PageContext,
    user: ApiUser,
    password: NewPassword,
}

/// 201 with the key of a new API user.
pub(super) fn show_key(page: PageContext, user: ApiUser, key: SecretKey) -> Result<HttpResponse, PanelError> {
    render_secret(StatusCode::CREATED, &CreatedPage { page, user, key })
}

/// 201 with the new password.
pub(super) fn show_password(
    page: PageContext,
    user: ApiUser,
    password: NewPassword,
) -> Result<HttpResponse, PanelError> {
    render_secret(StatusCode::CREATED, &PasswordWasResetPage { page, user, password })
}
